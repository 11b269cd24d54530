public import UserPoolModel

// A sign-in under way, by its session alone: for pages that are loaded twice, left and come back to.
extension UserPool {
    /// Returns an open challenge again; reading it sends, counts and spends nothing.
    public func challenge(of session: SessionHandle) async throws(CognitoError) -> OpenChallenge {
        try await service.getOpenChallenge(
            GetOpenChallengeRequest(clientID: clientID, session: session, clientSecret: clientSecret))
    }

    /// Sends another code in the same session; the one before no longer counts.
    ///
    /// A sign-in has at most three messages. The next one may be asked for from the time that ``OpenChallenge/code`` tells.
    public func sendNewCode(
        _ session: SessionHandle, clientMetadata: [String: String] = [:]
    ) async throws(CognitoError) -> OpenChallenge {
        try await service.sendNewCode(
            SendNewCodeRequest(
                clientID: clientID, session: session, clientSecret: clientSecret, clientMetadata: clientMetadata))
    }

    /// Changes to another factor; without one, to the choice among all open ones.
    ///
    /// - Returns: The next challenge, whose session replaces this one.
    public func useAnotherFactor(
        _ session: SessionHandle, _ factor: MFAType? = nil, clientMetadata: [String: String] = [:]
    ) async throws(CognitoError) -> AuthOutcome {
        try await service.useAnotherFactor(
            UseAnotherFactorRequest(
                clientID: clientID, session: session, factor: factor, clientSecret: clientSecret,
                clientMetadata: clientMetadata))
    }

    /// Returns the secret again that ``associateSoftwareToken(in:)`` issued for this session, until it is verified.
    public func pendingSoftwareToken(of session: SessionHandle) async throws(CognitoError) -> SoftwareTokenAssociation {
        try await service.getPendingSoftwareToken(
            GetPendingSoftwareTokenRequest(clientID: clientID, session: session, clientSecret: clientSecret))
    }

    /// Cancels the set-up of a factor; nothing that was entered for it stays.
    ///
    /// - Returns: MFA_SETUP in a new session, or nil when the sign-in has ended.
    public func cancelSetup(_ session: SessionHandle) async throws(CognitoError) -> AuthOutcome? {
        try await service.cancelSetup(
            CancelSetupRequest(clientID: clientID, session: session, clientSecret: clientSecret))
    }

    /// Ends a sign-in under way.
    public func endSignIn(_ session: SessionHandle) async throws(CognitoError) {
        try await service.endSignIn(
            EndSignInRequest(clientID: clientID, session: session, clientSecret: clientSecret))
    }
}
