import AuthFlow
public import UserPoolModel

/// Asks for an app client's settings (Cognito's DescribeUserPoolClient).
public struct DescribeUserPoolClientRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The app client.
    public var clientID: AppClientID

    /// Puts a request together.
    public init(userPoolID: UserPoolID, clientID: AppClientID) {
        self.userPoolID = userPoolID
        self.clientID = clientID
    }
}

extension DescribeUserPoolClientRequest: PoolClientRequest {
    package static let operation = "DescribeUserPoolClient"
}

extension UserPoolAdministration {
    /// An app client's settings, its secret included.
    ///
    /// - Throws: ResourceNotFoundException `User pool client <id> does not exist.`, also for another pool's.
    public func describeUserPoolClient(
        _ request: DescribeUserPoolClientRequest
    ) async throws(CognitoError) -> AppClient {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: DescribeUserPoolClientRequest) async throws(CognitoError) -> AppClient {
        return try await client(request.clientID, of: pool(request.userPoolID).id)
    }
}
