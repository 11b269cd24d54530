import AuthFlow
public import UserPoolModel

/// Ends all the sign-ins of any user (Cognito's AdminUserGlobalSignOut).
public struct AdminUserGlobalSignOutRequest: Sendable {
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

extension AdminUserGlobalSignOutRequest: PoolUserRequest {
    package static let operation = "AdminUserGlobalSignOut"
}

extension UserPoolAdministration {
    /// Ends all the sign-ins of a user.
    ///
    /// Source: API reference, AdminUserGlobalSignOut.
    public func adminUserGlobalSignOut(_ request: AdminUserGlobalSignOutRequest) async throws(CognitoError) {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: AdminUserGlobalSignOutRequest) async throws(CognitoError) {
        try await adminChange(request) { machine, context in
            machine.signedOutEverywhere(by: nil, at: context.now)
        }
    }
}
