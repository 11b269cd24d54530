public import AuthFlow
public import UserPoolModel

/// Starts a sign-in (Cognito's InitiateAuth).
public struct InitiateAuthRequest: OperationRequest {
    package static let operation = "InitiateAuth"

    /// `USER_PASSWORD_AUTH`.
    public var authFlow: AuthFlowType
    /// The app client.
    public var clientID: AppClientID
    /// USERNAME, PASSWORD, and SECRET_HASH if the client has a secret.
    public var authParameters: RequestParameters
    /// For the user migration trigger, as its validation data; never stored.
    public var clientMetadata: [String: String]

    /// Puts a request together.
    public init(
        authFlow: AuthFlowType, clientID: AppClientID, authParameters: RequestParameters,
        clientMetadata: [String: String] = [:]
    ) {
        self.authFlow = authFlow
        self.clientID = clientID
        self.authParameters = authParameters
        self.clientMetadata = clientMetadata
    }

    package var named: NamedInRequest {
        NamedInRequest(client: clientID, username: authParameters[ChallengeParameter.username])
    }

    package func validate(_ members: inout Validation) {
        members.check(authFlow.rawValue, .authFlow)
        members.check(clientID.text, .clientID)
    }
}

extension UserPoolService {
    /// Checks name and password, and answers tokens or the next challenge.
    ///
    /// Source: API reference, InitiateAuth.
    public func initiateAuth(_ request: InitiateAuthRequest) async throws(CognitoError) -> AuthOutcome {
        try await audited(request) { (request) async throws(CognitoError) in
            let app = try await registered(request.clientID)
            switch request.authFlow {
            case .adminUserPasswordAuth, .adminNoSRPAuth: throw .initiateAuthNotSupported
            case .refreshTokenAuth, .refreshToken:
                return try await refreshTokenAuth(
                    request.authParameters, flow: request.authFlow, through: app.value.client)
            case .userPasswordAuth where app.value.client.allows(.userPasswordAuth): break
            case let flow: throw .flowNotEnabled(flow)
            }
            return try await signIn(request.authParameters, request.clientMetadata, through: app, isPublic: true)
        }
    }
}
