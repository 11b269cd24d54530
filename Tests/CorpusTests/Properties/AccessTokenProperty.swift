import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import UserPoolModel

extension Property {
    private static let signer = CorpusKeys.shared.map { LocalTokenSigner(keys: $0) }
    private static let foreignSigner = CorpusKeys.stranger.map { LocalTokenSigner(keys: $0) }

    /// Only texts that this issuer signed as access tokens are accepted.
    static let accessToken = Property("access_token") { input in
        let signer = try Self.signer.present()
        let foreign = try Self.foreignSigner.present()
        let issuer = SignedTokenIssuer(signer: signer, issuer: "https://a.b")
        let now = UnixTime(seconds: 1_800_000_000)
        var reader = InputReader(input)

        /// Returns the issuer's result; a token that is not malformed must carry the issuer's own signature of its input.
        func verify(_ text: String) async throws -> AccessTokenVerdict {
            let verdict = try await issuer.verify(accessToken: AccessToken(text), now: now)
            guard verdict != .malformed else { return verdict }
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            try hold(parts.count == 3, "three parts")
            let signed = "\(parts[0]).\(parts[1])"
            let valid = try ["new.access", "old.access"].contains { id in
                guard let key = signer.key(id: id) else { return false }
                return Base64.encodeURL(try signer.sign(Array(signed.utf8), with: key)).isSpelled(String(parts[2]))
            }
            try hold(valid, "R92: signed with an access key, in one spelling")
            let other = SignedTokenIssuer(signer: foreign, issuer: "https://a.b")
            try hold(
                try await other.verify(accessToken: AccessToken(text), now: now) == .malformed, "another ring refuses")
            let elsewhere = SignedTokenIssuer(signer: signer, issuer: "https://a.c")
            try hold(
                try await elsewhere.verify(accessToken: AccessToken(text), now: now) == .malformed, "another issuer too"
            )
            return verdict
        }
        func signed(_ header: [UInt8], _ body: [UInt8], _ id: String) throws -> String {
            let signed = "\(Base64.encodeURL(header)).\(Base64.encodeURL(body))"
            guard let key = signer.key(id: id) else { throw Violation(description: "no key \(id)") }
            return "\(signed).\(Base64.encodeURL(try signer.sign(Array(signed.utf8), with: key)))"
        }

        switch reader.byte() % 4 {
        case 0: _ = try await verify(String(input: reader.remainder()))
        case 1:
            // The fuzzer has the key, and writes the claims.
            let id = reader.flag() ? "new.access" : "old.access"
            _ = try await verify(signed(Array("{\"kid\":\"\(id)\",\"alg\":\"HS256\"}".utf8), reader.remainder(), id))
        case 2:
            let header = reader.chunk()
            let id = ["new.access", "old.access", "new.id", "old.id"][reader.number(4)]
            let verdict = try await verify(signed(header, reader.remainder(), id))
            try hold(!id.hasSuffix(".id") || verdict == .malformed, "R92: an ID token is no access token")
        default:
            let (change, place, generation) = (reader.byte(), reader.number(1200), UInt32(reader.number(65_536)))
            let family = TokenFamilyID(reader.bytes(12))
            let (pool, name, sub) = (UserPoolID(reader.text()), Username(reader.text()), UserSub(reader.text()))
            let grant = TokenGrant(
                id: reader.bytes(16), family: family, generation: generation, userPoolID: pool,
                client: AppClient(id: "client", userPoolID: pool, name: "n"), username: name, sub: sub,
                attributes: ["custom:a": reader.text(), .emailVerified: reader.text()],
                authenticatedAt: now - .seconds(60), issuedAt: now)
            let tokens = try await issuer.issue(grant)
            let text = tokens.accessToken.text
            let verdict = try await verify(text)
            guard case .valid(let context) = verdict else {
                throw Violation(description: "our own token is \(verdict)")
            }
            try hold(
                context.userPoolID == pool && context.username == name && context.sub == sub
                    && context.generation == generation
                    && context.family == family && context.clientID == "client"
                    && context.authenticatedAt == now - .seconds(60),
                "what is signed is what is read")
            try hold(try await verify(tokens.idToken.text) == .malformed, "R92: an ID token is no access token")
            try hold(
                try await verify(String(input: bent(Array(text.utf8), at: place, by: change))) == .malformed,
                "a bent character")
            for other in [text + "=", text + ".", " " + text, String(text.dropLast())] {
                try hold(try await verify(other) == .malformed, "another spelling is refused")
            }
        }
    }
}
