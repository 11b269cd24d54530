public import CognitoMFACore
public import UserPoolModel

extension UserPool {
    /// Issues a secret for an authenticator app; an app in use stays valid until the new one is verified.
    public func associateSoftwareToken(
        _ user: UserAuthorization
    ) async throws(CognitoError) -> SoftwareTokenAssociation {
        try await service.associateSoftwareToken(
            AssociateSoftwareTokenRequest(accessToken: user.accessToken, session: user.session))
    }

    /// Verifies the app's first code.
    ///
    /// A further call, ``setMFAPreference(_:sms:softwareToken:email:)``, switches the factor on.
    ///
    /// - Returns: The next session of MFA_SETUP, or nil for an access token.
    @discardableResult
    public func verifySoftwareToken(
        _ user: UserAuthorization, code: OneTimeCode, friendlyDeviceName: String? = nil
    ) async throws(CognitoError) -> SessionHandle? {
        try await service.verifySoftwareToken(
            VerifySoftwareTokenRequest(
                accessToken: user.accessToken, session: user.session, userCode: code,
                friendlyDeviceName: friendlyDeviceName)
        ).session
    }

    /// Removes the user's authenticator app; this needs the password, and in profile `strict` also a code.
    public func removeSoftwareToken(
        _ accessToken: AccessToken, password: Password, code: OneTimeCode? = nil
    ) async throws(CognitoError) {
        try await service.removeSoftwareToken(
            RemoveSoftwareTokenRequest(accessToken: accessToken, password: password, userCode: code))
    }

    /// Sets the user's preferences for factors; an absent one stays as it is.
    public func setMFAPreference(
        _ accessToken: AccessToken, sms: MFAPreference? = nil, softwareToken: MFAPreference? = nil,
        email: MFAPreference? = nil
    ) async throws(CognitoError) {
        try await service.setUserMFAPreference(
            SetUserMFAPreferenceRequest(
                accessToken: accessToken, smsMFASettings: sms.map { MFASettings($0) },
                softwareTokenMFASettings: softwareToken.map { MFASettings($0) },
                emailMFASettings: email.map { MFASettings($0) }))
    }
}

extension UserAuthorization {
    fileprivate var accessToken: AccessToken? { if case .accessToken(let token) = self { token } else { nil } }
    fileprivate var session: SessionHandle? { if case .session(let session) = self { session } else { nil } }
}
