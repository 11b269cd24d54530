import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let tokens: [PublicOperation] = [getTokensFromRefreshToken, revokeToken, globalSignOut]

    static let getTokensFromRefreshToken = PublicOperation(
        UserPoolService.getTokensFromRefreshToken,
        .supported("refresh tokens can rotate; an old one that comes back ends its sign-in"),
        reads: {
            GetTokensFromRefreshTokenRequest(
                refreshToken: RefreshToken($0.required("RefreshToken")), clientID: $0.clientID,
                clientSecret: $0.text("ClientSecret").map { ClientSecret($0) }, clientMetadata: $0.clientMetadata)
        }, writes: .refreshed)

    static let revokeToken = PublicOperation(
        UserPoolService.revokeToken,
        .supported("refresh tokens can rotate; an old one that comes back ends its sign-in"),
        reads: {
            // Without session tracking there is no session beside the token's own: both values do the same.
            _ = $0.choice("RevokeAssociatedSessions", of: ["NONE", "LINKED"])
            return RevokeTokenRequest(
                token: RefreshToken($0.required("Token")), clientID: $0.clientID,
                clientSecret: $0.text("ClientSecret").map { ClientSecret($0) })
        })

    static let globalSignOut = PublicOperation(
        UserPoolService.globalSignOut,
        .supported("a sign-out ends tokens at once"), reads: { GlobalSignOutRequest(accessToken: $0.accessToken) })
}

extension AdministrationOperations {
    static let tokens: [AdministrationOperation] = [adminUserGlobalSignOut]

    static let adminUserGlobalSignOut = AdministrationOperation(
        UserPoolAdministration.adminUserGlobalSignOut,
        .supported("a sign-out ends tokens at once"),
        reads: { AdminUserGlobalSignOutRequest(userPoolID: $0.userPoolID, username: $0.username) })
}
