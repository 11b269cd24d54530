import AuthFlow
public import UserPoolModel

/// Ends all the sign-ins of the user behind an access token (Cognito's GlobalSignOut).
public struct GlobalSignOutRequest: Sendable {
    /// The user's.
    public var accessToken: AccessToken

    /// Puts a request together.
    public init(accessToken: AccessToken) { self.accessToken = accessToken }
}

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

extension UserPoolService {
    /// Revokes every token of the user and ends half-done sign-ins.
    ///
    /// Source: API reference, GlobalSignOut.
    public func globalSignOut(_ request: GlobalSignOutRequest) async throws(CognitoError) {
        try await audited("GlobalSignOut") { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(_ request: GlobalSignOutRequest) async throws(CognitoError) {
        let authorized = try await authorize(request.accessToken)
        try await changeReserving(authorized) { machine, context in
            machine.signedOutEverywhere(by: authorized.principal, at: context.now)
        }
    }

    func adminUserGlobalSignOut(_ request: AdminUserGlobalSignOutRequest) async throws(CognitoError) {
        try await adminChange(request.username, in: request.userPoolID) { machine, context in
            machine.signedOutEverywhere(by: nil, at: context.now)
        }
    }
}
