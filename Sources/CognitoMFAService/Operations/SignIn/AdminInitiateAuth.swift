public import AuthFlow
public import UserPoolModel

/// Starts a sign-in through a trusted server (Cognito's AdminInitiateAuth).
public struct AdminInitiateAuthRequest: OperationRequest {
    package static let operation = "AdminInitiateAuth"

    /// The pool.
    public var userPoolID: UserPoolID
    /// `ADMIN_USER_PASSWORD_AUTH`, or its older spelling `ADMIN_NO_SRP_AUTH`.
    public var authFlow: AuthFlowType
    /// The app client.
    public var clientID: AppClientID
    /// USERNAME, PASSWORD, and SECRET_HASH if the client has a secret.
    public var authParameters: RequestParameters
    /// For the user migration trigger, as its validation data; never stored.
    public var clientMetadata: [String: String]

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, authFlow: AuthFlowType, clientID: AppClientID, authParameters: RequestParameters,
        clientMetadata: [String: String] = [:]
    ) {
        self.userPoolID = userPoolID
        self.authFlow = authFlow
        self.clientID = clientID
        self.authParameters = authParameters
        self.clientMetadata = clientMetadata
    }

    package var named: NamedInRequest {
        NamedInRequest(pool: userPoolID, client: clientID, username: authParameters[ChallengeParameter.username])
    }

    package func validate(_ members: inout Validation) {
        members.check(userPoolID.text, .userPoolID)
        members.check(authFlow.rawValue, .authFlow)
        members.check(clientID.text, .clientID)
    }
}

extension UserPoolAdministration {
    /// Starts a sign-in through a trusted server.
    ///
    /// Source: API reference, AdminInitiateAuth.
    public func adminInitiateAuth(_ request: AdminInitiateAuthRequest) async throws(CognitoError) -> AuthOutcome {
        try await administered(request) { (request) async throws(CognitoError) in
            let app = try await service.registered(request.clientID, in: service.pool(request.userPoolID).id)
            switch request.authFlow {
            case .userPasswordAuth: throw .initiateAuthNotSupported
            case .refreshTokenAuth, .refreshToken:
                return try await service.refreshTokenAuth(
                    request.authParameters, flow: request.authFlow, through: app.value.client)
            case .adminUserPasswordAuth, .adminNoSRPAuth:
                guard app.value.client.allows(.adminUserPasswordAuth) else { throw .adminFlowNotEnabled }
            default: throw .adminFlowNotEnabled
            }
            return try await service.signIn(
                request.authParameters, request.clientMetadata, through: app, isPublic: false)
        }
    }
}
