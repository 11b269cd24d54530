import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Answers a challenge through a trusted server (Cognito's AdminRespondToAuthChallenge).
public struct AdminRespondToAuthChallengeRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The rest, as in the public operation.
    public var response: RespondToAuthChallengeRequest

    /// Puts a request together.
    public init(userPoolID: UserPoolID, response: RespondToAuthChallengeRequest) {
        self.userPoolID = userPoolID
        self.response = response
    }
}

extension AdminRespondToAuthChallengeRequest: OperationRequest {
    package static let operation = "AdminRespondToAuthChallenge"
    package var triggerMetadata: [String: String] { response.clientMetadata }
    package var named: NamedInRequest {
        NamedInRequest(pool: userPoolID, client: response.named.client, username: response.named.username)
    }

    package func validate(_ members: inout Validation) {
        members.check(userPoolID.text, .userPoolID)
        response.validate(&members)
    }
}

extension UserPoolAdministration {
    /// Answers a challenge through a trusted server.
    ///
    /// Source: API reference, AdminRespondToAuthChallenge.
    public func adminRespondToAuthChallenge(
        _ request: AdminRespondToAuthChallengeRequest
    ) async throws(CognitoError) -> AuthOutcome {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    /// The administrators' way to answer: the same rules for a client of the pool named.
    fileprivate func perform(
        _ request: AdminRespondToAuthChallengeRequest
    ) async throws(CognitoError) -> AuthOutcome {
        let app = try await registered(request.response.clientID, in: pool(request.userPoolID).id)
        return try await respond(request.response.answered(as: app), admittedAs: nil)
    }
}
