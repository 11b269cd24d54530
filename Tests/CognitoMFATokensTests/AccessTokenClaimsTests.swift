import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import Foundation
import Testing
import UserPoolModel

@Suite struct AccessTokenClaimsTests {
    private func body(of grant: TokenGrant) async throws -> String {
        let token = try await Mint().issuer.issue(grant).accessToken.text
        return String(decoding: try part(1, of: token), as: UTF8.self)
    }

    // R25
    @Test func theClaimsAreCognitosAndNoOther() async throws {
        let attributes: UserAttributes = [.email: "ada@example.org", .phoneNumber: "+14155550123", "nickname": "A"]
        let claims = try await Mint().accessClaims(Mint.grant(attributes: attributes))
        #expect(
            claims.keys.sorted() == [
                "auth_time", "client_id", "event_id", "exp", "iat", "iss", "jti", "origin_jti", "scope", "sub",
                "token_use", "username",
            ])
    }

    // Developer guide, revoking tokens: both ids are there for revocation.
    @Test func withoutRevocationTheIDsOfTokensAreLeftOut() async throws {
        let mint = try Mint()
        let tokens = try await mint.issuer.issue(Mint.grant(isRevocable: false))
        for token in [tokens.accessToken.text, tokens.idToken.text] {
            let names = try claims(of: token).keys
            #expect(!names.contains("jti") && !names.contains("origin_jti") && names.contains("event_id"))
        }
        let verdict = try await mint.issuer.verify(accessToken: tokens.accessToken, now: Mint.issuedAt)
        guard case .valid(let principal) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(principal.family == Mint.grant().family && principal.generation == 3)
    }

    @Test func everyClaimHasItsValue() async throws {
        let claims = try await Mint().accessClaims()
        #expect(claims["sub"] as? String == "6c1e0f50-0000-4000-8000-000000000001")
        #expect(claims["iss"] as? String == "https://cognito.test.invalid/eu-west-1_main")
        #expect(claims["client_id"] as? String == "client")
        #expect(claims["username"] as? String == "ada")
        #expect(claims["token_use"] as? String == "access")
        #expect(claims["scope"] as? String == "aws.cognito.signin.user.admin")
        for name in ["jti", "origin_jti", "event_id"] {
            let text = try #require(claims[name] as? String)
            #expect(UUID(uuidString: text)?.uuidString.lowercased() == text, "\(name)")
        }
    }

    // R26
    @Test func itsTimesAreTheGrantsInWholeSeconds() async throws {
        let body = try await body(of: Mint.grant())
        // Numbers without quotes or decimals; milliseconds are cut, not rounded.
        #expect(body.contains(#""iat":1700000100,"#) && body.contains(#""auth_time":1700000000,"#))
        #expect(body.contains(#""exp":1700000700,"#), "ten minutes after the grant, as the client has it")
        let later = try await self.body(of: Mint.grant(issuedAt: UnixTime(seconds: 1_900_000_000)))
        #expect(later.contains(#""iat":1900000000,"#) && later.contains(#""exp":1900000600,"#))
    }

    @Test func issuingAGrantTwiceMakesTheSameTokens() async throws {
        let mint = try Mint()
        let first = try await mint.issuer.issue(Mint.grant())
        let second = try await mint.issuer.issue(Mint.grant())
        #expect(first.accessToken == second.accessToken && first.idToken == second.idToken)
        #expect(first.refreshToken == nil, "that one is the service's own")
    }

    @Test func aTokenIsNamedByItsGrantAndItsFamily() async throws {
        let mint = try Mint()
        let first = try await mint.accessClaims()
        let refreshed = try await mint.accessClaims(Mint.grant(id: [UInt8](2...17)))
        #expect(first["jti"] as? String != refreshed["jti"] as? String)
        #expect(first["origin_jti"] as? String == refreshed["origin_jti"] as? String)
        #expect(first["event_id"] as? String == refreshed["event_id"] as? String)
        let other = try await mint.accessClaims(Mint.grant(family: TokenFamilyID([UInt8](2...13))))
        #expect(first["origin_jti"] as? String != other["origin_jti"] as? String)
        #expect(first["event_id"] as? String != other["event_id"] as? String)
    }

    @Test func theAnswerNamesTheAccessTokensLifetime() async throws {
        let result = try await Mint().issuer.issue(Mint.grant())
        #expect(result.expiresIn == 600 && result.tokenType == "Bearer")
    }
}
