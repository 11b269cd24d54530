import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import Foundation
import Testing
import UserPoolModel

@Suite struct TokenIdentifiersTests {
    /// The 122 bits of a UUID as a text of zeros and ones, version and variant left out (RFC 9562, 5.8).
    private func customBits(of uuid: String) throws -> String {
        let digits = uuid.filter { $0 != "-" }
        try #require(digits.utf8.count == 32)
        var bits = ""
        for digit in digits {
            let value = try #require(digit.hexDigitValue)
            let four = String(value, radix: 2)
            bits += String(repeating: "0", count: 4 - four.count) + four
        }
        let all = Array(bits)
        return String(all[0..<48] + all[52..<64] + all[66..<128])
    }

    private func bits(of bytes: [UInt8]) -> String {
        bytes.map { byte in
            let eight = String(byte, radix: 2)
            return String(repeating: "0", count: 8 - eight.count) + eight
        }.joined()
    }

    private func eventID(_ generation: UInt32, _ family: TokenFamilyID) async throws -> String {
        let claims = try await Mint().accessClaims(Mint.grant(family: family, generation: generation))
        return try #require(claims["event_id"] as? String)
    }

    private func generated(seed: UInt64) -> [(UInt32, TokenFamilyID)] {
        var generator = SeededGenerator(seed: seed)
        let edges: [(UInt32, TokenFamilyID)] = [
            (0, TokenFamilyID([])), (.max, TokenFamilyID([])), (0, TokenFamilyID([UInt8](repeating: 255, count: 12))),
            (.max, TokenFamilyID([UInt8](repeating: 255, count: 12))), (1, TokenFamilyID([0, 0, 0, 1])),
        ]
        let random = (0..<150).map { _ in
            (UInt32.random(in: 0 ... .max, using: &generator), TokenFamilyID(generator.bytes(12)))
        }
        // Each single bit of the family and of the generation, so that no two of them coincide.
        let ones = (0..<96).map { place in
            var bytes = [UInt8](repeating: 0, count: 12)
            bytes[place / 8] = 1 << UInt8(7 - place % 8)
            return (UInt32(1) << UInt32(place % 32), TokenFamilyID(bytes))
        }
        return edges + random + ones
    }

    // R25
    @Test func theEventIDIsAVersion8UUIDOfGenerationAndFamily() async throws {
        let seed: UInt64 = 25
        for (generation, family) in generated(seed: seed) {
            let text = try await eventID(generation, family)
            let characters = Array(text)
            try #require(characters.count == 36, "seed \(seed)")
            #expect(UUID(uuidString: text)?.uuidString.lowercased() == text, "seed \(seed): \(text)")
            #expect(characters[14] == "8" && "89ab".contains(characters[19]), "seed \(seed): \(text)")
            let carried = try customBits(of: text)
            #expect(carried.count == 122)
            let number = UInt32(carried.prefix(32), radix: 2)
            #expect(number == generation, "seed \(seed): \(text)")
            #expect(carried.suffix(90) == bits(of: family.bytes).suffix(90), "seed \(seed): \(text)")
        }
    }

    // R22, R25
    @Test func generationAndFamilyComeBackFromTheToken() async throws {
        let mint = try Mint()
        let seed: UInt64 = 22
        for (generation, family) in generated(seed: seed) {
            let token = try await mint.issuer.issue(Mint.grant(family: family, generation: generation)).accessToken
            let verdict = try await mint.verdict(token)
            guard case .valid(let principal) = verdict else {
                Issue.record("seed \(seed): \(generation) \(family.bytes) \(verdict)")
                continue
            }
            #expect(principal.generation == generation && principal.family == family, "seed \(seed)")
        }
    }

    @Test func aTextOfAnotherFormIsNoEventID() async throws {
        let mint = try Mint()
        var claims = try await mint.accessClaims()
        let good = try #require(claims["event_id"] as? String)
        #expect(try await mint.verdict(try mint.forge(claims)) != .malformed)
        let digits = good.filter { $0 != "-" }
        let wrongPlaces = digits.prefix(7) + "-" + digits.dropFirst(7).prefix(5) + "-" + digits.dropFirst(12)
        var version4 = Array(good)
        version4[14] = "4"
        var variant = Array(good)
        variant[19] = "c"
        let bad = [
            "", digits, good.uppercased(), "{\(good)}", good + " ", String(good.dropLast()), good + "0",
            String(wrongPlaces), String(version4), String(variant), good.replacingOccurrences(of: "8", with: "g"),
        ]
        for text in bad {
            claims["event_id"] = text
            #expect(try await mint.verdict(try mint.forge(claims)) == .malformed, "\(text)")
        }
    }
}
