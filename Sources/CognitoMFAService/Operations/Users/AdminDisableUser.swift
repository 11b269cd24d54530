import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Keeps a user out and ends all sign-ins (Cognito's AdminDisableUser).
public struct AdminDisableUserRequest: PoolUserRequest {
    package static let operation = "AdminDisableUser"

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
    /// Keeps a user out and ends all sign-ins.
    public func adminDisableUser(_ request: AdminDisableUserRequest) async throws(CognitoError) {
        try await change(request) { $0.enabled(false, at: $1.now) }
    }
}
