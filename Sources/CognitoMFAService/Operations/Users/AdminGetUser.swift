import AuthFlow
public import UserPoolModel

/// Asks for any user (Cognito's AdminGetUser).
public struct AdminGetUserRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username) {
        self.userPoolID = userPoolID
        self.username = username
    }
}

extension AdminGetUserRequest: PoolUserRequest {
    package static let operation = "AdminGetUser"
}

extension UserPoolAdministration {
    /// A user.
    ///
    /// Source: API reference, AdminGetUser.
    public func adminGetUser(_ request: AdminGetUserRequest) async throws(CognitoError) -> UserSummary {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: AdminGetUserRequest) async throws(CognitoError) -> UserSummary {
        let (record, pool) = try await user(request)
        return UserSummary(record, in: pool)
    }
}
