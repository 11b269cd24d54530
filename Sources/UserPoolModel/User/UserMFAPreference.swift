/// What one call of SetUserMFAPreference asks of one factor.
///
/// An absent argument leaves that factor alone.
public enum MFAPreference: Sendable, Hashable {
    /// Not asked for at sign-in.
    case disabled
    /// Asked for, or offered for choice.
    case enabled
    /// Enabled and asked for first; the other factors lose the preference.
    case preferred
}

/// Which factors a user has switched on, and which of them is asked for first.
public struct UserMFAPreference: Sendable, Hashable {
    /// The factors switched on (Cognito's `UserMFASettingList`).
    public var enabled: Set<MFAType> { Set(factors.inOrder) }
    package private(set) var factors: FactorSet
    /// The factor asked for first (Cognito's `PreferredMfaSetting`); always one of `enabled`.
    public private(set) var preferred: MFAType?

    /// No factor on.
    public init() {
        factors = FactorSet()
        preferred = nil
    }

    package init(enabled: FactorSet, preferred: MFAType?) {
        factors = enabled
        self.preferred = preferred.flatMap { enabled.contains($0) ? $0 : nil }
    }

    /// Applies one factor's setting; at most one factor stays preferred.
    package mutating func set(_ factor: MFAType, to preference: MFAPreference) {
        switch preference {
        case .disabled:
            factors.remove(factor)
            if preferred == factor { preferred = nil }
        case .enabled:
            factors.insert(factor)
            if preferred == factor { preferred = nil }
        case .preferred:
            factors.insert(factor)
            preferred = factor
        }
    }

    /// Leaves no factor preferred, and all as enabled as they were.
    package mutating func preferNone() { preferred = nil }
}
