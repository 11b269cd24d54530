import AuthFlow
public import UserPoolModel

/// Ends all the sign-ins of any user (Cognito's AdminUserGlobalSignOut).
public struct AdminUserGlobalSignOutRequest: PoolUserRequest {
    package static let operation = "AdminUserGlobalSignOut"

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
    /// Ends all the sign-ins of a user.
    ///
    /// Source: API reference, AdminUserGlobalSignOut.
    public func adminUserGlobalSignOut(_ request: AdminUserGlobalSignOutRequest) async throws(CognitoError) {
        try await change(request) { $0.signedOutEverywhere(by: nil, at: $1.now) }
    }
}
