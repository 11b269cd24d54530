import CognitoMFACore
import Testing

@Suite struct PBKDF2Tests {
    /// Rows that take longer are left to builds with optimisation.
    #if DEBUG
        private static let mostIterations = 20_000
        private static let mostSlowRows = 6
    #else
        private static let mostIterations = Int.max
        private static let mostSlowRows = Int.max
    #endif

    /// The number of rows that were run, and of those left out.
    private struct Count: Equatable {
        var run = 0
        var leftOut = 0
    }

    private func checkWycheproof<Hash: HashFunction>(of _: Hash.Type, _ file: String) throws -> Count {
        let vectors = try Wycheproof.keys(file)
        var count = Count()
        for test in vectors.testGroups.flatMap(\.tests) {
            #expect(test.result == .valid && test.dk.bytes.count == test.dkLen)
            guard test.iterationCount == 1 || count.run < Self.mostSlowRows else {
                count.leftOut += 1
                continue
            }
            count.run += 1
            let key = try PBKDF2<Hash>.deriveKey(
                password: test.password.bytes, salt: test.salt.bytes, iterations: test.iterationCount,
                byteCount: test.dkLen)
            #expect(key == test.dk.bytes, "\(file), test \(test.tcId)")
        }
        #expect(count.run + count.leftOut == vectors.numberOfTests)
        return count
    }

    @Test func everyRowOfRFC6070HasItsKey() throws {
        let rows = try VectorFile.rows("rfc6070_pbkdf2_sha1.txt")
        var count = Count()
        for row in rows {
            let iterations = try row.number("ITERATIONS")
            guard iterations <= Self.mostIterations else {
                count.leftOut += 1
                continue
            }
            count.run += 1
            let key = try PBKDF2<SHA1>.deriveKey(
                password: bytes(try row.text("PASSWORD")), salt: bytes(try row.text("SALT")), iterations: iterations,
                byteCount: try row.number("LENGTH"))
            #expect(try key == row.bytes("DERIVED_KEY"), "\(iterations) iterations")
        }
        #if DEBUG
            #expect(count == Count(run: 5, leftOut: 1))
        #else
            #expect(count == Count(run: 6, leftOut: 0))
        #endif
    }

