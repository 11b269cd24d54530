import AuthFlow
import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let signIn: [PublicOperation] = [initiateAuth, respondToAuthChallenge]

    static let initiateAuth = PublicOperation(
        UserPoolService.initiateAuth,
        .differs("the password flows and REFRESH_TOKEN_AUTH; neither SRP nor custom challenges"),
        reads: {
            InitiateAuthRequest(
                authFlow: AuthFlowType(rawValue: $0.required("AuthFlow")), clientID: $0.clientID,
                authParameters: RequestParameters($0.map("AuthParameters") ?? [:]), clientMetadata: $0.clientMetadata)
        },
        writes: .outcome)

    static let respondToAuthChallenge = PublicOperation(
        UserPoolService.respondToAuthChallenge,
        .differs(
            "SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA, SELECT_MFA_TYPE, MFA_SETUP, NEW_PASSWORD_REQUIRED; USERNAME may be left out in process"
        ), reads: { $0.challengeResponse },
        writes: .outcome)
}

extension AdministrationOperations {
    static let signIn: [AdministrationOperation] = [adminInitiateAuth, adminRespondToAuthChallenge]

    static let adminInitiateAuth = AdministrationOperation(
        UserPoolAdministration.adminInitiateAuth,
        .differs("the password flows and REFRESH_TOKEN_AUTH; neither SRP nor custom challenges"),
        reads: {
            AdminInitiateAuthRequest(
                userPoolID: $0.userPoolID, authFlow: AuthFlowType(rawValue: $0.required("AuthFlow")),
                clientID: $0.clientID, authParameters: RequestParameters($0.map("AuthParameters") ?? [:]),
                clientMetadata: $0.clientMetadata)
        },
        writes: .outcome)

    static let adminRespondToAuthChallenge = AdministrationOperation(
        UserPoolAdministration.adminRespondToAuthChallenge,
        .differs(
            "SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA, SELECT_MFA_TYPE, MFA_SETUP, NEW_PASSWORD_REQUIRED; USERNAME may be left out in process"
        ),
        reads: { AdminRespondToAuthChallengeRequest(userPoolID: $0.userPoolID, response: $0.challengeResponse) },
        writes: .outcome)
}

extension RequestMembers {
    fileprivate var challengeResponse: RespondToAuthChallengeRequest {
        var request = RespondToAuthChallengeRequest(
            clientID: clientID, challengeName: ChallengeName(rawValue: required("ChallengeName")), session: session,
            challengeResponses: RequestParameters(map("ChallengeResponses") ?? [:]), clientMetadata: clientMetadata)
        request.isFromWire = true
        return request
    }
}
