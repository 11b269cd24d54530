public import UserPoolModel

/// Asks for any user (Cognito's AdminGetUser).
public struct AdminGetUserRequest: PoolUserRequest {
    package static let operation = "AdminGetUser"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username) {
        (self.userPoolID, self.username) = (userPoolID, username)
    }
}

extension UserPoolAdministration {
    /// A user.
    ///
    /// Source: API reference, AdminGetUser.
    public func adminGetUser(_ request: AdminGetUserRequest) async throws(CognitoError) -> UserSummary {
        try await administered(request) { (request) async throws(CognitoError) in
            let (record, pool) = try await service.user(request)
            return UserSummary(record, in: pool)
        }
    }
}
