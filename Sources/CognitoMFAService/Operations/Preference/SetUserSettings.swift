import AuthFlow
public import UserPoolModel

/// An entry of the legacy list of factors (Cognito's `MFAOptionType`).
public struct MFAOption: Sendable, Hashable {
    /// `SMS`, the only one accepted.
    public var deliveryMedium: String
    /// `phone_number`, the only one accepted.
    public var attributeName: AttributeName

    /// Text messages to the user's number.
    public init(deliveryMedium: String = "SMS", attributeName: AttributeName = .phoneNumber) {
        self.deliveryMedium = deliveryMedium
        self.attributeName = attributeName
    }
}

/// Switches text messages on or off (Cognito's SetUserSettings, superseded by SetUserMFAPreference).
public struct SetUserSettingsRequest: Sendable {
    /// The user's access token.
    public var accessToken: AccessToken
    /// One entry for on, none for off.
    public var mfaOptions: [MFAOption]

    /// Puts a request together.
    public init(accessToken: AccessToken, mfaOptions: [MFAOption]) {
        self.accessToken = accessToken
        self.mfaOptions = mfaOptions
    }
}

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

extension UserPoolService {
    /// Switches the user's text messages on or off.
    ///
    /// Source: API reference, SetUserSettings: no longer supported there, and still answering.
    public func setUserSettings(_ request: SetUserSettingsRequest) async throws(CognitoError) {
        try await audited("SetUserSettings") { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(_ request: SetUserSettingsRequest) async throws(CognitoError) {
        let wish = try wish(request.mfaOptions)
        let authorized = try await authorize(request.accessToken)
        try await changeReserving(authorized) { machine, context in
            machine.preferenceSet([.sms: wish], by: authorized.principal, in: context.poolContext)
        }
    }

    func adminSetUserSettings(_ request: AdminSetUserSettingsRequest) async throws(CognitoError) {
        let wish = try wish(request.mfaOptions)
        try await adminChange(request.username, in: request.userPoolID) { machine, context in
            machine.preferenceSet([.sms: wish], by: nil, in: context)
        }
    }

    private func wish(_ options: [MFAOption]) throws(CognitoError) -> MFAPreference {
        var validation = Validation()
        for option in options { validation.check(option.deliveryMedium, .deliveryMedium) }
        try validation.finish()
        guard options.allSatisfy({ $0 == MFAOption() }) else { throw .invalidMFAOptions }
        return options.isEmpty ? .disabled : .enabled
    }
}
