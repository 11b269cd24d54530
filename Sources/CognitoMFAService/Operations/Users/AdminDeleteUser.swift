public import UserPoolModel

/// Deletes any user (Cognito's AdminDeleteUser).
public struct AdminDeleteUserRequest: PoolUserRequest {
    package static let operation = "AdminDeleteUser"

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
    /// Deletes a user: nothing personal is left.
    ///
    /// Source: API reference, AdminDeleteUser.
    public func adminDeleteUser(_ request: AdminDeleteUserRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            let pool = try await service.pool(request.userPoolID)
            try await service.withUser(request.username, in: pool) { (location) async throws(CognitoError) in
                try await service.replaceWithTombstone(location, by: nil) { (record) throws(CognitoError) in
                    try location.verify(record)
                }
            }
        }
    }
}
