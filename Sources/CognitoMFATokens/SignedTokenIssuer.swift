public import AuthFlow
public import CognitoMFACore
public import CognitoMFAService
public import UserPoolModel

/// Issues Cognito's access and ID tokens and verifies access tokens; the service makes the refresh tokens.
///
/// A ``TokenSigner`` signs them.
public struct SignedTokenIssuer<Signer: TokenSigner>: TokenIssuer {
    private let signer: Signer
    private let issuer: String

    /// Creates an issuer that signs with `signer`, with `iss` = `<issuer>/<pool id>`.
    ///
    /// - Parameters:
    ///   - signer: Signs the tokens, and verifies their signatures.
    ///   - issuer: A base URL without a slash at its end, as in `https://example.com`.
    public init(signer: Signer, issuer: String) {
        (self.signer, self.issuer) = (signer, issuer)
    }

    /// Returns the access and the ID token of a grant, which gives their times and ids.
    public func issue(_ grant: TokenGrant) async throws -> AuthenticationResult {
        let iss = issuer(of: grant.userPoolID)
        return AuthenticationResult(
            accessToken: AccessToken(
                try await JSONWebSignature.sign(
                    CustomizedAccessTokenBody(
                        claims: AccessTokenBody(grant, issuer: iss), changes: grant.accessTokenClaims),
                    for: .access, by: signer)),
            idToken: IDToken(
                try await JSONWebSignature.sign(IDTokenBody(grant: grant, issuer: iss), for: .id, by: signer)),
            refreshToken: nil,
            expiresIn: grant.client.accessTokenValiditySeconds)
    }

    /// Verifies key, signature, use, issuer, ids and expiry of an access token, in that order.
    ///
    /// There is no leeway, and `iat` is ignored.
    public func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict {
        guard
            let claims = try await JSONWebSignature.claims(
                of: accessToken.text, as: AccessTokenBody.self, for: .access, by: signer),
            claims.tokenUse == .access, let pool = pool(of: claims.iss), let event = EventID(claims.eventID)
        else { return .malformed }
        guard UnixTime(seconds: claims.exp) > now else { return .expired }
        return .valid(
            Principal(
                userPoolID: pool, clientID: AppClientID(claims.clientID), username: Username(claims.username),
                sub: UserSub(claims.sub), family: event.family, generation: event.generation,
                scopes: Set(claims.scope.split(separator: " ").map { String($0) }),
                authenticatedAt: UnixTime(seconds: claims.authTime)))
    }

    private func issuer(of pool: UserPoolID) -> String { "\(issuer)/\(pool.text)" }

    private func pool(of iss: String) -> UserPoolID? {
        let prefix = "\(issuer)/"
        guard iss.utf8.starts(with: prefix.utf8) else { return nil }
        return UserPoolID(String(decoding: iss.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
    }
}

extension TokenIssuer where Self == SignedTokenIssuer<LocalTokenSigner> {
    /// Returns an issuer of HS256 tokens, for a process that also verifies them.
    public static func hs256(issuer: String, keys: KeyRing) -> Self {
        SignedTokenIssuer(signer: LocalTokenSigner(keys: keys), issuer: issuer)
    }
}
