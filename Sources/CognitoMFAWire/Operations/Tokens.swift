import AuthFlow
import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let getTokensFromRefreshToken = PublicOperation(
        "GetTokensFromRefreshToken",
        reads: {
            GetTokensFromRefreshTokenRequest(
                refreshToken: RefreshToken($0.required("RefreshToken")), clientID: $0.clientID,
                clientSecret: $0.text("ClientSecret").map { ClientSecret($0) })
        },
        calls: { (service, request) async throws(CognitoError) in
            try await service.getTokensFromRefreshToken(request)
        }, writes: .refreshed)

    static let revokeToken = PublicOperation(
        "RevokeToken",
        reads: {
            RevokeTokenRequest(
                token: RefreshToken($0.required("Token")), clientID: $0.clientID,
                clientSecret: $0.text("ClientSecret").map { ClientSecret($0) })
        }, calls: { (service, request) async throws(CognitoError) in try await service.revokeToken(request) })

    static let globalSignOut = PublicOperation(
        "GlobalSignOut", reads: { GlobalSignOutRequest(accessToken: $0.accessToken) },
        calls: { (service, request) async throws(CognitoError) in try await service.globalSignOut(request) })
}

extension AdministrationOperations {
    static let adminUserGlobalSignOut = AdministrationOperation(
        "AdminUserGlobalSignOut",
        reads: { AdminUserGlobalSignOutRequest(userPoolID: $0.userPoolID, username: $0.username) },
        calls: { (service, request) async throws(CognitoError) in
            try await service.adminUserGlobalSignOut(request)
        })
}
