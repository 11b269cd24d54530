import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import Foundation
import Testing
import UserPoolModel

// R91, R92
@Suite struct AccessTokenVerdictTests {
    private let expiry = UnixTime(seconds: 1_700_000_700)

    private func goodToken() async throws -> AccessToken { try await Mint().issuer.issue(Mint.grant()).accessToken }

    @Test func aValidTokenNamesItsUser() async throws {
        #expect(
            try await Mint().verdict(try await goodToken())
                == .valid(
                    Principal(
                        userPoolID: "eu-west-1_main", clientID: "client", username: "ada",
                        sub: "6c1e0f50-0000-4000-8000-000000000001", family: TokenFamilyID([UInt8](1...12)),
                        generation: 3, scopes: ["aws.cognito.signin.user.admin"],
                        authenticatedAt: UnixTime(seconds: 1_700_000_000))))
    }

    @Test func aTokenExpiresExactlyAtItsTimeWithoutLeeway() async throws {
        let mint = try Mint()
        let token = try await goodToken()
        let last = try await mint.verdict(token, at: expiry - .milliseconds(1))
        #expect(last == (try await mint.verdict(token)) && last != .malformed && last != .expired)
        #expect(try await mint.verdict(token, at: expiry) == .expired)
        #expect(try await mint.verdict(token, at: expiry + .seconds(1_000_000_000)) == .expired)
    }

    @Test func theTimeOfIssueIsIgnored() async throws {
        let mint = try Mint()
        let token = try await goodToken()
        #expect(try await mint.verdict(token, at: UnixTime(seconds: 0)) == (try await mint.verdict(token)))
        var claims = try await mint.accessClaims()
        claims["iat"] = 4_000_000_000
        claims["nbf"] = 4_000_000_000
        #expect(try await mint.verdict(try mint.forge(claims)) == (try await mint.verdict(token)))
    }

    @Test func anotherAlgorithmInTheHeaderIsMalformed() async throws {
        let mint = try Mint()
        let kid = mint.signer.signingKey(for: .access).id
        let claims = try await mint.accessClaims()
        #expect(try await mint.verdict(try mint.forge(claims, header: ["kid": kid, "alg": "HS256"])) != .malformed)
        for algorithm in ["none", "None", "", "RS256", "HS384", "HS512", "ES256", "hs256", "HS256 "] {
            let token = try mint.forge(claims, header: ["kid": kid, "alg": algorithm])
            #expect(try await mint.verdict(token) == .malformed, "\(algorithm)")
            // The classic attack has no signature at all.
            let unsigned = token.text.split(separator: ".").prefix(2).joined(separator: ".")
            #expect(try await mint.verdict(AccessToken(unsigned + ".")) == .malformed, "\(algorithm)")
        }
        for header in [["alg": "HS256"], ["kid": kid], [:]] {
            #expect(try await mint.verdict(try mint.forge(claims, header: header)) == .malformed, "\(header)")
        }
    }

    @Test func anotherKeyIsMalformed() async throws {
        let mint = try Mint()
        let claims = try await mint.accessClaims()
        for kid in ["", "root", "root.id", "root.refresh", "ROOT.access", "other.access", "root.access "] {
            let token = try mint.forge(claims, header: ["kid": kid, "alg": "HS256"])
            #expect(try await mint.verdict(token) == .malformed, "\(kid)")
        }
        // The same key id over other bytes, and the same bytes under another key id.
        #expect(try await Mint(root: 8).verdict(try await goodToken()) == .malformed)
        #expect(try await Mint(id: "other").verdict(try await goodToken()) == .malformed)
    }

    @Test func anIDTokenIsNoAccessToken() async throws {
        let mint = try Mint()
        let idToken = try await mint.issuer.issue(Mint.grant()).idToken.text
        #expect(try await mint.verdict(AccessToken(idToken)) == .malformed)
        var mixed = try await mint.accessClaims()
        #expect(try await mint.verdict(try mint.forge(mixed, signedFor: .id)) == .malformed, "the key's use decides")
        for use in ["id", "refresh", "Access", ""] {
            mixed["token_use"] = use
            #expect(try await mint.verdict(try mint.forge(mixed)) == .malformed, "the claim must agree: \(use)")
        }
    }

    @Test func anotherIssuerIsMalformed() async throws {
        let token = try await goodToken()
        for url in ["https://other.test.invalid", "http://cognito.test.invalid", Mint.url + ".evil", "https://cognito"]
        {
            #expect(try await Mint(url: url).verdict(token) == .malformed, "\(url)")
        }
        let mint = try Mint()
        var claims = try await mint.accessClaims()
        for iss in ["", Mint.url, "eu-west-1_main", "https://evil/\(Mint.url)/eu-west-1_main", " \(Mint.url)/a_b"] {
            claims["iss"] = iss
            #expect(try await mint.verdict(try mint.forge(claims)) == .malformed, "\(iss)")
        }
    }

    /// The issuer does not know the pools and clients: its result has those that the token names.
    @Test func anotherPoolIsNamedForWhatItIs() async throws {
        let mint = try Mint()
        let token = try await mint.issuer.issue(Mint.grant(pool: "eu-west-1_other")).accessToken
        guard case .valid(let principal) = try await mint.verdict(token) else {
            Issue.record("a token of another pool of the same issuer is well formed")
            return
        }
        #expect(principal.userPoolID == "eu-west-1_other" && principal.clientID == "client")
    }

    @Test func scopesAreWordsBetweenSpaces() async throws {
        let mint = try Mint()
        var claims = try await mint.accessClaims()
        let rows: [(String, Set<String>)] = [
            ("", []), ("openid", ["openid"]), ("a b  a", ["a", "b"]), ("aws.cognito", ["aws.cognito"]),
        ]
        for (text, scopes) in rows {
            claims["scope"] = text
            guard case .valid(let principal) = try await mint.verdict(try mint.forge(claims)) else {
                Issue.record("\(text) is a scope")
                continue
            }
            #expect(principal.scopes == scopes)
        }
    }
}
