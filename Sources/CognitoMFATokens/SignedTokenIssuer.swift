public import AuthFlow
public import CognitoMFACore
public import CognitoMFAService
public import UserPoolModel

/// Makes Cognito's access and ID tokens of grants, and verifies access tokens; refresh tokens are the service's own.
///
/// The signing is a ``TokenSigner``'s.
public struct SignedTokenIssuer<Signer: TokenSigner>: TokenIssuer {
    private let signer: Signer
    private let issuer: String

    /// Signs with `signer` for the issuer `<issuer>/<pool id>`, one per pool.
    ///
    /// - Parameters:
    ///   - issuer: A base URL without a slash at its end, as in `https://example.com`.
    public init(signer: Signer, issuer: String) {
        self.signer = signer
        self.issuer = issuer
    }

    /// Both tokens of a grant; times and ids come from it.
    public func issue(_ grant: TokenGrant) async throws -> AuthenticationResult {
        let iss = issuer(of: grant.userPoolID)
        return AuthenticationResult(
            accessToken: AccessToken(
                try await JSONWebSignature.sign(
                    AccessTokenClaims(grant, issuer: iss), for: .access, by: signer)),
            idToken: IDToken(
                try await JSONWebSignature.sign(IDTokenClaims(grant, issuer: iss), for: .id, by: signer)),
            refreshToken: nil,
            expiresIn: grant.client.accessTokenValiditySeconds)
    }

    /// Verifies key, signature, use, issuer, ids and expiry, in that order; no leeway, and `iat` is not looked at.
    public func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict {
        guard
            let claims = try await JSONWebSignature.claims(
                of: accessToken.text, as: AccessTokenClaims.self, for: .access, by: signer),
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
    /// Tokens signed with HS256 by this process for itself.
    public static func hs256(issuer: String, keys: KeyRing) -> Self {
        SignedTokenIssuer(signer: LocalTokenSigner(keys: keys), issuer: issuer)
    }
}
