public import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Makes tokens of grants and verifies access tokens.
///
/// `CognitoMFATokens` has the one that makes Cognito's.
public protocol TokenIssuer: Sendable {
    /// Makes the access and the ID token; the refresh token is the service's own, and one returned here is replaced. The grant is already accounted for: a throw loses it, and the user signs in again. When it throws and the caller has gone, it is called once more, outside the cancellation.
    func issue(_ grant: TokenGrant) async throws -> AuthenticationResult
    /// Verifies an access token by itself; the service then asks the user's record.
    func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict
}

/// What an access token turned out to be.
public enum AccessTokenVerdict: Sendable, Hashable {
    /// Ours, and in time.
    case valid(Principal)
    /// Not ours, not an access token, or altered.
    case malformed
    /// Ours, and past its time.
    case expired
}
