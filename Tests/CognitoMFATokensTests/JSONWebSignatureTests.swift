import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import Foundation
import Testing
import UserPoolModel

@Suite struct JSONWebSignatureTests {
    /// One HMAC key of any length; it records its calls.
    private actor NotingSigner: TokenSigner {
        private let hmac: HMAC<SHA256>
        private(set) var asked: [String] = []

        init(key: [UInt8]) { hmac = HMAC(key: key) }

        private func named(_ use: TokenUse) -> TokenKey { TokenKey(id: use.rawValue, algorithm: "HS256", use: use) }

        func signingKey(for use: TokenUse) -> TokenKey { named(use) }

        func key(id: String) -> TokenKey? {
            asked.append("key \(id)")
            return TokenUse(rawValue: id).map(named)
        }

        func sign(_ input: [UInt8], with key: TokenKey) -> [UInt8] { Array(hmac.authenticationCode(for: input)) }

        func isValid(_ signature: [UInt8], of input: [UInt8], with key: TokenKey) -> Bool {
            asked.append("signature \(key.id)")
            return hmac.isValid(signature, for: input)
        }
    }

    private struct Published: Decodable {
        let key: String
        let compact: String

        private enum CodingKeys: String, CodingKey {
            case key = "jwk_k_base64url"
            case compact
        }
    }

    private func published() throws -> Published {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/rfc7515_a1_jws_hs256.json")
        return try JSONDecoder().decode(Published.self, from: Data(contentsOf: file))
    }

    /// RFC 7515, A.1, signed with the parts that this issuer uses; its header has no `kid`, so the issuer refuses it.
    @Test func thePublishedSignatureIsMadeFromItsBytes() async throws {
        let vector = try published()
        let key = try Base64.decode(vector.key, alphabet: .urlSafe)
        #expect(key.count == 64)
        let header = try part(0, of: vector.compact)
        #expect(header == Array("{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}".utf8))
        let body = try part(1, of: vector.compact)
        let input = "\(Base64.encodeURL(header)).\(Base64.encodeURL(body))"
        let signature = HMAC<SHA256>(key: key).authenticationCode(for: Array(input.utf8))
        #expect("\(input).\(Base64.encodeURL(Array(signature)))" == vector.compact)

        let signer = NotingSigner(key: key)
        let issuer = SignedTokenIssuer(signer: signer, issuer: "joe")
        #expect(try await issuer.verify(accessToken: AccessToken(vector.compact), now: Mint.issuedAt) == .malformed)
        #expect(await signer.asked.isEmpty, "without a kid no key is looked for")
    }

    @Test func ourTokensAreSignedOverTheirFirstTwoParts() async throws {
        let key = try Base64.decode(try published().key, alphabet: .urlSafe)
        let issuer = SignedTokenIssuer(signer: NotingSigner(key: key), issuer: Mint.url)
        let result = try await issuer.issue(Mint.grant())
        for (token, use) in [(result.accessToken.text, "access"), (result.idToken.text, "id")] {
            let parts = token.split(separator: ".")
            #expect(parts.count == 3 && !token.contains("="))
            #expect(try part(0, of: token) == Array(#"{"alg":"HS256","kid":"\#(use)"}"#.utf8))
            let input = Array("\(parts[0]).\(parts[1])".utf8)
            #expect(HMAC<SHA256>(key: key).isValid(try part(2, of: token), for: input))
        }
    }

    // R92
    @Test func theKeyIsCheckedBeforeTheSignatureAndTheSignatureBeforeTheClaims() async throws {
        let signer = NotingSigner(key: [UInt8](repeating: 9, count: 32))
        let issuer = SignedTokenIssuer(signer: signer, issuer: Mint.url)
        let good = try await issuer.issue(Mint.grant()).accessToken.text.split(separator: ".").map { String($0) }
        let expired = Mint.issuedAt + .seconds(1_000_000)
        func verdict(header: String, body: String? = nil, signature: String? = nil) async throws -> AccessTokenVerdict {
            let token = "\(Base64.encodeURL(Array(header.utf8))).\(body ?? good[1]).\(signature ?? good[2])"
            return try await issuer.verify(accessToken: AccessToken(token), now: expired)
        }
        // Each token is also expired. The answer to a foreign token must not reveal that.
        #expect(try await verdict(header: #"{"alg":"HS256","kid":"other"}"#) == .malformed)
        #expect(try await verdict(header: #"{"alg":"none","kid":"access"}"#, signature: "") == .malformed)
        #expect(try await verdict(header: #"{"alg":"HS256","kid":"id"}"#) == .malformed)
        #expect(await signer.asked == ["key other", "key access", "key id"])
        #expect(try await verdict(header: #"{"alg":"HS256","kid":"access"}"#, body: "e30") == .malformed)
        #expect(try await verdict(header: #"{"alg":"HS256","kid":"access"}"#) == .expired)
        #expect(
            await signer.asked.dropFirst(3) == ["key access", "signature access", "key access", "signature access"])
    }

    @Test func issuerAndUseAreCheckedBeforeTheTime() async throws {
        let mint = try Mint()
        let expired = Mint.issuedAt + .seconds(1_000_000)
        let good = try await mint.accessClaims()
        #expect(try await mint.verdict(try mint.forge(good), at: expired) == .expired)
        for (name, value) in [("iss", "https://evil/pool"), ("token_use", "id"), ("event_id", "none")] {
            var bent = good
            bent[name] = value
            #expect(try await mint.verdict(try mint.forge(bent), at: expired) == .malformed, "\(name)")
        }
    }

    @Test func oddNamesComeBackByteForByte() async throws {
        let mint = try Mint()
        let names = [
            #"quote"back\slash/slash"#, "tab\tline\r\n", "\u{0}\u{1}\u{8}\u{C}\u{1F}\u{7F}", "👩‍👩‍👧🇪🇺\u{1F511}",
            "rene\u{301}",
            "ren\u{E9}", "\u{2028}\u{2029}", "</script>", "a\u{FEFF}mark", "\u{10FFFF}\u{FFFF}", #"\u0000"#, "{####}",
            "",
            String(repeating: "\u{1F600}", count: 128),
        ]
        for name in names {
            let grant = Mint.grant(username: Username(name), attributes: ["nickname": name])
            let result = try await mint.issuer.issue(grant)
            guard case .valid(let principal) = try await mint.verdict(result.accessToken) else {
                Issue.record("\(name.debugDescription) did not verify")
                continue
            }
            #expect(Array(principal.username.text.utf8) == Array(name.utf8), "\(name.debugDescription)")
            let idClaims = try claims(of: result.idToken.text)
            for claim in ["cognito:username", "nickname"] {
                let read = try #require(idClaims[claim] as? String)
                #expect(Array(read.utf8) == Array(name.utf8), "\(claim) \(name.debugDescription)")
            }
        }
    }
}
