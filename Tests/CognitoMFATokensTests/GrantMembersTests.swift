import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import Foundation
import Testing
import UserPoolModel

/// The claims that come from the grant's scopes, groups and further claims.
@Suite struct GrantMembersTests {
    @Test func theScopeIsTheGrants() async throws {
        let mint = try Mint()
        let grant = Mint.grant(scopes: ["openid", "email"])
        let tokens = try await mint.issuer.issue(grant)
        #expect(try claims(of: tokens.accessToken.text)["scope"] as? String == "openid email")
        guard
            case .valid(let principal) = try await mint.issuer.verify(
                accessToken: tokens.accessToken, now: Mint.issuedAt)
        else {
            Issue.record("the token is good")
            return
        }
        #expect(principal.scopes == ["openid", "email"])
    }

    @Test func groupsAreInBothTokensWhereThereAreAny() async throws {
        let tokens = try await Mint().issuer.issue(Mint.grant(groups: ["b", "a"]))
        for token in [tokens.accessToken.text, tokens.idToken.text] {
            #expect(try claims(of: token)["cognito:groups"] as? [String] == ["b", "a"])
        }
        let none = try await Mint().issuer.issue(Mint.grant())
        for token in [none.accessToken.text, none.idToken.text] {
            #expect(try claims(of: token)["cognito:groups"] == nil)
        }
    }

    @Test func rolesAreInTheIDTokenAlone() async throws {
        let tokens = try await Mint().issuer.issue(
            Mint.grant(groups: ["a"], roles: ["r", "s"], preferredRole: "s"))
        let identity = try tokens.idToken.claims
        #expect(identity.groups == ["a"] && identity.roles == ["r", "s"] && identity.preferredRole == "s")
        let access = try claims(of: tokens.accessToken.text)
        #expect(access["cognito:roles"] == nil && access["cognito:preferred_role"] == nil)
        let none = try claims(of: try await Mint().issuer.issue(Mint.grant()).idToken.text)
        #expect(none["cognito:roles"] == nil && none["cognito:preferred_role"] == nil)
    }

    /// A claim of the grant goes before an attribute, and never before one of the issuer's own.
    @Test func claimsOfTheIDTokenAreInThatOnly() async throws {
        let grant = Mint.grant(
            attributes: [.email: "ada@example.org", "name": "Ada"],
            idTokenClaims: ClaimOverrides(
                claimsToAddOrOverride: [
                    "tier": "gold", "email": "other@example.org", "sub": "x", "cognito:groups": "x", "exp": "9",
                ], claimsToSuppress: ["name", "aud", "sub"]))
        let tokens = try await Mint().issuer.issue(grant)
        let identity = try claims(of: tokens.idToken.text)
        #expect(identity["tier"] as? String == "gold" && identity["email"] as? String == "other@example.org")
        #expect(identity["sub"] as? String == grant.sub.text && identity["cognito:groups"] == nil)
        #expect(identity["exp"] as? Int == 1_700_001_000)
        #expect(identity["name"] == nil && identity["aud"] as? String == "client")
        #expect(try claims(of: tokens.accessToken.text)["tier"] == nil)
    }

    /// Every kind of JSON value, and none in the place of one of Cognito's claims.
    @Test func claimsOfTheAccessTokenAreInThatOnly() async throws {
        let values: [String: ClaimValue] = [
            "text": "x", "count": 9_007_199_254_740_993, "share": .double(0.5), "flag": true, "nothing": .null,
            "list": .array([1, "a", false]), "object": .object(["a": .object(["b": 2])]), "client_id": "other",
            "scope": "admin", "username": "eve", "sub": "x", "token_use": "id", "exp": 9, "jti": "x", "event_id": "x",
        ]
        let mint = try Mint()
        let grant = Mint.grant(accessTokenClaims: ClaimOverrides(claimsToAddOrOverride: values))
        let tokens = try await mint.issuer.issue(grant)
        let text = String(decoding: try part(1, of: tokens.accessToken.text), as: UTF8.self)
        for member in [
            #""text":"x""#, #""count":9007199254740993"#, #""share":0.5"#, #""flag":true"#, #""nothing":null"#,
            #""list":[1,"a",false]"#, #""object":{"a":{"b":2}}"#,
        ] { #expect(text.contains(member), "\(member)") }
        let plain = try await mint.accessClaims()
        let access = try claims(of: tokens.accessToken.text)
        for name in plain.keys { #expect("\(access[name]!)" == "\(plain[name]!)", "\(name)") }
        #expect(try claims(of: tokens.idToken.text)["text"] == nil)
        #expect(try await mint.verdict(tokens.accessToken) == mint.verdict(mint.issuer.issue(Mint.grant()).accessToken))
    }
}
