import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let initiateAuth = PublicOperation(
        "InitiateAuth",
        reads: {
            InitiateAuthRequest(
                authFlow: AuthFlowType(rawValue: $0.required("AuthFlow")), clientID: $0.clientID,
                authParameters: RequestParameters($0.map("AuthParameters") ?? [:]))
        }, calls: { (service, request) async throws(CognitoError) in try await service.initiateAuth(request) },
        writes: .outcome)

    static let respondToAuthChallenge = PublicOperation(
        "RespondToAuthChallenge", reads: { $0.challengeResponse },
        calls: { (service, request) async throws(CognitoError) in try await service.respondToAuthChallenge(request) },
        writes: .outcome)
}

extension AdministrationOperations {
    static let adminInitiateAuth = AdministrationOperation(
        "AdminInitiateAuth",
        reads: {
            AdminInitiateAuthRequest(
                userPoolID: $0.userPoolID, authFlow: AuthFlowType(rawValue: $0.required("AuthFlow")),
                clientID: $0.clientID, authParameters: RequestParameters($0.map("AuthParameters") ?? [:]))
        }, calls: { (service, request) async throws(CognitoError) in try await service.adminInitiateAuth(request) },
        writes: .outcome)

    static let adminRespondToAuthChallenge = AdministrationOperation(
        "AdminRespondToAuthChallenge",
        reads: { AdminRespondToAuthChallengeRequest(userPoolID: $0.userPoolID, response: $0.challengeResponse) },
        calls: { (service, request) async throws(CognitoError) in
            try await service.adminRespondToAuthChallenge(request)
        }, writes: .outcome)
}

extension RequestMembers {
    fileprivate var challengeResponse: RespondToAuthChallengeRequest {
        var request = RespondToAuthChallengeRequest(
            clientID: clientID, challengeName: ChallengeName(rawValue: required("ChallengeName")), session: session,
            challengeResponses: RequestParameters(map("ChallengeResponses") ?? [:]))
        request.needsUsername = true
        return request
    }
}
