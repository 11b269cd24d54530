import CognitoMFACore
import Testing

@Suite struct Base64Tests {
    private static let common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private let refusal = ParameterError("text", "must be base64 (RFC 4648)")

    private func letters(_ alphabet: Base64.Alphabet) -> [Character] {
        Array(Self.common + (alphabet == .standard ? "+/" : "-_"))
    }

    @Test func everyRowOfRFC4648HasItsText() throws {
        let tests = try RFC4648.tests()
        #expect(tests.count == 7)
        for test in tests {
            #expect(Base64.encode(test.ascii.utf8) == test.base64)
            #expect(Base64.encodeURL(test.ascii.utf8) == test.base64.filter { $0 != "=" })
            #expect(try Base64.decode(test.base64) == Array(test.ascii.utf8))
        }
    }

    @Test func decodingGivesBackWhatWasEncoded() throws {
        var random = SplitMix64(seed: 5)
        for count in 0...120 {
            let bytes = random.bytes(count)
            for alphabet in [Base64.Alphabet.standard, .urlSafe] {
                let padded = Base64.encode(bytes, alphabet: alphabet)
                #expect(padded.count == (count + 2) / 3 * 4)
                #expect(try Base64.decode(padded, alphabet: alphabet) == bytes)
                let bare = Base64.encode(bytes, alphabet: alphabet, padding: false)
                #expect(bare.count == (count * 8 + 5) / 6 && padded.hasPrefix(bare))
                #expect(Set(bare).isSubset(of: letters(alphabet)))
            }
            #expect(try Base64.decode(Base64.encodeURL(bytes), alphabet: .urlSafe) == bytes)
        }
    }

    @Test(arguments: [Base64.Alphabet.standard, .urlSafe])
    func everyLetterStandsForItsSixBits(alphabet: Base64.Alphabet) throws {
        for (value, letter) in letters(alphabet).enumerated() {
            #expect(Base64.encode([UInt8(value << 2), 0, 0], alphabet: alphabet) == "\(letter)AAA")
            #expect(try Base64.decode("AAA\(letter)", alphabet: alphabet) == [0, 0, UInt8(value)])
        }
    }

    @Test(arguments: [Base64.Alphabet.standard, .urlSafe])
    func anyOtherCharacterIsRefused(alphabet: Base64.Alphabet) {
        let taken = Set(letters(alphabet) + "=")
        var refused = 0
        for scalar in 0..<UInt8(128) where !taken.contains(Character(Unicode.Scalar(scalar))) {
            refused += 1
            let text = "AAA\(Character(Unicode.Scalar(scalar)))"
            #expect(throws: refusal) { try Base64.decode(text, alphabet: alphabet) }
        }
        #expect(refused == 128 - 65)
        for text in ["AAAÄ", "ＡＡＡＡ", "AAAA\r\n", " AAAA", "AAAA "] {
            #expect(throws: refusal) { try Base64.decode(text, alphabet: alphabet) }
        }
    }

    @Test func theStandardAlphabetMustBePadded() throws {
        for text in ["Zg", "Zm8", "Zm9vYg", "Zm9vYmE"] {
            #expect(throws: refusal) { try Base64.decode(text) }
            #expect(try !Base64.decode(text, alphabet: .urlSafe).isEmpty)
        }
    }

    @Test(arguments: [
        "=", "==", "====", "Z", "Z===", "Zg=", "Zg===", "Zg=A", "Z=g=", "Zm8==", "Zm9v=", "Zm9v====", "Zg==Zg==",
        "=Zg=",
        "Zm9vY",
    ])
    func wrongPaddingAndImpossibleLengthsAreRefused(text: String) {
        for alphabet in [Base64.Alphabet.standard, .urlSafe] {
            #expect(throws: refusal) { try Base64.decode(text, alphabet: alphabet) }
        }
    }

    /// A token's signature must have one spelling: a changed last letter is a changed token.
    @Test(arguments: [("Zg", 4, "=="), ("Zm8", 2, "=")])
    func bitsBehindTheLastByteAreRefused(text: String, spareBits: Int, padding: String) throws {
        let last = try #require(text.last)
        for alphabet in [Base64.Alphabet.standard, .urlSafe] {
            let value = try #require(letters(alphabet).firstIndex(of: last))
            for bits in 1..<(1 << spareBits) {
                let other = text.dropLast() + String(letters(alphabet)[value | bits]) + padding
                #expect(throws: refusal) { try Base64.decode(String(other), alphabet: alphabet) }
            }
            #expect(try !Base64.decode(text + padding, alphabet: alphabet).isEmpty)
        }
    }
}
