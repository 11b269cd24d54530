import AuthFlow
public import UserPoolModel

/// The same for any user, by an administrator (Cognito's AdminSetUserSettings).
public struct AdminSetUserSettingsRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// One entry for on, none for off.
    public var mfaOptions: [MFAOption]

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username, mfaOptions: [MFAOption]) {
        self.userPoolID = userPoolID
        self.username = username
        self.mfaOptions = mfaOptions
    }
}

extension AdminSetUserSettingsRequest: PoolUserRequest {
    package static let operation = "AdminSetUserSettings"

    package func validate(_ members: inout Validation) {
        for option in mfaOptions { members.check(option.deliveryMedium, .deliveryMedium) }
    }
}

extension UserPoolAdministration {
    /// Switches a user's text messages on or off.
    ///
    /// Source: API reference, AdminSetUserSettings.
    public func adminSetUserSettings(_ request: AdminSetUserSettingsRequest) async throws(CognitoError) {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: AdminSetUserSettingsRequest) async throws(CognitoError) {
        let wish = try request.mfaOptions.wish()
        try await adminChange(request) { machine, context in
            machine.preferenceSet([.sms: wish], by: nil, in: context)
        }
    }
}
