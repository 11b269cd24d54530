public import AuthFlow
public import UserPoolModel

extension UserPool {
    /// Starts a sign-in with a name and a password; returns tokens or the next challenge.
    ///
    /// ``UserMigration`` gets `clientMetadata` as its validation data. It is never stored.
    public func signIn(
        _ username: Username, password: Password, clientMetadata: [String: String] = [:]
    ) async throws(CognitoError) -> AuthOutcome {
        try await service.initiateAuth(
            InitiateAuthRequest(
                authFlow: .userPasswordAuth, clientID: clientID,
                authParameters: RequestParameters([
                    ChallengeParameter.username: username.text, ChallengeParameter.password: password.text,
                ]).adding(ChallengeParameter.secretHash, secretHash(of: username)),
                clientMetadata: clientMetadata))
    }

    /// Answers a challenge; returns tokens or the next challenge.
    ///
    /// The session identifies the user, so the name may be left out unless the client has a secret.
    ///
    /// ``CustomMessage`` and ``PreTokenGeneration`` get `clientMetadata`. It is never stored.
    public func respond(
        to session: SessionHandle, with answer: ChallengeAnswer, as username: Username? = nil,
        clientMetadata: [String: String] = [:]
    ) async throws(CognitoError) -> AuthOutcome {
        let responses = answer.responses
            .adding(ChallengeParameter.username, username?.text)
            .adding(ChallengeParameter.secretHash, username.flatMap(secretHash))
        return try await service.respondToAuthChallenge(
            RespondToAuthChallengeRequest(
                clientID: clientID, challengeName: answer.challengeName, session: session,
                challengeResponses: responses, clientMetadata: clientMetadata))
    }

    func secretHash(of username: Username) -> String? { clientSecret?.hash(username: username, client: clientID) }
}
