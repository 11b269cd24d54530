public import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Issues tokens for grants and verifies access tokens.
///
/// `CognitoMFATokens` has the issuer of Cognito's tokens.
public protocol TokenIssuer: Sendable {
    /// Issues the access token and the ID token of a grant.
    ///
    /// The service makes the refresh token itself and replaces one returned here. The grant is already spent: a throw loses
    /// it, and the user must sign in again. When the call throws and the caller has been cancelled, the service calls once
    /// more without cancellation.
    func issue(_ grant: TokenGrant) async throws -> AuthenticationResult
    /// Verifies the signature, the claims and the lifetime of an access token; the service then checks the user's record.
    func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict
}

/// The result of verifying an access token.
public enum AccessTokenVerdict: Sendable, Hashable {
    /// The token is this issuer's and has not expired.
    case valid(Principal)
    /// The token is another issuer's, altered, or no access token.
    case malformed
    /// The token is this issuer's and has expired.
    case expired
}
