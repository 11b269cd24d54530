import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Lets a user sign in again (Cognito's AdminEnableUser).
public struct AdminEnableUserRequest: PoolUserRequest {
    package static let operation = "AdminEnableUser"

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
    /// Lets a user sign in again; tokens from before stay revoked.
    public func adminEnableUser(_ request: AdminEnableUserRequest) async throws(CognitoError) {
        try await change(request) { $0.enabled(true, at: $1.now) }
    }
}
