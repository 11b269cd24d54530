import AuthFlow
public import UserPoolModel

/// Asks for an app client's settings (Cognito's DescribeUserPoolClient).
public struct DescribeUserPoolClientRequest: PoolClientRequest {
    package static let operation = "DescribeUserPoolClient"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The app client.
    public var clientID: AppClientID

    /// Puts a request together.
    public init(userPoolID: UserPoolID, clientID: AppClientID) {
        (self.userPoolID, self.clientID) = (userPoolID, clientID)
    }
}

extension UserPoolAdministration {
    /// An app client's settings, its secret included.
    ///
    /// - Throws: ResourceNotFoundException `User pool client <id> does not exist.`, also for another pool's.
    public func describeUserPoolClient(
        _ request: DescribeUserPoolClientRequest
    ) async throws(CognitoError) -> AppClient {
        try await administered(request) { (request) async throws(CognitoError) in
            try await service.client(request.clientID, of: service.pool(request.userPoolID).id)
        }
    }
}
