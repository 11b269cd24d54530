public import UserPoolModel

extension UserPool {
    /// The user behind an access token.
    public func user(_ accessToken: AccessToken) async throws(CognitoError) -> UserSummary {
        try await service.getUser(GetUserRequest(accessToken: accessToken))
    }

    /// Ends all the user's sign-ins.
    public func signOutEverywhere(_ accessToken: AccessToken) async throws(CognitoError) {
        try await service.globalSignOut(GlobalSignOutRequest(accessToken: accessToken))
    }
}
