public import UserPoolModel

/// Switches factors on or off and chooses the preferred one (Cognito's SetUserMFAPreference).
public struct SetUserMFAPreferenceRequest: Sendable {
    /// The user's.
    public var accessToken: AccessToken
    /// Left as it is when absent.
    public var smsMFASettings: MFASettings?
    /// Left as it is when absent.
    public var softwareTokenMFASettings: MFASettings?

    /// Puts a request together.
    public init(
        accessToken: AccessToken, smsMFASettings: MFASettings? = nil, softwareTokenMFASettings: MFASettings? = nil
    ) {
        self.accessToken = accessToken
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

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, username: Username, smsMFASettings: MFASettings? = nil,
        softwareTokenMFASettings: MFASettings? = nil
    ) {
        self.userPoolID = userPoolID
        self.username = username
        self.smsMFASettings = smsMFASettings
        self.softwareTokenMFASettings = softwareTokenMFASettings
    }
}

/// The settings of one factor (Cognito's `SMSMfaSettingsType` and `SoftwareTokenMfaSettingsType`).
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
    /// Source: API reference, SetUserMFAPreference.
    public func setUserMFAPreference(_ request: SetUserMFAPreferenceRequest) async throws(CognitoError) {
        let sms = try request.smsMFASettings?.preference()
        let softwareToken = try request.softwareTokenMFASettings?.preference()
        let authorized = try await authorize(request.accessToken)
        let action = try await change(authorized, draw: Draw(random)) { machine, it in
            machine.preferenceSet(
                sms: sms, softwareToken: softwareToken, by: authorized.principal, under: it.pool)
        }
        try action.finish()
    }

    func adminSetUserMFAPreference(_ request: AdminSetUserMFAPreferenceRequest) async throws(CognitoError) {
        let sms = try request.smsMFASettings?.preference()
        let softwareToken = try request.softwareTokenMFASettings?.preference()
        try await adminChange(request.username, in: request.userPoolID) { machine, pool, _ in
            machine.preferenceSet(sms: sms, softwareToken: softwareToken, by: nil, under: pool)
        }
    }
}

extension ChangeAction {
    /// - Throws: what was refused.
    func finish() throws(CognitoError) {
        if case .refuse(let error) = self { throw error }
    }
}
