public import CognitoMFACore
public import UserPoolModel

extension UserPool {
    /// Issues a secret for the authenticator app of a signed-in user; an app in use stays valid until the new one is
    /// verified.
    public func associateSoftwareToken(
        _ accessToken: AccessToken
    ) async throws(CognitoError) -> SoftwareTokenAssociation {
        try await service.associateSoftwareToken(AssociateSoftwareTokenRequest(accessToken: accessToken))
    }

    /// Issues a secret for the authenticator app of a user whose sign-in waits in MFA_SETUP.
    ///
    /// - Returns: The secret, and the session that ``verifySoftwareToken(in:code:friendlyDeviceName:)`` takes next.
    public func associateSoftwareToken(
        in session: SessionHandle
    ) async throws(CognitoError) -> (association: SoftwareTokenAssociation, session: SessionHandle) {
        let association = try await service.associateSoftwareToken(AssociateSoftwareTokenRequest(session: session))
        guard let next = association.session else { throw .internalError(nil) }
        return (association, next)
    }

    /// Forgets the secret that was issued to a signed-in user and that nothing has verified; an app in use stays.
    public func cancelPendingSoftwareToken(_ accessToken: AccessToken) async throws(CognitoError) {
        try await service.cancelPendingSoftwareToken(CancelPendingSoftwareTokenRequest(accessToken: accessToken))
    }

    /// Verifies the first code of a signed-in user's app.
    ///
    /// A further call, ``setMFAPreference(_:sms:softwareToken:email:)``, switches the factor on.
    public func verifySoftwareToken(
        _ accessToken: AccessToken, code: OneTimeCode, friendlyDeviceName: String? = nil
    ) async throws(CognitoError) {
        _ = try await service.verifySoftwareToken(
            VerifySoftwareTokenRequest(
                accessToken: accessToken, userCode: code, friendlyDeviceName: friendlyDeviceName))
    }

    /// Verifies the app's first code in MFA_SETUP.
    ///
    /// - Returns: The session that `respond(to:with:)` takes next, with the answer `.mfaSetup`.
    public func verifySoftwareToken(
        in session: SessionHandle, code: OneTimeCode, friendlyDeviceName: String? = nil
    ) async throws(CognitoError) -> SessionHandle {
        let response = try await service.verifySoftwareToken(
            VerifySoftwareTokenRequest(session: session, userCode: code, friendlyDeviceName: friendlyDeviceName))
        guard let next = response.session else { throw .internalError(nil) }
        return next
    }

    /// Issues a secret for an authenticator app, by an access token or a session, whichever the caller has.
    public func associateSoftwareToken(
        _ user: UserAuthorization
    ) async throws(CognitoError) -> SoftwareTokenAssociation {
        try await service.associateSoftwareToken(
            AssociateSoftwareTokenRequest(accessToken: user.accessToken, session: user.session))
    }

    /// Verifies the app's first code, by an access token or a session, whichever the caller has.
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
