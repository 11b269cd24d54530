import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Lets a user sign in again (Cognito's AdminEnableUser).
public struct AdminEnableUserRequest: Sendable {
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

/// Keeps a user out and ends all sign-ins (Cognito's AdminDisableUser).
public struct AdminDisableUserRequest: Sendable {
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

extension UserPoolService {
    func adminEnableUser(_ request: AdminEnableUserRequest) async throws(CognitoError) {
        try await adminChange(request.username, in: request.userPoolID) { machine, context in
            machine.enabled(true, at: context.now)
        }
    }

    func adminDisableUser(_ request: AdminDisableUserRequest) async throws(CognitoError) {
        try await adminChange(request.username, in: request.userPoolID) { machine, context in
            machine.enabled(false, at: context.now)
        }
    }
}
