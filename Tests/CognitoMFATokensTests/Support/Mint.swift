import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import Foundation
import Testing
import UserPoolModel

/// An issuer with its keys, so that a test can sign tokens that the issuer never would.
struct Mint {
    static let url = "https://cognito.test.invalid"
    static let issuedAt = UnixTime(milliseconds: 1_700_000_100_987)

    let keys: KeyRing
    let signer: LocalTokenSigner
    let issuer: SignedTokenIssuer<LocalTokenSigner>

    /// One root of 32 equal bytes.
    init(root: UInt8 = 7, id: String = "root", url: String = Mint.url) throws {
        keys = try KeyRing(roots: [(id, Base64.encode([UInt8](repeating: root, count: 32)))])
        signer = LocalTokenSigner(keys: keys)
        issuer = SignedTokenIssuer(signer: signer, issuer: url)
    }

    /// A grant of `ada`, who signed in 100.5 s before the time of issue.
    static func grant(
        id: [UInt8] = [UInt8](1...16), family: TokenFamilyID = TokenFamilyID([UInt8](1...12)), generation: UInt32 = 3,
        pool: UserPoolID = "eu-west-1_main", username: Username = "ada", attributes: UserAttributes = [:],
        issuedAt: UnixTime = Mint.issuedAt, isRevocable: Bool = true,
        scopes: [String] = [Principal.userAdminScope], groups: [String] = [],
        roles: [String] = [], preferredRole: String? = nil,
        idTokenClaims: ClaimOverrides = ClaimOverrides(), accessTokenClaims: ClaimOverrides = ClaimOverrides()
    ) -> TokenGrant {
        TokenGrant(
            id: id, family: family, generation: generation, userPoolID: pool,
            client: AppClient(
                id: "client", userPoolID: pool, name: "Client", accessTokenValiditySeconds: 600,
                idTokenValiditySeconds: 900, enablesTokenRevocation: isRevocable),
            username: username, sub: "6c1e0f50-0000-4000-8000-000000000001", attributes: attributes,
            authenticatedAt: issuedAt - .milliseconds(100_500), issuedAt: issuedAt, scopes: scopes, groups: groups,
            roles: roles, preferredRole: preferredRole,
            idTokenClaims: idTokenClaims, accessTokenClaims: accessTokenClaims)
    }

    /// The claims of the valid access token of `grant()`, for a test to change.
    func accessClaims(_ grant: TokenGrant = Mint.grant()) async throws -> [String: Any] {
        try claims(of: try await issuer.issue(grant).accessToken.text)
    }

    /// Signs any header and claims with the key of a use, as the holder of the key could.
    func forge(
        _ claims: [String: Any], header: [String: Any]? = nil, signedFor use: TokenUse = .access
    ) throws -> AccessToken {
        let key = signer.signingKey(for: use)
        let header = try JSONSerialization.data(withJSONObject: header ?? ["kid": key.id, "alg": "HS256"])
        let body = try JSONSerialization.data(withJSONObject: claims)
        return try forge(header: Array(header), body: Array(body), signedFor: use)
    }

    func forge(header: [UInt8], body: [UInt8], signedFor use: TokenUse = .access) throws -> AccessToken {
        let input = "\(Base64.encodeURL(header)).\(Base64.encodeURL(body))"
        let signature = try signer.sign(Array(input.utf8), with: signer.signingKey(for: use))
        return AccessToken("\(input).\(Base64.encodeURL(signature))")
    }

    /// The issuer's result for a token at the time of issue.
    func verdict(_ token: AccessToken, at now: UnixTime = Mint.issuedAt) async throws -> AccessTokenVerdict {
        try await issuer.verify(accessToken: token, now: now)
    }
}

/// The bytes of one part of a compact token: 0 is the header, 1 the claims, 2 the signature.
func part(_ place: Int, of token: String) throws -> [UInt8] {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    try #require(parts.count == 3)
    return try Base64.decode(String(parts[place]), alphabet: .urlSafe)
}

/// The claims of a token, read by Foundation.
func claims(of token: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(try part(1, of: token)))
    return try #require(object as? [String: Any])
}

/// Numbers that follow from a seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0 ... .max, using: &self) } }
}
