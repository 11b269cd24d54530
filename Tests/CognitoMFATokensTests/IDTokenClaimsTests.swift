import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import Foundation
import Testing
import UserPoolModel

@Suite struct IDTokenClaimsTests {
    private static let own = [
        "aud", "auth_time", "cognito:username", "event_id", "exp", "iat", "iss", "jti", "origin_jti", "sub",
        "token_use",
    ]

    private func token(_ attributes: UserAttributes = [:]) async throws -> String {
        try await Mint().issuer.issue(Mint.grant(attributes: attributes)).idToken.text
    }

    private func body(_ attributes: UserAttributes = [:]) async throws -> String {
        String(decoding: try part(1, of: try await token(attributes)), as: UTF8.self)
    }

    @Test func withoutAttributesTheClaimsAreCognitosAndNoOther() async throws {
        #expect(try claims(of: try await token()).keys.sorted() == Self.own)
    }

    @Test func everyClaimHasItsValue() async throws {
        let claims = try claims(of: try await token())
        #expect(claims["sub"] as? String == "6c1e0f50-0000-4000-8000-000000000001")
        #expect(claims["iss"] as? String == "https://cognito.test.invalid/eu-west-1_main")
        #expect(claims["aud"] as? String == "client")
        #expect(claims["cognito:username"] as? String == "ada")
        #expect(claims["token_use"] as? String == "id")
        let access = try await Mint().accessClaims()
        #expect(claims["origin_jti"] as? String == access["origin_jti"] as? String)
        #expect(claims["event_id"] as? String == access["event_id"] as? String)
        let jti = try #require(claims["jti"] as? String)
        #expect(UUID(uuidString: jti) != nil && jti != access["jti"] as? String)
    }

    // R26
    @Test func itsTimesAreTheGrantsAndItsLifetimeTheIDTokens() async throws {
        let body = try await body()
        #expect(body.contains(#""iat":1700000100,"#) && body.contains(#""auth_time":1700000000,"#))
        #expect(body.contains(#""exp":1700001000,"#), "fifteen minutes after the grant, as the client has it")
    }

    @Test func attributesAreClaims() async throws {
        let attributes: UserAttributes = [
            .email: "ada@example.org", .phoneNumber: "+14155550123", .preferredUsername: "countess", "nickname": "A",
        ]
        let claims = try claims(of: try await token(attributes))
        #expect(claims.keys.sorted() == (Self.own + attributes.keys.map(\.rawValue)).sorted())
        for (name, value) in attributes { #expect(claims[name.rawValue] as? String == value) }
    }

    @Test func onlyTheVerifiedMarksAreBooleans() async throws {
        let both = try await body([
            .emailVerified: "true", .phoneNumberVerified: "false", "custom:adult": "true", "custom:age": "36",
        ])
        #expect(both.contains(#""email_verified":true"#) && both.contains(#""phone_number_verified":false"#))
        #expect(both.contains(#""custom:adult":"true""#) && both.contains(#""custom:age":"36""#))
    }

    @Test func aMarkThatIsNotTheWordTrueIsFalse() async throws {
        for value in ["TRUE", "1", "", "yes"] {
            #expect(try await body([.emailVerified: value]).contains(#""email_verified":false"#), "\(value)")
        }
    }

    // OpenID Connect Core 1.0, 5.1
    @Test(
        "updated_at_claim_is_number: a claim has the type of OpenID Connect, not the attribute's",
        arguments: [
            ("1700000000", #""updated_at":1700000000"#), ("1700000000.5", #""updated_at":1700000000.5"#),
            ("0", #""updated_at":0"#),
        ])
    func updatedAtIsANumber(value: String, claim: String) async throws {
        #expect(try await body([.updatedAt: value]).contains(claim))
    }

    /// A string there would keep a client from decoding the whole token.
    @Test(arguments: ["yesterday", "", "2024-01-01", "nan", "infinity", "1e999"])
    func aTimeThatIsNoNumberIsLeftOut(value: String) async throws {
        #expect(try claims(of: try await token([.updatedAt: value])).keys.sorted() == Self.own)
    }

    // OpenID Connect Core 1.0, 5.1.1
    @Test("address_claim_is_object: the address stands under formatted")
    func theAddressIsAnObject() async throws {
        let claims = try claims(of: try await token([.address: "1 Main St\nLondon"]))
        #expect(claims["address"] as? [String: String] == ["formatted": "1 Main St\nLondon"])
    }

    @Test func everyOtherStandardAttributeIsAString() async throws {
        let typed: Set<AttributeName> = [.sub, .emailVerified, .phoneNumberVerified, .address, .updatedAt]
        for name in AttributeName.standard.subtracting(typed) {
            let claims = try claims(of: try await token([name: "17"]))
            #expect(claims[name.rawValue] as? String == "17", "\(name.rawValue)")
        }
    }

    @Test func noAttributeReplacesAClaimOfTheIssuer() async throws {
        let plain = try await body()
        var attributes: UserAttributes = [:]
        for name in Self.own { attributes[AttributeName(rawValue: name)] = "forged" }
        #expect(attributes.count == 11)
        #expect(try await body(attributes) == plain)
    }
}
