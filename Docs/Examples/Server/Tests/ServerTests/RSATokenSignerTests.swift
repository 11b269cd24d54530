import CognitoMFA
import CognitoMFACore
import CognitoMFARSATokens
import CryptoExtras
import Foundation
import Testing

@Suite struct RSATokenSignerTests {
    /// Generated once, because a key takes a while.
    private static let keys = Result { try (0..<2).map { _ in try TokenUse.allCases.map(RSASigningKey.generate) } }
    private let input = Array("header.claims".utf8)

    private func signer(_ generations: Int...) async throws -> RSATokenSigner {
        let keys = try Self.keys.get()
        return try await RSATokenSigner(generations.flatMap { keys[$0] })
    }

    @Test func aSignatureIsValidOnlyForItsKeyAndInput() async throws {
        let signer = try await signer(0)
        let access = try signer.signingKey(for: .access)
        let id = try signer.signingKey(for: .id)
        #expect(access.algorithm == "RS256" && access.use == .access && access.id != id.id)
        var signature = try signer.sign(input, with: access)
        #expect(signature.count == 256)
        #expect(try signer.isValid(signature, of: input, with: access))
        #expect(try !signer.isValid(signature, of: input + [0], with: access))
        #expect(try !signer.isValid(signature, of: input, with: id))
        #expect(try !signer.isValid([], of: input, with: access))
        #expect(try !signer.isValid(signature + [0], of: input, with: access))
        signature[255] ^= 1
        #expect(try !signer.isValid(signature, of: input, with: access))
    }

    // The served numbers verify signatures with another library.
    @Test func theKeySetIsThePublicKeys() async throws {
        let signer = try await signer(1, 0)
        #expect(signer.keySet.keys.count == 4)
        #expect(Set(signer.keySet.keys.map(\.kid)).count == 4)
        for use in TokenUse.allCases {
            let key = try signer.signingKey(for: use)
            let served = try #require(signer.keySet.keys.first { $0.kid == key.id })
            #expect(served.alg == "RS256" && served.kty == "RSA" && served.use == "sig" && served.e == "AQAB")
            let modulus = try Base64.decode(served.n, alphabet: .urlSafe)
            #expect(modulus.count == 256)
            let publicKey = try _RSA.Signing.PublicKey(n: modulus, e: [1, 0, 1] as [UInt8])
            let signature = _RSA.Signing.RSASignature(rawRepresentation: try signer.sign(input, with: key))
            #expect(publicKey.isValidSignature(signature, for: Data(input), padding: .insecurePKCS1v1_5))
        }
        let text = String(decoding: try signer.keySet.json, as: UTF8.self)
        #expect(!text.contains("\"d\"") && !text.contains("\"p\"") && text.hasPrefix(#"{"keys":[{"alg":"RS256""#))
    }

    // R99, R100: the newest key signs, the old one verifies until it is taken away; R92 for a key of the other use.
    @Test func tokensOfBeforeARotationAreVerified() async throws {
        let store = InMemoryRecordStore()
        let roots = try KeyRing(base64: Base64.encode([UInt8](repeating: 7, count: 32)))
        func pool(_ signer: RSATokenSigner) async throws -> UserPool {
            try await UserPoolService(
                store: store, keys: roots,
                tokens: SignedTokenIssuer(signer: signer, issuer: "https://example.com"),
                passwords: PBKDF2PasswordHasher(iterations: 1_000)
            ).openPool("eu-west-1_main", client: "web", creatingIfAbsent: UserPoolSettings(name: "Main", mfa: .off))
        }
        let before = try await pool(signer(0))
        try await before.admin.createUser("ada", password: "Analytical-1843", attributes: [:])
        let old = try await tokens(before)
        let (first, second) = (try await signer(0), try await signer(1))
        #expect(try kid(old.accessToken.text) == first.signingKey(for: .access).id)
        #expect(try kid(old.idToken.text) == first.signingKey(for: .id).id)

        let during = try await pool(signer(1, 0))
        #expect(try await during.user(old.accessToken).username.text == "ada")
        let new = try await tokens(during)
        #expect(try kid(new.accessToken.text) == second.signingKey(for: .access).id)

        let after = try await pool(signer(1))
        #expect(try await after.user(new.accessToken).username.text == "ada")
        await #expect(throws: CognitoError.self) { try await after.user(old.accessToken) }
        await #expect(throws: CognitoError.self) { try await after.user(AccessToken(new.idToken.text)) }
    }

    @Test func aMissingKeyForAUseIsRefused() async throws {
        let keys = try Self.keys.get()[0]
        await #expect(throws: RSATokenSigner.MissingKey.self) { try await RSATokenSigner([keys[0]]) }
        await #expect(throws: RSATokenSigner.MissingKey.self) { try await RSATokenSigner([]) }
        let signer = try await signer(0)
        #expect(throws: RSATokenSigner.UnknownKey.self) {
            try signer.sign(input, with: TokenKey(id: keys[0].id, algorithm: "HS256", use: keys[0].use))
        }
    }

    @Test func shortKeysAndOtherTextAreRefused() throws {
        let short = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1_024)).pemRepresentation
        #expect(throws: (any Error).self) { try RSASigningKey(pem: short, use: .id) }
        #expect(throws: (any Error).self) { try RSASigningKey(pem: "no key", use: .id) }
    }

    @Test func noKeyIsInADump() async throws {
        let signer = try await signer(0)
        let key = try Self.keys.get()[0][0]
        var text = "\(signer) \(String(reflecting: signer)) \(key) \(String(reflecting: key))"
        dump(signer, to: &text)
        dump(key, to: &text)
        #expect(!text.contains("PRIVATE") && text.contains(key.id))
    }

    private func tokens(_ pool: UserPool) async throws -> (accessToken: AccessToken, idToken: IDToken) {
        let result = try #require(try await pool.signIn("ada", password: "Analytical-1843").authenticationResult)
        return (result.accessToken, result.idToken)
    }

    private func kid(_ token: String) throws -> String {
        let header = try Base64.decode(String(token.prefix { $0 != "." }), alphabet: .urlSafe)
        return try JSONDecoder().decode([String: String].self, from: Data(header))["kid"] ?? ""
    }
}
