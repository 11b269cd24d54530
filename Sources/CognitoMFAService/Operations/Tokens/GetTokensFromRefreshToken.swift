public import UserPoolModel

/// Makes new tokens of a refresh token (Cognito's GetTokensFromRefreshToken).
public struct GetTokensFromRefreshTokenRequest: OperationRequest {
    package static let operation = "GetTokensFromRefreshToken"

    /// The refresh token.
    public var refreshToken: RefreshToken
    /// The app client it was given to.
    public var clientID: AppClientID
    /// The client's secret, if it has one.
    public var clientSecret: ClientSecret?
    /// For the triggers after the decision; never stored.
    public var clientMetadata: [String: String]

    /// Puts a request together.
    public init(
        refreshToken: RefreshToken, clientID: AppClientID, clientSecret: ClientSecret? = nil,
        clientMetadata: [String: String] = [:]
    ) {
        self.refreshToken = refreshToken
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.clientMetadata = clientMetadata
    }

    package var triggerMetadata: [String: String] { clientMetadata }
    package var named: NamedInRequest { NamedInRequest(client: clientID) }

    package func validate(_ members: inout Validation) {
        members.check(refreshToken.text, .refreshToken)
        members.check(clientID.text, .clientID)
    }
}

extension UserPoolService {
    /// New access and ID tokens for a refresh token; a fresh one of those too, where the client rotates them.
    ///
    /// No second factor is asked for again. Source: API reference, GetTokensFromRefreshToken.
    public func getTokensFromRefreshToken(
        _ request: GetTokensFromRefreshTokenRequest
    ) async throws(CognitoError) -> AuthenticationResult {
        try await audited(request) { (request) async throws(CognitoError) in
            let client = try await client(request.clientID)
            guard client.accepts(request.clientSecret) else { throw .clientSecretWrong }
            return try await refresh(request.refreshToken, through: client) { _ throws(CognitoError) in }
        }
    }
}
