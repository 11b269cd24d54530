import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import Foundation
import Testing
import UserPoolModel

// R91
@Suite struct MalformedTokenTests {
    private func good(_ mint: Mint) async throws -> String {
        let token = try await mint.issuer.issue(Mint.grant()).accessToken
        try #require(await mint.verdict(token) != .malformed)
        return token.text
    }

    @Test func shapesThatAreNoTokenAreMalformed() async throws {
        let mint = try Mint()
        let good = try await good(mint)
        let parts = good.split(separator: ".").map { String($0) }
        try #require(parts.count == 3)
        let shapes = [
            "", ".", "..", "...", "....", "a", "a.b", "a.b.c", "a.b.c.d.e", "\u{0}", "é.é.é", "=.=.=", good + ".",
            "." + good, good + "\n", " " + good, good + "=", "Bearer " + good, good + "." + good, parts[0],
            "\(parts[0]).\(parts[1])", "\(parts[0]).\(parts[1]).", "\(parts[0])..\(parts[2])",
            ".\(parts[1]).\(parts[2])",
            "\(parts[1]).\(parts[0]).\(parts[2])", good.uppercased(), String(good.reversed()),
            good.replacingOccurrences(of: ".", with: ".\u{301}"), String(repeating: ".", count: 10_000),
            String(repeating: "A", count: 100_000),
        ]
        for shape in shapes {
            #expect(try await mint.verdict(AccessToken(shape)) == .malformed, "\(shape.prefix(200))")
        }
    }

    @Test func headersAndClaimsThatAreNoObjectsAreMalformed() async throws {
        let mint = try Mint()
        let good = try await good(mint)
        let (header, body) = (try part(0, of: good), try part(1, of: good))
        #expect(try await mint.verdict(try mint.forge(header: header, body: body)) != .malformed)
        let nested = String(repeating: "[", count: 5000)
        for text in [
            "", "{", "[]", "null", "0", "\"\"", "{}", "{\"kid\":", "\u{0}", "\u{FEFF}{}", nested, "{\"kid\":\(nested)",
        ] {
            let bytes = Array(text.utf8)
            #expect(
                try await mint.verdict(try mint.forge(header: bytes, body: body)) == .malformed, "\(text.prefix(20))")
            #expect(
                try await mint.verdict(try mint.forge(header: header, body: bytes)) == .malformed, "\(text.prefix(20))")
        }
        #expect(try await mint.verdict(try mint.forge(header: header, body: [0xFF, 0xFE, 0x80])) == .malformed)
    }

    @Test func aTokenWithoutOneOfItsClaimsOrWithAnotherTypeIsMalformed() async throws {
        let mint = try Mint()
        let claims = try await mint.accessClaims()
        #expect(claims.count == 12)
        for name in claims.keys {
            var bent = claims
            bent[name] = ["nested"]
            #expect(try await mint.verdict(try mint.forge(bent)) == .malformed, "\(name) as an array")
            // Not there in the tokens of a client without revocation.
            if name.hasSuffix("jti") { continue }
            bent[name] = nil
            #expect(try await mint.verdict(try mint.forge(bent)) == .malformed, "without \(name)")
            bent[name] = NSNull()
            #expect(try await mint.verdict(try mint.forge(bent)) == .malformed, "\(name) as null")
        }
        for name in ["exp", "iat", "auth_time"] {
            for value in ["1700000700" as Any, 1.5, 1e300, true] {
                var bent = claims
                bent[name] = value
                #expect(try await mint.verdict(try mint.forge(bent)) == .malformed, "\(name) as \(value)")
            }
        }
    }

    @Test func timesAtTheEndsOfTheRangeDoNotTrap() async throws {
        let mint = try Mint()
        var claims = try await mint.accessClaims()
        claims["exp"] = Int64.max
        claims["auth_time"] = Int64.min
        let endless = try await mint.verdict(try mint.forge(claims))
        #expect(endless != .malformed && endless != .expired)
        claims["exp"] = Int64.min
        #expect(try await mint.verdict(try mint.forge(claims)) == .expired)
    }

    @Test func everyTruncationIsMalformed() async throws {
        let mint = try Mint()
        let good = try await good(mint)
        for length in 0..<good.utf8.count {
            #expect(try await mint.verdict(AccessToken(String(good.prefix(length)))) == .malformed, "\(length)")
            #expect(try await mint.verdict(AccessToken(String(good.suffix(length)))) == .malformed, "-\(length)")
        }
    }

    @Test func everyChangeOfOneByteIsMalformed() async throws {
        let mint = try Mint()
        let good = Array(try await good(mint).utf8)
        let seed: UInt64 = 91
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var tried = 0
        for place in good.indices {
            // A neighbour by one bit, a letter of the alphabet, and any byte at all.
            let letter = alphabet.randomElement(using: &generator) ?? 0
            let any = UInt8.random(in: 0 ... .max, using: &generator)
            for byte in [good[place] ^ 1, letter, any] where byte != good[place] {
                var bent = good
                bent[place] = byte
                let token = AccessToken(String(decoding: bent, as: UTF8.self))
                #expect(try await mint.verdict(token) == .malformed, "seed \(seed): byte \(place) as \(byte)")
                tried += 1
            }
        }
        #expect(tried > 2 * good.count)
    }
}
