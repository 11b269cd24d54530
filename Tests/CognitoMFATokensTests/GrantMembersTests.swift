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

    /// A claim of the grant goes before an attribute, and never before one of the issuer's own.
    @Test func furtherClaimsAreInTheIDTokenOnly() async throws {
        let grant = Mint.grant(
            attributes: [.email: "ada@example.org"],
            claims: ["tier": "gold", "email": "other@example.org", "sub": "x", "cognito:groups": "x", "exp": "9"])
        let tokens = try await Mint().issuer.issue(grant)
        let identity = try claims(of: tokens.idToken.text)
        #expect(identity["tier"] as? String == "gold" && identity["email"] as? String == "other@example.org")
        #expect(identity["sub"] as? String == grant.sub.text && identity["cognito:groups"] == nil)
        #expect(identity["exp"] as? Int == 1_700_001_000)
        #expect(try claims(of: tokens.accessToken.text)["tier"] == nil)
    }
}
