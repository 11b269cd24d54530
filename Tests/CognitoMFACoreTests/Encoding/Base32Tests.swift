import CognitoMFACore
import Testing

@Suite struct Base32Tests {
    private struct EdgeFile: Decodable {
        let accept: [Edge]
        let acceptIfLenient: [Edge]
        let reject: [String]

        enum CodingKeys: String, CodingKey {
            case accept
            case acceptIfLenient = "accept_if_lenient"
            case reject
        }
    }

    private struct Edge: Decodable {
        let text: String
        let hex: Hex

        enum CodingKeys: String, CodingKey {
            case text = "in"
            case hex
        }
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    private let refusal = ParameterError("text", "must be Base32 (RFC 4648)")

    @Test func everyRowOfRFC4648HasItsText() throws {
        let tests = try RFC4648.tests()
        #expect(tests.count == 7)
        for test in tests {
            #expect(Base32.encode(test.ascii.utf8, padding: true) == test.base32)
            #expect(Base32.encode(test.ascii.utf8) == test.base32.filter { $0 != "=" })
            #expect(try Base32.decode(test.base32) == Array(test.ascii.utf8))
            #expect(try Base32.decode(test.base32.filter { $0 != "=" }) == Array(test.ascii.utf8))
        }
    }

    @Test func everyEdgeIsTakenOrRefused() throws {
        let edges = try VectorFile.json("base32_edge.json", as: EdgeFile.self)
        #expect(edges.accept.count == 2 && edges.acceptIfLenient.count == 2 && edges.reject.count == 11)
        for edge in edges.accept + edges.acceptIfLenient {
            #expect(try Base32.decode(edge.text) == edge.hex.bytes, "\(edge.text)")
        }
        for text in edges.reject {
            #expect(throws: refusal, "\(text)") { try Base32.decode(text) }
        }
    }

    @Test func decodingGivesBackWhatWasEncoded() throws {
        var random = SplitMix64(seed: 4)
        for count in 0...120 {
            let bytes = random.bytes(count)
            let (text, padded) = (Base32.encode(bytes), Base32.encode(bytes, padding: true))
            #expect(text.count == (count * 8 + 4) / 5)
            #expect(padded.count == (count + 4) / 5 * 8 && padded.hasPrefix(text))
            for spelling in [text, padded, text.lowercased(), text.map { "\($0) " }.joined()] {
                #expect(try Base32.decode(spelling) == bytes)
            }
        }
    }

    @Test func everyLetterStandsForItsFiveBits() throws {
        for (value, letter) in Self.alphabet.enumerated() {
            #expect(try Base32.decode("A\(letter)AAAAAA") == [UInt8(value >> 2), UInt8((value & 3) << 6), 0, 0, 0])
            #expect(Base32.encode([UInt8(value << 3), 0, 0, 0, 0]) == "\(letter)AAAAAAA")
        }
    }

    @Test func anyOtherCharacterIsRefused() {
        let taken = Set(Self.alphabet + "abcdefghijklmnopqrstuvwxyz =")
        var refused = 0
        for scalar in 0..<UInt8(128) where !taken.contains(Character(Unicode.Scalar(scalar))) {
            refused += 1
            #expect(throws: refusal) { try Base32.decode("MZXW6YT\(Character(Unicode.Scalar(scalar)))") }
        }
        #expect(refused == 128 - 60)
        for text in ["MZXW6YTÄ", "ＭＺＸＷ６ＹＴＢ", "MZXW6YTB\r\n", "MZXW-6YTB", "K\u{301}ZXW6YTB"] {
            #expect(throws: refusal) { try Base32.decode(text) }
        }
    }

    /// The bits after the last byte must be zero; otherwise two texts would be one secret.
    @Test(arguments: [("MY", 2), ("MZXQ", 4), ("MZXW6", 1), ("MZXW6YQ", 3)])
    func bitsBehindTheLastByteAreRefused(text: String, spareBits: Int) throws {
        let last = try #require(text.last)
        let value = try #require(Self.alphabet.firstIndex(of: last))
        for bits in 1..<(1 << spareBits) {
            let other = text.dropLast() + String(Self.alphabet[value | bits])
            #expect(throws: refusal, "\(other)") { try Base32.decode(String(other)) }
        }
        #expect(try !Base32.decode(text).isEmpty)
    }

    @Test(arguments: [
        "=", "========", "MY=", "MY==", "MY=====", "MY=======", "MZXQ===", "MZXW6==", "MZXW6YQ==", "MZXW6YTB========",
        "MY======MY======", "MY=A====",
    ])
    func paddingThatIsNotRightIsRefused(text: String) {
        #expect(throws: refusal) { try Base32.decode(text) }
    }

    @Test func textOfOnlySpacesIsEmpty() throws {
        #expect(try Base32.decode("   ").isEmpty)
        #expect(try Base32.decode(" MY== == == ") == [0x66])
    }

    /// Eight characters are read at once: any character at any of the eight places.
    @Test func anyByteAtAnyPlaceIsReadAsTheAlphabetSays() throws {
        let base = Array("MZXW6YTB".utf8)
        let values = Dictionary(uniqueKeysWithValues: Self.alphabet.enumerated().map { ($1.asciiValue ?? 0, $0) })
        for place in 0..<8 {
            for byte in UInt8(0)..<128 {
                var typed = base
                typed[place] = byte
                let text = String(decoding: typed, as: UTF8.self)
                let upper = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
                guard let value = values[upper] else {
                    let isSpace = byte == UInt8(ascii: " ")
                    if !isSpace, !(byte == UInt8(ascii: "=") && place == 7) {
                        #expect(throws: refusal, "\(byte) at \(place)") { try Base32.decode(text) }
                    }
                    continue
                }
                let bits = typed.enumerated().reduce(0 as UInt64) {
                    $0 << 5 | UInt64($1.offset == place ? value : values[$1.element] ?? 0)
                }
                let expected = (0..<5).map { UInt8(truncatingIfNeeded: bits >> UInt64(32 - 8 * $0)) }
                #expect(try Base32.decode(text) == expected, "\(byte) at \(place)")
            }
        }
    }

    @Test func spacesAnywhereChangeNothing() throws {
        let bytes = patternMessage(23)
        let letters = Array(Base32.encode(bytes))
        for place in 0...letters.count {
            let typed = String(letters[..<place]) + "  " + String(letters[place...])
            #expect(try Base32.decode(typed) == bytes)
        }
    }

    /// One, three and six letters end inside a byte, also where all their bits are zero.
    @Test(arguments: ["A", "AAA", "AAAAAA", "AAAAAAAAA", "AAAAAAAAAAA", "AAA====="])
    func lettersThatEndInsideAByteAreRefused(_ text: String) {
        #expect(throws: refusal) { try Base32.decode(text) }
    }
}
