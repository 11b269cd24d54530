import AuthFlow
public import UserPoolModel

/// Switches factors on or off and chooses the preferred one (Cognito's SetUserMFAPreference).
public struct SetUserMFAPreferenceRequest: OperationRequest {
    package static let operation = "SetUserMFAPreference"

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

extension UserPoolService {
    /// Sets the user's own preference.
    ///
    /// In profile `strict` a number or address is refused that has received no code yet, if sign-in would ask for nothing
    /// else. An administrator may choose it for the user.
    ///
    /// Source: API reference, SetUserMFAPreference.
    public func setUserMFAPreference(_ request: SetUserMFAPreferenceRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let wishes = try MFASettings.wishes(
                request.smsMFASettings, request.softwareTokenMFASettings, request.emailMFASettings)
            let authorized = try await authorize(request.accessToken)
            try await changeReserving(authorized) { machine, context in
                machine.preferenceSet(wishes, by: authorized.principal, in: context.poolContext)
            }
        }
    }
}
