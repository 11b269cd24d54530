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

extension AdminEnableUserRequest: PoolUserRequest {
    package static let operation = "AdminEnableUser"
}

extension UserPoolAdministration {
    /// Lets a user sign in again; tokens from before stay revoked.
    public func adminEnableUser(_ request: AdminEnableUserRequest) async throws(CognitoError) {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: AdminEnableUserRequest) async throws(CognitoError) {
        try await adminChange(request) { machine, context in
            machine.enabled(true, at: context.now)
        }
    }
}
