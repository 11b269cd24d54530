public import CognitoMFACore
public import CognitoMFAService
public import UserPoolModel

/// Verifies the tokens of a pool in another service: from the public keys alone, without a store.
///
/// It cannot see that a sign-in was ended: a token passes until it expires. Where that matters, ask the pool itself with
/// `UserPool.principal(of:)`, or keep the lives of tokens short.
public struct TokenVerifier<Keys: TokenKeySet>: Sendable {
    private let keys: Keys
    private let issuer: String
    private let clients: Set<AppClientID>

    /// Creates a verifier.
    ///
    /// - Parameters:
    ///   - keys: The pool's public keys.
    ///   - issuer: The `iss` of its tokens, as in `https://example.com/eu-west-1_main`.
    ///   - clients: The app clients whose tokens this service takes.
    public init(keys: Keys, issuer: String, clients: Set<AppClientID>) {
        (self.keys, self.issuer, self.clients) = (keys, issuer, clients)
    }

    /// Verifies an access token, and returns its claims.
    ///
    /// - Throws: ``TokenRefusal``, or the error of the keys.
    public func verify(
        _ token: AccessToken, now: UnixTime = SystemTimeSource().now()
    ) async throws -> AccessTokenClaims {
        let claims = try await claims(of: token.text, as: AccessTokenClaims.self, for: .access)
        try check(claims.issuer, claims.clientID, claims.expiresAt, now)
        return claims
    }

    /// Verifies an ID token, and returns its claims.
    ///
    /// - Throws: ``TokenRefusal``, or the error of the keys.
    public func verify(_ token: IDToken, now: UnixTime = SystemTimeSource().now()) async throws -> IDTokenClaims {
        let claims = try await claims(of: token.text, as: IDTokenClaims.self, for: .id)
        try check(claims.issuer, claims.audience, claims.expiresAt, now)
        return claims
    }

    private func claims<Claims: Decodable>(
        of token: String, as type: Claims.Type, for use: TokenUse
    ) async throws -> Claims {
        guard let claims = try await JSONWebSignature.claims(of: token, as: type, for: use, by: keys) else {
            throw TokenRefusal.malformed
        }
        return claims
    }

    private func check(
        _ issuer: String, _ client: AppClientID, _ end: UnixTime, _ now: UnixTime
    ) throws(TokenRefusal) {
        guard issuer.utf8.elementsEqual(self.issuer.utf8), clients.contains(client) else { throw .notForThisService }
        guard end > now else { throw .expired }
    }
}

/// The reason for which a token is refused.
public enum TokenRefusal: Error, Sendable, Hashable {
    /// It is no token of this kind, or its signature is not valid under one of the keys.
    case malformed
    /// It is another pool's or another app client's.
    case notForThisService
    /// It has expired.
    case expired
}
