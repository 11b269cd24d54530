public import UserPoolModel

/// The settings of one factor (Cognito's `SMSMfaSettingsType` and its kin).
public struct MFASettings: Sendable, Hashable {
    /// True if the factor is asked for.
    public var enabled: Bool
    /// True if it is asked for first; only an enabled one can be.
    public var preferredMFA: Bool

    /// Puts settings together.
    public init(enabled: Bool = false, preferredMFA: Bool = false) {
        (self.enabled, self.preferredMFA) = (enabled, preferredMFA)
    }

    /// The settings that stand for a preference.
    public init(_ preference: MFAPreference) {
        self.init(enabled: preference != .disabled, preferredMFA: preference == .preferred)
    }

    /// - Throws: InvalidParameterException when a factor that is not enabled is to be preferred.
    func preference() throws(CognitoError) -> MFAPreference {
        switch (enabled, preferredMFA) {
        case (true, true): .preferred
        case (true, false): .enabled
        case (false, false): .disabled
        case (false, true): throw .preferredNotEnabled
        }
    }
}

extension MFASettings {
    static func wishes(
        _ sms: MFASettings?, _ softwareToken: MFASettings?, _ email: MFASettings?
    ) throws(CognitoError) -> [MFAType: MFAPreference] {
        var wishes: [MFAType: MFAPreference] = [:]
        wishes[.sms] = try sms?.preference()
        wishes[.softwareToken] = try softwareToken?.preference()
        wishes[.email] = try email?.preference()
        return wishes
    }
}

/// An entry of the legacy list of factors (Cognito's `MFAOptionType`).
public struct MFAOption: Sendable, Hashable {
    /// `SMS`, the only one accepted.
    public var deliveryMedium: String
    /// `phone_number`, the only one accepted.
    public var attributeName: AttributeName

    /// Text messages to the user's number.
    public init(deliveryMedium: String = "SMS", attributeName: AttributeName = .phoneNumber) {
        (self.deliveryMedium, self.attributeName) = (deliveryMedium, attributeName)
    }
}

extension [MFAOption] {
    /// The preference that a legacy list stands for.
    ///
    /// - Throws: InvalidParameterException for an entry that is not text messages to the user's number.
    func wish() throws(CognitoError) -> MFAPreference {
        guard allSatisfy({ $0 == MFAOption() }) else { throw .invalidMFAOptions }
        return isEmpty ? .disabled : .enabled
    }
}
