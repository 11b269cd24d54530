public import UserPoolModel

/// Asks for the user behind an access token (Cognito's GetUser).
public struct GetUserRequest: OperationRequest {
    package static let operation = "GetUser"

    /// The user's.
    public var accessToken: AccessToken

    /// Puts a request together.
    public init(accessToken: AccessToken) { self.accessToken = accessToken }
}

extension UserPoolService {
    /// The user behind an access token.
    ///
    /// Source: API reference, GetUser.
    public func getUser(_ request: GetUserRequest) async throws(CognitoError) -> UserSummary {
        try await audited(request) { (request) async throws(CognitoError) in
            let (record, authorized) = try await authorizedRecord(request.accessToken)
            return UserSummary(record, in: authorized.pool, through: authorized.client)
        }
    }
}
