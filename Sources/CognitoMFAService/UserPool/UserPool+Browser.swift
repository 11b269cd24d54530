public import AuthFlow
public import UserPoolModel

// Sign-ins of pages, which end in a browser session in the place of tokens.
extension UserPool {
    /// Starts a sign-in on a page.
    ///
    /// The session `former`, which the browser had so far, ends when the new one begins.
    public func signInBrowser(
        _ username: Username, password: Password, replacing former: BrowserSession? = nil,
        clientMetadata: [String: String] = [:]
    ) async throws(CognitoError) -> BrowserOutcome {
        try await service.openBrowserSession(
            InitiateAuthRequest(
                authFlow: .userPasswordAuth, clientID: clientID,
                authParameters: RequestParameters([
                    ChallengeParameter.username: username.text, ChallengeParameter.password: password.text,
                ]).adding(ChallengeParameter.secretHash, secretHash(of: username)),
                clientMetadata: clientMetadata), replacing: former)
    }

    /// Answers a challenge on a page.
    ///
    /// With a client that has a secret, the name is required.
    public func respondInBrowser(
        to session: SessionHandle, with answer: ChallengeAnswer, as username: Username? = nil,
        replacing former: BrowserSession? = nil, clientMetadata: [String: String] = [:]
    ) async throws(CognitoError) -> BrowserOutcome {
        let responses = answer.responses
            .adding(ChallengeParameter.username, username?.text)
            .adding(ChallengeParameter.secretHash, username.flatMap(secretHash))
        return try await service.openBrowserSession(
            RespondToAuthChallengeRequest(
                clientID: clientID, challengeName: answer.challengeName, session: session,
                challengeResponses: responses, clientMetadata: clientMetadata), replacing: former)
    }

    /// Confirms that it is still the same user, before a page changes a factor.
    ///
    /// The outcome is a new session with a new time of sign-in, or a challenge that
    /// ``respondInBrowser(to:with:as:replacing:clientMetadata:)`` answers with this session as the one to replace.
    ///
    /// - Throws: NotAuthorizedException for a wrong password, which counts as one at sign-in, and for a session that has
    ///   ended.
    public func reauthenticate(
        _ session: BrowserSession, password: Password, clientMetadata: [String: String] = [:]
    ) async throws(CognitoError) -> BrowserOutcome {
        try await service.reauthenticate(
            session, password: password, through: clientID, in: id, clientMetadata: clientMetadata)
    }

    /// Returns the user of a browser session.
    ///
    /// `AccessToken(session)` calls the user's own operations with it.
    ///
    /// - Throws: NotAuthorizedException for a session that has ended, and where the pool demands a factor that it was not
    ///   won with: the user signs in again.
    public func signedInBrowser(_ session: BrowserSession) async throws(CognitoError) -> SignedInBrowser {
        try await service.signedInBrowser(session, in: id)
    }

    /// Signs one browser out; a session that has ended already is no error.
    public func endBrowserSession(_ session: BrowserSession) async throws(CognitoError) {
        try await service.endBrowserSession(session, in: id)
    }
}
