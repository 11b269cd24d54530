import AuthFlow
public import UserPoolModel

/// The same for any user, by an administrator (Cognito's AdminSetUserMFAPreference).
public struct AdminSetUserMFAPreferenceRequest: PoolUserRequest {
    package static let operation = "AdminSetUserMFAPreference"

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

extension UserPoolAdministration {
    /// Sets a user's factors.
    ///
    /// Source: API reference, AdminSetUserMFAPreference.
    public func adminSetUserMFAPreference(_ request: AdminSetUserMFAPreferenceRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            let wishes = try MFASettings.wishes(
                request.smsMFASettings, request.softwareTokenMFASettings, request.emailMFASettings)
            try await service.adminChange(request) { $0.preferenceSet(wishes, by: nil, in: $1) }
        }
    }
}