    /// The RFC writes a zero byte as `\0`.
    private func bytes(_ text: String) -> [UInt8] {
        Array(text.split(separator: #"\0"#, omittingEmptySubsequences: false).joined(separator: "\0").utf8)
    }

    private struct ScryptFile: Decodable {
        let tests: [ScryptTest]
    }

    private struct ScryptTest: Decodable {
        let passwordUTF8: String
        let saltUTF8: String
        let iterations: Int
        let dkLen: Int
        let dk: Hex

        enum CodingKeys: String, CodingKey {
            case passwordUTF8 = "password_utf8"
            case saltUTF8 = "salt_utf8"
            case iterations
            case dkLen
            case dk
        }
    }

    @Test func everyRowOfRFC7914HasItsKey() throws {
        var count = Count()
        for test in try VectorFile.json("rfc7914_pbkdf2_sha256.json", as: ScryptFile.self).tests {
            guard test.iterations <= Self.mostIterations else {
                count.leftOut += 1
                continue
            }
            count.run += 1
            let key = try PBKDF2<SHA256>.deriveKey(
                password: test.passwordUTF8.utf8, salt: test.saltUTF8.utf8, iterations: test.iterations,
                byteCount: test.dkLen)
            #expect(key == test.dk.bytes, "\(test.iterations) iterations")
        }
        #if DEBUG
            #expect(count == Count(run: 1, leftOut: 1))
        #else
            #expect(count == Count(run: 2, leftOut: 0))
        #endif
    }

    @Test func everyTestOfWycheproofWithSHA1HasItsKey() throws {
        let count = try checkWycheproof(of: SHA1.self, "wycheproof_pbkdf2_hmacsha1_test.json")
        #if DEBUG
            #expect(count.run >= 6)
        #else
            #expect(count == Count(run: 32, leftOut: 0))
        #endif
    }

    @Test func everyTestOfWycheproofWithSHA256HasItsKey() throws {
        let count = try checkWycheproof(of: SHA256.self, "wycheproof_pbkdf2_hmacsha256_test.json")
        #if DEBUG
            #expect(count.run >= 6)
        #else
            #expect(count == Count(run: 30, leftOut: 0))
        #endif
    }

    @Test func oneIterationIsOneCodeOfTheSaltAndTheBlocksNumber() throws {
        let hmac = HMAC<SHA256>(key: "password".utf8)
        let key = try PBKDF2<SHA256>.deriveKey(password: "password".utf8, salt: [9], iterations: 1, byteCount: 64)
        #expect(
            key == Array(hmac.authenticationCode(for: [9, 0, 0, 0, 1]))
                + Array(hmac.authenticationCode(for: [9, 0, 0, 0, 2])))
    }

    @Test func aShorterKeyIsTheBeginningOfALongerOne() throws {
        let longest = try PBKDF2<SHA1>.deriveKey(password: [1], salt: [2], iterations: 3, byteCount: 100)
        for count in 1...100 {
            let shorter = try PBKDF2<SHA1>.deriveKey(password: [1], salt: [2], iterations: 3, byteCount: count)
            #expect(shorter == Array(longest.prefix(count)))
        }
    }

    @Test func emptyPasswordAndSaltAreTaken() throws {
        let key = try PBKDF2<SHA1>.deriveKey(password: [], salt: [], iterations: 1, byteCount: 20)
        #expect(key == Array(HMAC<SHA1>(key: []).authenticationCode(for: [0, 0, 0, 1])))
    }

    @Test(arguments: [0, -1, Int(UInt32.max) + 1])
    func iterationsOutsideTheRangeAreRefused(iterations: Int) {
        #expect(throws: ParameterError("iterations", "must be 1...4294967295")) {
            try PBKDF2<SHA256>.deriveKey(password: [1], salt: [2], iterations: iterations, byteCount: 32)
        }
    }

    @Test func byteCountsOutsideTheRangeAreRefused() throws {
        for count in [0, -1, 65_537] {
            #expect(throws: ParameterError("byteCount", "must be 1...65536")) {
                try PBKDF2<SHA256>.deriveKey(password: [1], salt: [2], iterations: 1, byteCount: count)
            }
        }
        let most = try PBKDF2<SHA256>.deriveKey(password: [1], salt: [2], iterations: 1, byteCount: 65_536)
        #expect(most.count == 65_536)
    }

    /// Up to two rounds of four lanes with what is left over, and keys of several blocks.
    @Test func manyPasswordsHaveTheKeysOfSingleOnes() throws {
        var random = SplitMix64(seed: 21)
        for count in 0...9 {
            let inputs = (0..<count).map { _ in (password: random.bytes(0...70), salt: random.bytes(0...70)) }
            let byteCount = [1, 31, 32, 33, 64, 70][count % 6]
            let iterations = [1, 2, 7][count % 3]
            let keys = try PBKDF2<SHA256>.deriveKeys(inputs, iterations: iterations, byteCount: byteCount)
            #expect(
                try keys
                    == inputs.map {
                        try PBKDF2<SHA256>.deriveKey(
                            password: $0.password, salt: $0.salt, iterations: iterations, byteCount: byteCount)
                    })
        }
    }

    @Test func manyPasswordsAreRefusedForTheSameParameters() {
        #expect(throws: ParameterError("iterations", "must be 1...4294967295")) {
            try PBKDF2<SHA256>.deriveKeys([], iterations: 0, byteCount: 32)
        }
        #expect(throws: ParameterError("byteCount", "must be 1...65536")) {
            try PBKDF2<SHA256>.deriveKeys([], iterations: 1, byteCount: 0)
        }
    }
}
