public import AuthFlow
public import UserPoolModel

/// Answers a challenge (Cognito's RespondToAuthChallenge).
public struct RespondToAuthChallengeRequest: OperationRequest {
    package static let operation = "RespondToAuthChallenge"

    /// The app client.
    public var clientID: AppClientID
    /// The challenge that is answered.
    public var challengeName: ChallengeName
    /// The session of the challenge.
    public var session: SessionHandle?
    /// The answer.
    ///
    /// USERNAME may be left out in process, for the session leads to the user; the wire requires it.
    public var challengeResponses: RequestParameters
    /// For the triggers after the decision; never stored.
    public var clientMetadata: [String: String]
    /// True for an answer off the wire: USERNAME must be there, and a malformed code counts as a wrong one.
    package var isFromWire = false

    /// Puts a request together.
    public init(
        clientID: AppClientID, challengeName: ChallengeName, session: SessionHandle?,
        challengeResponses: RequestParameters, clientMetadata: [String: String] = [:]
    ) {
        self.clientID = clientID
        self.challengeName = challengeName
        self.session = session
        self.challengeResponses = challengeResponses
        self.clientMetadata = clientMetadata
    }

    package var triggerMetadata: [String: String] { clientMetadata }
    package var named: NamedInRequest {
        NamedInRequest(client: clientID, username: challengeResponses[ChallengeParameter.username])
    }

    /// The answer that the request carries, through its client.
    func answered(as app: Shared<ClientRecord>) -> GivenAnswer {
        GivenAnswer(
            challengeName: challengeName, session: session, responses: challengeResponses,
            isFromWire: isFromWire, app: app)
    }

    package func validate(_ members: inout Validation) {
        members.check(clientID.text, .clientID)
        members.check(challengeName.rawValue, .challengeName)
        members.check(session?.text, .session)
    }
}

extension UserPoolService {
    /// Verifies an answer, and answers tokens or the next challenge.
    ///
    /// Source: API reference, RespondToAuthChallenge.
    public func respondToAuthChallenge(
        _ request: RespondToAuthChallengeRequest
    ) async throws(CognitoError) -> AuthOutcome {
        try await audited(request) { (request) async throws(CognitoError) in
            let app = try await registered(request.clientID)
            return try await respond(request.answered(as: app), admittedAs: RespondToAuthChallengeRequest.operation)
        }
    }
}
