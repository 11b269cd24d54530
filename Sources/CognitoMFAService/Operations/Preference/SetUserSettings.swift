import AuthFlow
public import UserPoolModel

/// Switches text messages on or off (Cognito's SetUserSettings, superseded by SetUserMFAPreference).
public struct SetUserSettingsRequest: OperationRequest {
    package static let operation = "SetUserSettings"

    /// The user's access token.
    public var accessToken: AccessToken
    /// One entry for on, none for off.
    public var mfaOptions: [MFAOption]

    /// Puts a request together.
    public init(accessToken: AccessToken, mfaOptions: [MFAOption]) {
        (self.accessToken, self.mfaOptions) = (accessToken, mfaOptions)
    }

    package func validate(_ members: inout Validation) {
        for option in mfaOptions { members.check(option.deliveryMedium, .deliveryMedium) }
    }
}

extension UserPoolService {
    /// Switches the user's text messages on or off.
    ///
    /// Source: API reference, SetUserSettings: no longer supported there, and still answering.
    public func setUserSettings(_ request: SetUserSettingsRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let wish = try request.mfaOptions.wish()
            let authorized = try await authorize(request.accessToken)
            try await changeReserving(authorized) { machine, context in
                machine.preferenceSet([.sms: wish], by: authorized.principal, in: context.poolContext)
            }
        }
    }
}
