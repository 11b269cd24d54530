import AuthFlow
public import UserPoolModel

/// Lifts a user's locks, and opens factors and recovery that wrong codes have closed.
///
/// Ours: Cognito has no operation for it.
public struct AdminUnlockRequest: PoolUserRequest {
    package static let operation = "AdminUnlock"

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
    /// Lifts a user's locks, and opens factors and recovery that wrong codes have closed.
    ///
    /// Ours: Cognito has no operation for it.
    public func adminUnlock(_ request: AdminUnlockRequest) async throws(CognitoError) {
        try await change(request) { $0.unlocked(at: $1.now) }
    }
}
