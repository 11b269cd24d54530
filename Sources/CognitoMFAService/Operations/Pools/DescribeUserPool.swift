import AuthFlow
public import UserPoolModel

/// Asks for a pool's settings (Cognito's DescribeUserPool).
public struct DescribeUserPoolRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID

    /// Puts a request together.
    public init(userPoolID: UserPoolID) { self.userPoolID = userPoolID }
}

extension DescribeUserPoolRequest: PoolRequest {
    package static let operation = "DescribeUserPool"
}

extension UserPoolAdministration {
    /// A pool's settings.
    ///
    /// - Throws: ResourceNotFoundException `User pool <id> does not exist.`
    public func describeUserPool(
        _ request: DescribeUserPoolRequest
    ) async throws(CognitoError) -> UserPoolDescription {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: DescribeUserPoolRequest) async throws(CognitoError) -> UserPoolDescription {
        return UserPoolDescription(try await pool(request.userPoolID))
    }
}
