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
                    CustomizedAccessTokenClaims(
                        claims: AccessTokenClaims(grant, issuer: iss), changes: grant.accessTokenClaims),
                    for: .access, by: signer)),
            idToken: IDToken(
                try await JSONWebSignature.sign(IDTokenClaims(grant, issuer: iss), for: .id, by: signer)),
            refreshToken: nil,
            expiresIn: grant.client.accessTokenValiditySeconds)
    }

    /// Verifies key, signature, use, issuer, ids and expiry of an access token, in that order.
    ///
    /// There is no leeway, and `iat` is ignored.
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
    /// Returns an issuer of HS256 tokens, for a process that also verifies them.
    public static func hs256(issuer: String, keys: KeyRing) -> Self {
        SignedTokenIssuer(signer: LocalTokenSigner(keys: keys), issuer: issuer)
    }
}

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A signed token in compact form (RFC 7515, 7.1): header, claims and signature in base64url.
enum JSONWebSignature {
    private struct Header: Codable {
        let kid: String
        let alg: String
    }

    /// Signs claims with the signer's key for their use.
    static func sign(_ claims: some Encodable, for use: TokenUse, by signer: any TokenSigner) async throws -> String {
        let key = try await signer.signingKey(for: use)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let header = Base64.encodeURL(try encoder.encode(Header(kid: key.id, alg: key.algorithm)))
        let body = Base64.encodeURL(try encoder.encode(claims))
        let input = "\(header).\(body)"
        let signature = try await signer.sign(Array(input.utf8), with: key)
        return "\(input).\(Base64.encodeURL(signature))"
    }

    /// Returns the claims of a token with a valid signature, or nil for any other text.
    ///
    /// The header must name one of the signer's keys for this use, with the algorithm of that key.
    static func claims<Claims: Decodable>(
        of token: String, as type: Claims.Type, for use: TokenUse, by signer: any TokenSigner
    ) async throws -> Claims? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let headerBytes = bytes(parts[0]), let body = bytes(parts[1]),
            let signature = bytes(parts[2]), let header = try? JSONDecoder().decode(Header.self, from: headerBytes),
            let key = try await signer.key(id: header.kid), key.algorithm == header.alg, key.use == use
        else { return nil }
        let input = Array("\(parts[0]).\(parts[1])".utf8)
        guard try await signer.isValid(Array(signature), of: input, with: key) else { return nil }
        return try? JSONDecoder().decode(type, from: body)
    }

    private static func bytes(_ part: Substring) -> Data? {
        guard let bytes = try? Base64.decode(String(part), alphabet: .urlSafe), !part.contains("=") else { return nil }
        return Data(bytes)
    }
}
