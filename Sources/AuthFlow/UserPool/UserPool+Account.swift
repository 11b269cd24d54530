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

    /// New tokens for a refresh token; a fresh one of those too, where the client rotates them.
    public func refresh(_ refreshToken: RefreshToken) async throws(CognitoError) -> AuthenticationResult {
        try await service.getTokensFromRefreshToken(
            GetTokensFromRefreshTokenRequest(
                refreshToken: refreshToken, clientID: clientID, clientSecret: clientSecret))
    }

    /// Ends the sign-in that a refresh token is of.
    public func signOut(_ refreshToken: RefreshToken) async throws(CognitoError) {
        try await service.revokeToken(
            RevokeTokenRequest(token: refreshToken, clientID: clientID, clientSecret: clientSecret))
    }

    /// Changes the password of a user who knows it; open challenges end, tokens stay.
    public func changePassword(
        _ accessToken: AccessToken, from previous: Password, to proposed: Password
    ) async throws(CognitoError) {
        try await service.changePassword(
            ChangePasswordRequest(
                accessToken: accessToken, previousPassword: previous, proposedPassword: proposed))
    }
}
