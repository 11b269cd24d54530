import AuthFlow
public import UserPoolModel

/// The same for any user, by an administrator (Cognito's AdminSetUserSettings).
public struct AdminSetUserSettingsRequest: PoolUserRequest {
    package static let operation = "AdminSetUserSettings"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// One entry for on, none for off.
    public var mfaOptions: [MFAOption]

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username, mfaOptions: [MFAOption]) {
        (self.userPoolID, self.username, self.mfaOptions) = (userPoolID, username, mfaOptions)
    }

    package func validate(_ members: inout Validation) {
        for option in mfaOptions { members.check(option.deliveryMedium, .deliveryMedium) }
    }
}

extension UserPoolAdministration {
    /// Switches a user's text messages on or off.
    ///
    /// Source: API reference, AdminSetUserSettings.
    public func adminSetUserSettings(_ request: AdminSetUserSettingsRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            let wish = try request.mfaOptions.wish()
            try await service.adminChange(request) { $0.preferenceSet([.sms: wish], by: nil, in: $1) }
        }
    }
}
