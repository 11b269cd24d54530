import AuthFlow
public import UserPoolModel

/// Switches factors on or off and chooses the preferred one (Cognito's SetUserMFAPreference).
public struct SetUserMFAPreferenceRequest: Sendable {
    /// The user's.
    public var accessToken: AccessToken
    /// Left as it is when absent.
    public var smsMFASettings: MFASettings?
    /// Left as it is when absent.
    public var softwareTokenMFASettings: MFASettings?
    /// Left as it is when absent.
    public var emailMFASettings: MFASettings?

    /// Puts a request together.
    public init(
        accessToken: AccessToken, smsMFASettings: MFASettings? = nil, softwareTokenMFASettings: MFASettings? = nil,
        emailMFASettings: MFASettings? = nil
    ) {
        self.accessToken = accessToken
        self.emailMFASettings = emailMFASettings
        self.smsMFASettings = smsMFASettings
        self.softwareTokenMFASettings = softwareTokenMFASettings
    }
}

/// The same for any user, by an administrator (Cognito's AdminSetUserMFAPreference).
public struct AdminSetUserMFAPreferenceRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// Left as it is when absent.
    public var smsMFASettings: MFASettings?
    /// Left as it is when absent.
    public var softwareTokenMFASettings: MFASettings?
    /// Left as it is when absent.
    public var emailMFASettings: MFASettings?

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, username: Username, smsMFASettings: MFASettings? = nil,
        softwareTokenMFASettings: MFASettings? = nil, emailMFASettings: MFASettings? = nil
    ) {
        self.emailMFASettings = emailMFASettings
        self.userPoolID = userPoolID
        self.username = username
        self.smsMFASettings = smsMFASettings
        self.softwareTokenMFASettings = softwareTokenMFASettings
    }
}

/// The settings of one factor (Cognito's `SMSMfaSettingsType` and its kin).
public struct MFASettings: Sendable, Hashable {
    /// Whether the factor is asked for.
    public var enabled: Bool
    /// Whether it is asked for first; only an enabled one can be.
    public var preferredMFA: Bool

    /// Puts settings together.
    public init(enabled: Bool = false, preferredMFA: Bool = false) {
        self.enabled = enabled
        self.preferredMFA = preferredMFA
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

extension UserPoolService {
    /// Sets the user's own preference.
    ///
    /// In profile `strict` a number or address is refused that has received no code yet, if sign-in would ask for nothing
    /// else. An administrator may choose it for the user.
    ///
    /// Source: API reference, SetUserMFAPreference.
    public func setUserMFAPreference(_ request: SetUserMFAPreferenceRequest) async throws(CognitoError) {
        try await audited("SetUserMFAPreference") { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(_ request: SetUserMFAPreferenceRequest) async throws(CognitoError) {
        let wishes = try MFASettings.wishes(
            request.smsMFASettings, request.softwareTokenMFASettings, request.emailMFASettings)
        let authorized = try await authorize(request.accessToken)
        try await changeReserving(authorized) { machine, context in
            machine.preferenceSet(wishes, by: authorized.principal, in: context.poolContext)
        }
    }

    func adminSetUserMFAPreference(_ request: AdminSetUserMFAPreferenceRequest) async throws(CognitoError) {
        let wishes = try MFASettings.wishes(
            request.smsMFASettings, request.softwareTokenMFASettings, request.emailMFASettings)
        try await adminChange(request.username, in: request.userPoolID) { machine, context in
            machine.preferenceSet(wishes, by: nil, in: context)
        }
    }
}

extension MFASettings {
    fileprivate static func wishes(
        _ sms: MFASettings?, _ softwareToken: MFASettings?, _ email: MFASettings?
    ) throws(CognitoError) -> [MFAType: MFAPreference] {
        var wishes: [MFAType: MFAPreference] = [:]
        wishes[.sms] = try sms?.preference()
        wishes[.softwareToken] = try softwareToken?.preference()
        wishes[.email] = try email?.preference()
        return wishes
    }
}
