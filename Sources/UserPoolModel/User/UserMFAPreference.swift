/// The setting of one factor in a call of SetUserMFAPreference.
///
/// An absent argument leaves the factor unchanged.
public enum MFAPreference: Sendable, Hashable {
    /// The factor is not asked for at sign-in.
    case disabled
    /// The factor is asked for, or offered as a choice.
    case enabled
    /// The factor is enabled and asked for first; other factors lose the preference.
    case preferred
}

/// The factors that a user has enabled, and the preferred one.
public struct UserMFAPreference: Sendable, Hashable {
    /// The enabled factors (Cognito's `UserMFASettingList`).
    public var enabled: Set<MFAType> { Set(factors.types) }
    package private(set) var factors: FactorSet
    /// The preferred factor (Cognito's `PreferredMfaSetting`), always one of `enabled`.
    public var preferred: MFAType? { preferredFactor?.type }
    package private(set) var preferredFactor: SecondFactor?

    /// Creates a preference without factors.
    public init() {
        factors = FactorSet()
        preferredFactor = nil
    }

    package init(enabled: FactorSet, preferred: SecondFactor?) {
        factors = enabled
        preferredFactor = preferred.flatMap { enabled.contains($0) ? $0 : nil }
    }

    /// Applies the setting of one factor; at most one factor is preferred.
    package mutating func set(_ factor: SecondFactor, to preference: MFAPreference) {
        switch preference {
        case .disabled:
            factors.remove(factor)
            if preferredFactor == factor { preferredFactor = nil }
        case .enabled:
            factors.insert(factor)
            if preferredFactor == factor { preferredFactor = nil }
        case .preferred:
            factors.insert(factor)
            preferredFactor = factor
        }
    }

    /// Clears the preferred factor; the enabled ones stay.
    package mutating func preferNone() { preferredFactor = nil }
}
