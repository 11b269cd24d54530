import AuthFlow
public import UserPoolModel

/// Asks for a pool's settings (Cognito's DescribeUserPool).
public struct DescribeUserPoolRequest: PoolRequest {
    package static let operation = "DescribeUserPool"

    /// The pool.
    public var userPoolID: UserPoolID

    /// Puts a request together.
    public init(userPoolID: UserPoolID) { self.userPoolID = userPoolID }
}

extension UserPoolAdministration {
    /// A pool's settings.
    ///
    /// - Throws: ResourceNotFoundException `User pool <id> does not exist.`
    public func describeUserPool(
        _ request: DescribeUserPoolRequest
    ) async throws(CognitoError) -> UserPoolDescription {
        try await administered(request) { (request) async throws(CognitoError) in
            var description = UserPoolDescription(try await service.pool(request.userPoolID))
            if let store = service.records.store as? any RecordCounting {
                let prefix = RecordKey.users(of: request.userPoolID)
                description.estimatedNumberOfUsers = try await callingServer { try await store.count(prefix: prefix) }
            }
            return description
        }
    }
}
