import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Answers a challenge through a trusted server (Cognito's AdminRespondToAuthChallenge).
public struct AdminRespondToAuthChallengeRequest: OperationRequest {
    package static let operation = "AdminRespondToAuthChallenge"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The rest, as in the public operation.
    public var response: RespondToAuthChallengeRequest

    /// Puts a request together.
    public init(userPoolID: UserPoolID, response: RespondToAuthChallengeRequest) {
        (self.userPoolID, self.response) = (userPoolID, response)
    }

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
        try await administered(request) { (request) async throws(CognitoError) in
            let app = try await service.registered(request.response.clientID, in: service.pool(request.userPoolID).id)
            return try await service.respond(request.response.answered(as: app), admittedAs: nil)
        }
    }
}
