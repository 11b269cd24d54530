import CognitoMFACore
import Testing

@Suite struct HKDFTests {
    @Test func everyRowOfRFC5869HasItsKeys() throws {
        let rows = try VectorFile.rows("rfc5869_hkdf_sha256.txt")
        #expect(rows.count == 3)
        for row in rows {
            #expect(try row.text("Hash") == "SHA-256")
            let (inputKey, salt, info) = (try row.bytes("IKM"), try row.bytes("salt"), try row.bytes("info"))
            let (count, expected) = (try row.number("L"), try row.bytes("OKM"))
            let extracted = HKDF<SHA256>.extract(salt: salt, inputKey: inputKey)
            #expect(try Array(extracted) == row.bytes("PRK"))
            #expect(
                try HKDF<SHA256>.expand(pseudoRandomKey: extracted, info: info, byteCount: count) == expected)
            #expect(
                try HKDF<SHA256>.deriveKey(inputKey: inputKey, salt: salt, info: info, byteCount: count) == expected)
        }
    }

    @Test func aShorterKeyIsTheBeginningOfALongerOne() throws {
        let key = patternKey(32)
        let longest = try HKDF<SHA256>.expand(pseudoRandomKey: key, info: "info".utf8, byteCount: 300)
        for count in 0...300 {
            let shorter = try HKDF<SHA256>.expand(pseudoRandomKey: key, info: "info".utf8, byteCount: count)
            #expect(shorter == Array(longest.prefix(count)))
        }
    }

    @Test func keysForDifferentPurposesDiffer() throws {
        let keys = try ["", "a", "b", "ab"].map {
            try HKDF<SHA256>.deriveKey(inputKey: [1], salt: [2], info: $0.utf8, byteCount: 32)
        }
        #expect(Set(keys).count == 4)
    }

    /// RFC 5869, 2.2: a salt that is left out is one of zeros.
    @Test func anEmptySaltIsOneOfZeros() {
        let zeros = [UInt8](repeating: 0, count: 32)
        #expect(
            HKDF<SHA256>.extract(salt: [], inputKey: [1, 2, 3])
                == HKDF<SHA256>.extract(salt: zeros, inputKey: [1, 2, 3]))
    }

    @Test func asMuchAs255DigestsCanBeHad() throws {
        let most = try HKDF<SHA256>.deriveKey(inputKey: [1], salt: [2], info: [3], byteCount: 255 * 32)
        #expect(most.count == 8160)
        let blocks = Set(stride(from: 0, to: most.count, by: 32).map { Array(most[$0..<$0 + 32]) })
        #expect(blocks.count == 255, "no block comes twice")
    }

    @Test(arguments: [-1, 8161, Int.max, Int.min])
    func moreOrLessIsRefused(count: Int) {
        #expect(throws: ParameterError("byteCount", "must be 0...8160")) {
            try HKDF<SHA256>.deriveKey(inputKey: [1], salt: [2], info: [3], byteCount: count)
        }
        #expect(throws: ParameterError("byteCount", "must be 0...8160")) {
            try HKDF<SHA256>.expand(pseudoRandomKey: [1], info: [3], byteCount: count)
        }
    }

    @Test func theLimitIsThatOfTheHash() throws {
        #expect(try HKDF<SHA1>.expand(pseudoRandomKey: [1], info: [], byteCount: 255 * 20).count == 5100)
        #expect(throws: ParameterError("byteCount", "must be 0...5100")) {
            try HKDF<SHA1>.expand(pseudoRandomKey: [1], info: [], byteCount: 5101)
        }
    }
}
