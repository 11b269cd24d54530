import AuthFlow
import CognitoMFACore
public import UserPoolModel

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

extension AdminDisableUserRequest: PoolUserRequest {
    package static let operation = "AdminDisableUser"
}

extension UserPoolAdministration {
    /// Keeps a user out and ends all sign-ins.
    public func adminDisableUser(_ request: AdminDisableUserRequest) async throws(CognitoError) {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: AdminDisableUserRequest) async throws(CognitoError) {
        try await adminChange(request) { machine, context in
            machine.enabled(false, at: context.now)
        }
    }
}
