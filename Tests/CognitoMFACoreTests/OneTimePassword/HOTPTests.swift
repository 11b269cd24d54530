import CognitoMFACore
import Testing

@Suite struct HOTPTests {
    @Test func everyRowOfRFC4226HasItsCode() throws {
        let rows = try VectorFile.rows("rfc4226_hotp.txt")
        #expect(rows.count == 10)
        for row in rows {
            let secret = try SharedSecret(bytes: try row.text("SECRET").utf8)
            let counter = UInt64(try row.number("COUNTER"))
            let message = [0, 0, 0, 0, 0, 0, 0, UInt8(counter)]
            #expect(
                try Array(HMAC<SHA1>(key: secret.bytes).authenticationCode(for: message)) == row.bytes("INTERMEDIATE"))
            #expect(try HOTP.Key(secret, .sha1).number(counter) == UInt32(row.text("TRUNCATED"), radix: 16))
            #expect(try HOTP().code(for: secret, counter: counter).text == row.text("HOTP"))
        }
    }

    /// The numbers before the reduction to digits were made with Python's hmac.
    @Test(
        arguments: [
            (.sha1, 4_294_967_296, 255_999_456), (.sha1, 1 << 63, 817_959_616), (.sha1, .max, 1_663_094_451),
            (.sha256, 4_294_967_296, 717_111_431), (.sha256, 1 << 63, 1_172_014_544), (.sha256, .max, 27_790_413),
        ] as [(HOTP.Algorithm, UInt64, UInt32)])
    func allBytesOfTheCounterCount(algorithm: HOTP.Algorithm, counter: UInt64, expected: UInt32) throws {
        let secret = try SharedSecret.rfc()
        #expect(HOTP.Key(secret, algorithm).number(counter) == expected)
        let code = try HOTP(digits: 8, algorithm: algorithm).code(for: secret, counter: counter)
        #expect(code.text.count == 8 && UInt32(code.text) == expected % 100_000_000)
    }

    /// Counters whose codes are small, found by trying.
    @Test(arguments: [(226_500, "000007"), (349_495, "000000"), (464_254, "000005")] as [(UInt64, String)])
    func leadingZerosAreKept(counter: UInt64, expected: String) throws {
        #expect(try HOTP().code(for: .rfc(), counter: counter).text == expected)
    }

    @Test func aShorterCodeIsTheEndOfALongerOne() throws {
        let secret = try SharedSecret.rfc()
        for algorithm in HOTP.Algorithm.allCases {
            let makers = try (6...8).map { try HOTP(digits: $0, algorithm: algorithm) }
            for counter in UInt64(0)..<200 {
                let codes = makers.map { $0.code(for: secret, counter: counter).text }
                #expect(codes.map(\.count) == [6, 7, 8])
                #expect(codes[2].hasSuffix(codes[1]) && codes[1].hasSuffix(codes[0]))
            }
        }
    }

    @Test func theNumberHasThirtyOneBits() throws {
        let key = HOTP.Key(try .rfc(), .sha256)
        let numbers = (UInt64(0)..<300).map(key.number)
        #expect(numbers.allSatisfy { $0 <= 0x7FFF_FFFF })
        #expect(numbers.contains { $0 > 0x3FFF_FFFF }, "no further bit is lost")
    }

    @Test(arguments: [Int.min, -6, 0, 5, 9, 10, Int.max])
    func otherDigitsAreRefused(digits: Int) {
        #expect(throws: ParameterError("digits", "must be 6...8")) { try HOTP(digits: digits) }
    }

    @Test func theDefaultsAreThoseOfAuthenticatorApps() throws {
        let hotp = try HOTP()
        #expect(hotp.digits == 6 && hotp.algorithm == .sha1)
        #expect(HOTP.Algorithm.allCases.map(\.rawValue) == ["SHA1", "SHA256"])
        #expect(try hotp != HOTP(digits: 7) && hotp != HOTP(algorithm: .sha256))
    }
}
