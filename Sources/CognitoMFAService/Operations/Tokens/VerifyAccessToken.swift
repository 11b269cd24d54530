import AuthFlow
import UserPoolModel

/// Verifies an access token for the host's own routes.
///
/// Ours: with Cognito, a server verifies the token itself or calls GetUser.
private struct VerifyAccessTokenRequest: OperationRequest {
    static let operation = "VerifyAccessToken"

    let accessToken: AccessToken
    let userPoolID: UserPoolID
    let readsStore: Bool

    var named: NamedInRequest { NamedInRequest(pool: userPoolID) }

    func validate(_ members: inout Validation) { members.check(accessToken.text, .accessToken) }
}

extension UserPoolService {
    /// Returns the holder of a pool's access token.
    func principal(
        of token: AccessToken, in pool: UserPoolID, readingStore: Bool
    ) async throws(CognitoError) -> Principal {
        let request = VerifyAccessTokenRequest(accessToken: token, userPoolID: pool, readsStore: readingStore)
        return try await audited(request) { (request) async throws(CognitoError) in
            let principal =
                request.readsStore
                ? try await authorizedRecord(request.accessToken).1.principal
                : try await verified(request.accessToken)
            guard principal.userPoolID == request.userPoolID else { throw .invalidAccessToken }
            return principal
        }
    }
}
