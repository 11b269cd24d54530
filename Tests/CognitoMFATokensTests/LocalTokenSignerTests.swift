import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import Testing
import UserPoolModel

@Suite struct LocalTokenSignerTests {
    private let input = Array("header.claims".utf8)

    private func root(_ byte: UInt8, count: Int = 32) -> String {
        Base64.encode([UInt8](repeating: byte, count: count))
    }

    @Test func keysAreNamedByRootAndUse() throws {
        let signer = try Mint().signer
        let access = signer.signingKey(for: .access)
        #expect(access == TokenKey(id: "root.access", algorithm: "HS256", use: .access))
        #expect(signer.signingKey(for: .id) == TokenKey(id: "root.id", algorithm: "HS256", use: .id))
        #expect(signer.key(id: "root.access") == access && signer.key(id: "root") == nil && signer.key(id: "") == nil)
    }

    @Test func eachUseAndEachRootSignsWithAKeyOfItsOwn() throws {
        var signatures: Set<[UInt8]> = []
        for byte in [7, 8] as [UInt8] {
            let signer = try Mint(root: byte).signer
            for use in TokenUse.allCases {
                let key = signer.signingKey(for: use)
                let signature = try signer.sign(input, with: key)
                #expect(signature.count == 32 && signer.isValid(signature, of: input, with: key))
                signatures.insert(signature)
            }
        }
        #expect(signatures.count == 4)
    }

    @Test func aSignatureIsValidWholeAndForItsInputAndKeyOnly() throws {
        let signer = try Mint().signer
        let key = signer.signingKey(for: .access)
        let signature = try signer.sign(input, with: key)
        for count in 0..<32 { #expect(!signer.isValid(Array(signature.prefix(count)), of: input, with: key)) }
        #expect(!signer.isValid(signature + [0], of: input, with: key))
        #expect(!signer.isValid(signature, of: input + [0], with: key))
        #expect(!signer.isValid(signature, of: input, with: signer.signingKey(for: .id)))
        for place in signature.indices {
            var bent = signature
            bent[place] ^= 1
            #expect(!signer.isValid(bent, of: input, with: key))
        }
        for other in [
            TokenKey(id: "other.access", algorithm: "HS256", use: .access),
            TokenKey(id: "root.access", algorithm: "none", use: .access),
            TokenKey(id: "root.access", algorithm: "HS256", use: .id),
        ] {
            #expect(!signer.isValid(signature, of: input, with: other))
            #expect(throws: LocalTokenSigner.UnknownKey.self) { try signer.sign(input, with: other) }
        }
    }

    // R93
    @Test func aRootShorterThan32BytesIsRefusedAndNotRepeated() throws {
        for count in [0, 1, 16, 31] {
            let base64 = root(0xA5, count: count)
            for error in [
                #expect(throws: CognitoError.self) { try KeyRing(roots: [("root", base64)]) },
                #expect(throws: CognitoError.self) { try KeyRing(base64: base64) },
            ] {
                #expect(error?.code == .invalidParameter)
                #expect(error?.message == "A root key must be 32 bytes of base64.", "\(count)")
            }
        }
        #expect(throws: CognitoError.self) { try KeyRing(roots: []) }
        #expect(throws: CognitoError.self) { try KeyRing(roots: [("good", root(1)), ("bad", root(2, count: 31))]) }
        #expect(throws: Never.self) { try KeyRing(base64: root(0xA5)) }
    }

    // R100
    @Test func tokensOfAnOldRootHoldUntilItLeavesTheRing() async throws {
        let old = try Mint(root: 1, id: "old")
        let token = try await old.issuer.issue(Mint.grant()).accessToken
        let both = try KeyRing(roots: [("new", root(2)), ("old", root(1))])
        #expect(LocalTokenSigner(keys: both).signingKey(for: .access).id == "new.access")
        let rotated: SignedTokenIssuer = .hs256(issuer: Mint.url, keys: both)
        let verdict = try await rotated.verify(accessToken: token, now: Mint.issuedAt)
        #expect(verdict == (try await old.verdict(token)) && verdict != .malformed)
        let fresh = try await rotated.issue(Mint.grant()).accessToken
        #expect(try await old.verdict(fresh) == .malformed)
        #expect(try await Mint(root: 2, id: "new").verdict(token) == .malformed)
    }

    /// Two secrets under one name must print the same: then nothing of either shows, midstates of the HMAC included.
    @Test func noKeyPrints() throws {
        func prints(_ mint: Mint) -> [String] {
            [mint.keys as Any, mint.signer, mint.issuer, mint.keys.current(.token)].flatMap { value in
                var dumped = ""
                dump(value, to: &dumped)
                return [dumped, "\(value)", String(reflecting: value)]
            }
        }
        let first = prints(try Mint(root: 7))
        #expect(first == prints(try Mint(root: 8)) && first.count == 12)
        #expect(first[1] == "KeyRing(root)", "the ids show, so the check sees what is printed")
        #expect(Mirror(reflecting: try Mint().keys).children.isEmpty)
        #expect(Mirror(reflecting: try Mint().keys.current(.token)).children.isEmpty)
    }

    @Test func noTokenPrints() async throws {
        let signed = try await Mint().issuer.issue(Mint.grant())
        let result = AuthenticationResult(
            accessToken: signed.accessToken, idToken: signed.idToken, refreshToken: "AQIDrefreshtoken", expiresIn: 600)
        var dumped = ""
        dump(result, to: &dumped)
        let signature = try #require(result.accessToken.text.split(separator: ".").last)
        let refresh = try #require(result.refreshToken).text
        for text in [dumped, "\(result)", String(reflecting: result), "\(result.accessToken)", "\([result.idToken])"] {
            #expect(!text.contains("eyJ") && !text.contains(signature) && !text.contains(refresh), "\(text)")
        }
        #expect(dumped.contains("AccessToken(redacted)") && dumped.contains("RefreshToken(redacted)"))
    }
}
