import CognitoMFACore
import Testing

@Suite struct HMACTests {
    private func checkRows<Hash: HashFunction>(of _: Hash.Type, _ file: String) throws -> Int {
        let rows = try VectorFile.rows(file)
        for row in rows {
            let message = try row.bytes("Msg")
            #expect(try message.count * 8 == row.number("Len"))
            #expect(try Array(HMAC<Hash>(key: row.bytes("Key")).authenticationCode(for: message)) == row.bytes("MD"))
        }
        return rows.count
    }

    private func checkWycheproof<Hash: HashFunction>(of _: Hash.Type, _ file: String) throws -> [Int] {
        let vectors = try Wycheproof.macs(file)
        var (valid, invalid) = (0, 0)
        for group in vectors.testGroups {
            let size = try #require(group.tagSize) / 8
            for test in group.tests {
                let hmac = HMAC<Hash>(key: test.key.bytes)
                let (tag, message) = (test.tag.bytes, test.msg.bytes)
                let isRight = ConstantTime.areEqual(hmac.authenticationCode(for: message).prefix(size), tag)
                #expect(isRight == (test.result == .valid), "\(file), test \(test.tcId)")
                // A whole right code is valid; a shortened one is not.
                let isWhole = size == Hash.Digest.byteCount
                #expect(hmac.isValid(tag, for: message) == (isRight && isWhole), "\(file), test \(test.tcId)")
                if isRight { valid += 1 } else { invalid += 1 }
            }
        }
        #expect(valid + invalid == vectors.numberOfTests)
        return [valid, invalid]
    }

    private func checkReuse<Hash: HashFunction>(of _: Hash.Type) {
        var random = SplitMix64(seed: 2)
        for keyCount in [1, 20, 63, 64, 65, 130] {
            let key = random.bytes(keyCount)
            let kept = HMAC<Hash>(key: key)
            for _ in 0..<20 {
                let message = random.bytes(0...150)
                let code = kept.authenticationCode(for: message)
                #expect(code == HMAC<Hash>(key: key).authenticationCode(for: message))
                #expect(kept.isValid(code, for: message))
                #expect(!kept.isValid(code, for: message + [0]))
            }
        }
    }

    @Test func everyRowOfRFC2202HasItsCode() throws {
        #expect(try checkRows(of: SHA1.self, "rfc2202_hmac_sha1.txt") == 7)
    }

    /// The row with a truncated code is not in the file.
    @Test func everyRowOfRFC4231HasItsCode() throws {
        #expect(try checkRows(of: SHA256.self, "rfc4231_hmac_sha256.txt") == 6)
    }

    @Test func everyTestOfWycheproofHasItsResult() throws {
        #expect(try checkWycheproof(of: SHA1.self, "wycheproof_hmac_sha1_test.json") == [36, 52])
        #expect(try checkWycheproof(of: SHA256.self, "wycheproof_hmac_sha256_test.json") == [36, 54])
    }

    /// Keys and messages of all lengths; the digests of the 201 codes were made with Python's hmac.
    @Test func keysOfEveryLengthGiveTheCodesOfAnotherImplementation() {
        var (sha1, sha256) = (SHA1(), SHA256())
        for count in 0...200 {
            let (key, message) = (patternKey(count), patternPart(count))
            sha1.update(HMAC<SHA1>(key: key).authenticationCode(for: message))
            sha256.update(HMAC<SHA256>(key: key).authenticationCode(for: message))
        }
        #expect(Array(sha1.finalize()) == Hex.bytes("3fbc0625a568b89dc38c76874b024aecda6fe916"))
        let expected = "a7e37c145e1a7841f5ee92b1211af9393e8b37bcdded528120ac126a1d21a6c2"
        #expect(Array(sha256.finalize()) == Hex.bytes(expected))
    }

    /// A message that grows shorter as the key grows longer.
    private func patternPart(_ count: Int) -> [UInt8] {
        (0..<200 - count).map { UInt8(truncatingIfNeeded: 7 * $0 + count) }
    }

    @Test func aKeyTakenInOnceGivesTheCodesOfAFreshOne() {
        checkReuse(of: SHA1.self)
        checkReuse(of: SHA256.self)
    }

    @Test func aKeyLongerThanABlockStandsForItsHash() {
        let key = patternKey(65)
        let message = patternMessage(30)
        #expect(
            HMAC<SHA1>(key: key).authenticationCode(for: message)
                == HMAC<SHA1>(key: SHA1.hash(key)).authenticationCode(for: message))
        let whole = patternKey(64)
        #expect(
            HMAC<SHA1>(key: whole).authenticationCode(for: message)
                != HMAC<SHA1>(key: SHA1.hash(whole)).authenticationCode(for: message))
    }

    @Test func aCodeWithAnyBitTurnedIsRefused() {
        let hmac = HMAC<SHA256>(key: patternKey(32))
        let message = patternMessage(50)
        let code = Array(hmac.authenticationCode(for: message))
        #expect(hmac.isValid(code, for: message))
        for bit in 0..<256 {
            var flipped = code
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!hmac.isValid(flipped, for: message), "bit \(bit)")
        }
        for count in 0..<32 { #expect(!hmac.isValid(code.prefix(count), for: message)) }
        #expect(!hmac.isValid(code + [0], for: message))
    }

    /// The states inside are as good as the key: with them anyone makes codes.
    @Test func nothingOfTheKeyPrints() {
        let hmac = HMAC<SHA256>(key: Array("key".utf8))
        var dumped = ""
        dump(hmac, to: &dumped)
        #expect(Mirror(reflecting: hmac).children.isEmpty && dumped == "- HMAC(redacted)\n")
        #expect("\(hmac)" == "HMAC(redacted)" && String(reflecting: hmac) == "HMAC(redacted)")
    }
}
