import AuthFlow
public import UserPoolModel

/// Asks for the user behind an access token (Cognito's GetUser).
public struct GetUserRequest: Sendable {
    /// The user's.
    public var accessToken: AccessToken

    /// Puts a request together.
    public init(accessToken: AccessToken) { self.accessToken = accessToken }
}

extension GetUserRequest: OperationRequest {
    package static let operation = "GetUser"
}

extension UserPoolService {
    /// The user behind an access token.
    ///
    /// Source: API reference, GetUser.
    public func getUser(_ request: GetUserRequest) async throws(CognitoError) -> UserSummary {
        try await audited(request, perform)
    }

    private func perform(_ request: GetUserRequest) async throws(CognitoError) -> UserSummary {
        let (record, authorized) = try await authorizedRecord(request.accessToken)
        return UserSummary(record, in: authorized.pool, through: authorized.client)
    }
}
