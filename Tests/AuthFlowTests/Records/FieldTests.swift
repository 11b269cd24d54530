import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import Testing

/// Fields that are written are read again, at every size.
struct FieldTests {
    private func reader(_ writer: FieldWriter) -> FieldReader {
        let bytes = writer.bytes
        return FieldReader(bytes, in: bytes.indices)
    }

    @Test func everySizeIsReadAgain() throws {
        let atTheEdge = FieldWriter.firstRoom - 32...FieldWriter.firstRoom + 8
        for count in [0, 1, 7, 8] + atTheEdge + [2 * FieldWriter.firstRoom, 2_048, 5_000, 70_000] {
            let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let text = String(repeating: "é", count: count)
            var writer = FieldWriter()
            writer.put(1, content)
            writer.put(2, Int64.min)
            writer.put(3, text)
            writer.put(4, byte: 255)
            writer.put(5, list: [text, "", text]) { $1.put(1, $0) }
            writer.put(6, true)
            #expect(writer.bytes.count == writer.count)
            var reader = reader(writer)
            #expect(reader.bytes(1) == content)
            #expect(try reader.int64(2) == .min)
            #expect(try reader.text(3) == text)
            #expect(try reader.byte(4) == 255)
            let list = try reader.list(5) { (inner) throws(CodecError) in try inner.text(1) }
            #expect(list == [text, "", text])
            #expect(try reader.flag(6) == true)
            try reader.finish()
        }
    }

    // A text is read if and only if its bytes are UTF-8, U+FFFD itself included.
    @Test func textsAreUTF8() throws {
        let random = SeededRandomSource(seed: 5)
        let pieces: [[UInt8]] = [
            Array("a".utf8), Array("\u{FFFD}".utf8), Array("é".utf8), Array("\u{1F600}".utf8), [0], [0x80], [0xC3],
            [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBF], [0xC0, 0x80], [0xFF],
        ]
        var taken = 0
        for _ in 0..<20_000 {
            let choice = random.bytes(count: 8, for: .nonce)
            let length = Int(choice[0] % 7)
            let bytes = choice[1...].prefix(length).flatMap { pieces[Int($0) % pieces.count] }
            var writer = FieldWriter()
            writer.put(1, bytes)
            var reader = reader(writer)
            if let text = String(validating: bytes, as: UTF8.self) {
                taken += 1
                #expect(try reader.text(1).map { Array($0.utf8) } == Array(text.utf8))
            } else {
                #expect(throws: CodecError("text is not UTF-8")) { try reader.text(1) }
            }
        }
        #expect((1_000..<19_000).contains(taken))
    }

    @Test func aTextThatIsMostlyOneOfAFewIsAnyText() throws {
        for text in ["phone_number_verified", "phone_number_verifiee", "x", "", "é"] {
            var writer = FieldWriter()
            writer.put(1, text)
            writer.put(2, byte: 3)
            var reader = reader(writer)
            #expect(try reader.text(1, mostly: ["phone_number_verified", "x"]) == text)
            #expect(try reader.byte(2) == 3)
            try reader.finish()
        }
        var absent = reader(FieldWriter())
        #expect(try absent.text(1, mostly: ["x"]) == nil)
    }

    @Test func eachIsTheListOneByOne() throws {
        var writer = FieldWriter()
        writer.put(1, list: [3, 1, 2]) { $1.put(1, $0) }
        var (whole, single) = (reader(writer), reader(writer))
        var numbers: [Int?] = []
        try single.each(1) { (inner) throws(CodecError) in numbers.append(try inner.count(1)) }
        #expect(numbers == [3, 1, 2])
        #expect(try whole.list(1) { (inner) throws(CodecError) in try inner.count(1) } == numbers)
        try single.finish()
        var unread = reader(writer)
        #expect(throws: CodecError(unknown: .init(format: 1, tag: 1))) {
            try unread.each(1) { (_) throws(CodecError) in }
        }
    }
}
