import CognitoMFACore
import Testing

@Suite struct TOTPTests {
    private struct OathtoolFile: Decodable {
        let tests: [OathtoolTest]
    }

    private struct OathtoolTest: Decodable {
        let keyHex: Hex
        let keyBase32: String
        let unixTime: Int64
        let step: UInt64
        let digits: Int
        let algorithm: String
        let code: String

        enum CodingKeys: String, CodingKey {
            case keyHex = "key_hex"
            case keyBase32 = "key_base32"
            case unixTime = "unix_time"
            case step
            case digits
            case algorithm
            case code
        }
    }

    @Test func everyRowOfRFC6238HasItsCode() throws {
        let rows = try VectorFile.rows("rfc6238_totp.txt")
        var (run, skipped) = (0, 0)
        for row in rows {
            guard let algorithm = TOTP.Algorithm(rawValue: try row.text("MODE")) else {
                #expect(try row.text("MODE") == "SHA512")
                skipped += 1
                continue
            }
            run += 1
            let totp = try TOTP(digits: 8, algorithm: algorithm)
            let secret = try SharedSecret(bytes: try row.text("SECRET").utf8)
            let code = totp.code(for: secret, at: UnixTime(seconds: Int64(try row.number("TIME"))))
            #expect(try code.text == row.text("TOTP"))
        }
        #expect(run == 12 && skipped == 6)
    }

    @Test func everyCodeOfOathtoolIsMadeAndTaken() throws {
        let tests = try VectorFile.json("totp_oathtool.json", as: OathtoolFile.self).tests
        #expect(tests.count == 60)
        for test in tests {
            let algorithm = try #require(TOTP.Algorithm(rawValue: test.algorithm.uppercased()))
            let totp = try TOTP(digits: test.digits, algorithm: algorithm)
            let secret = try SharedSecret(base32: test.keyBase32)
            let time = UnixTime(seconds: test.unixTime)
            #expect(secret.bytes == test.keyHex.bytes)
            #expect(totp.step(at: time) == TimeStep(test.step))
            #expect(totp.code(for: secret, at: time).text == test.code)
            #expect(totp.verify(OneTimeCode(test.code), for: secret, at: time) == .matched(TimeStep(test.step)))
        }
    }

    @Test(
        arguments: [
            (30, 0, 0), (30, 29_999, 0), (30, 30_000, 1), (30, 59_999, 1), (60, 59_999, 0), (60, 60_000, 1),
            (1, 999, 0), (1, 1000, 1), (1, 1_700_000_000_000, 1_700_000_000), (Int.max, .max, 0),
            (30, .max, 307_445_734_561_825), (30, -1, 0), (30, -30_001, 0), (1, .min, 0),
        ] as [(Int, Int64, UInt64)])
    func aStepBeginsEveryPeriodFromTheEpochOn(period: Int, milliseconds: Int64, step: UInt64) throws {
        let totp = try TOTP(periodSeconds: period)
        #expect(totp.step(at: UnixTime(milliseconds: milliseconds)) == TimeStep(step))
    }

    @Test func theCodeOfATimeIsThatOfItsStep() throws {
        let secret = try SharedSecret.rfc()
        for (digits, period) in [(6, 30), (7, 60), (8, 1), (6, 86_400)] {
            let totp = try TOTP(digits: digits, periodSeconds: period, algorithm: .sha256)
            let hotp = try HOTP(digits: digits, algorithm: .sha256)
            for seconds in [Int64(0), 59, 1_700_000_000, 20_000_000_000] {
                let time = UnixTime(seconds: seconds)
                let expected = hotp.code(for: secret, counter: UInt64(seconds) / UInt64(period))
                #expect(totp.code(for: secret, at: time) == expected)
                #expect(totp.code(for: secret, step: totp.step(at: time)) == expected)
            }
        }
    }

    @Test func cognitoTakesSixDigitsOfSHA1EveryThirtySeconds() throws {
        #expect(try TOTP.cognito == TOTP())
        #expect(TOTP.cognito.digits == 6 && TOTP.cognito.periodSeconds == 30 && TOTP.cognito.algorithm == .sha1)
    }

    @Test func otherParametersAreRefused() {
        for period in [0, -1, Int.min] {
            #expect(throws: ParameterError("periodSeconds", "must be positive")) { try TOTP(periodSeconds: period) }
        }
        for digits in [5, 9] {
            #expect(throws: ParameterError("digits", "must be 6...8")) { try TOTP(digits: digits) }
        }
    }
}
