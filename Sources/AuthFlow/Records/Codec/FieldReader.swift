package import CognitoMFACore

/// Stored bytes that this release does not understand.
///
/// The record is then as good as unreadable: nothing is guessed.
package struct CodecError: Error, Hashable {
    package let reason: String
    package init(_ reason: String) { self.reason = reason }
}

/// Reads what ``FieldWriter`` wrote, in one pass and in the order in which it was written.
///
/// Anything else is an error: tags out of order, lengths past the end, fields unknown.
package struct FieldReader {
    private let bytes: [UInt8]
    private var place: Int
    private let end: Int
    /// What was found where no call could say so; ``finish()`` does.
    private var failure: CodecError?

    package init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        place = range.lowerBound
        end = range.upperBound
    }

    /// Where the content of a field is; nil when it is absent.
    ///
    /// A field before it that nobody has asked for is unknown, or not in order.
    private mutating func content(_ tag: UInt8) -> Range<Int>? {
        guard failure == nil, place < end, bytes[place] >= tag else {
            if failure == nil, place < end { failure = CodecError("unknown field") }
            return nil
        }
        guard bytes[place] == tag else { return nil }
        var next = place + 1
        do throws(CodecError) {
            let content = try Self.part(of: bytes, &next, end)
            place = next
            return content
        } catch {
            failure = error
            return nil
        }
    }

    /// A length of four bytes and what is as long.
    private static func part(of bytes: [UInt8], _ place: inout Int, _ end: Int) throws(CodecError) -> Range<Int> {
        guard end - place >= 4 else { throw CodecError("a length is cut off") }
        let count = Int(UInt32(bigEndian: word(bytes, place)))
        guard end - place - 4 >= count else { throw CodecError("a field is cut off") }
        let content = place + 4..<place + 4 + count
        place = content.upperBound
        return content
    }

    static func number(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        precondition(range.count == 8, "a number has 8 bytes")
        return UInt64(bigEndian: word(bytes, range.lowerBound))
    }

    private static func word<Word: FixedWidthInteger & BitwiseCopyable>(_ bytes: [UInt8], _ place: Int) -> Word {
        precondition(place + MemoryLayout<Word>.size <= bytes.count, "within the bytes")
        return unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: place, as: Word.self) }
    }

    /// Takes a field out; nil when it is absent.
    package mutating func bytes(_ tag: UInt8) -> [UInt8]? { content(tag).map { Array(bytes[$0]) } }

    package mutating func text(_ tag: UInt8) throws(CodecError) -> String? {
        guard let content = content(tag) else { return nil }
        let text = unsafe bytes.withUnsafeBytes { bytes -> String? in
            let content = unsafe UnsafeRawBufferPointer(rebasing: bytes[content])
            var text = unsafe String(decoding: content, as: UTF8.self)
            if unsafe content.allSatisfy({ $0 < 0x80 }) { return text }
            // Decoding puts U+FFFD in the place of what is not UTF-8: the same bytes come out of a text and of nothing else.
            let isSame = text.withUTF8 {
                unsafe ConstantTime.areEqual(RawSpan(_unsafeElements: $0), RawSpan(_unsafeBytes: content))
            }
            return isSame ? text : nil
        }
        guard let text else { throw CodecError("text is not UTF-8") }
        return text
    }

    /// A text that is mostly one of a few: those take no memory of their own.
    package mutating func text(_ tag: UInt8, mostly known: [String]) throws(CodecError) -> String? {
        let start = place
        guard let content = content(tag) else { return nil }
        for text in known where text.utf8.count == content.count {
            let isSame = unsafe text.withUTF8Bytes { text in
                unsafe bytes.withUnsafeBytes { bytes in
                    text.indices.allSatisfy { unsafe text[$0] == bytes[content.lowerBound + $0] }
                }
            }
            if isSame { return text }
        }
        place = start
        return try text(tag)
    }

    package mutating func int64(_ tag: UInt8) throws(CodecError) -> Int64? {
        guard let content = content(tag) else { return nil }
        guard content.count == 8 else { throw CodecError("a number has 8 bytes") }
        return Int64(bitPattern: Self.number(bytes, content))
    }

    /// A number that counts something: never negative, and so far from overflow that it can be counted on with.
    package mutating func count(_ tag: UInt8) throws(CodecError) -> Int? {
        guard let number = try int64(tag) else { return nil }
        guard let count = Int(exactly: number), (0...Int64(UInt32.max)).contains(number) else {
            throw CodecError("a count is out of range")
        }
        return count
    }

    package mutating func time(_ tag: UInt8) throws(CodecError) -> UnixTime? {
        guard let number = try int64(tag) else { return nil }
        return UnixTime(milliseconds: number)
    }

    package mutating func flag(_ tag: UInt8) throws(CodecError) -> Bool? {
        guard let byte = try byte(tag) else { return nil }
        guard byte <= 1 else { throw CodecError("a flag is 0 or 1") }
        return byte == 1
    }

    package mutating func byte(_ tag: UInt8) throws(CodecError) -> UInt8? {
        guard let content = content(tag) else { return nil }
        guard content.count == 1 else { throw CodecError("a byte is one byte") }
        return bytes[content.lowerBound]
    }

    /// A value with fields of its own.
    package mutating func value<Value>(
        _ tag: UInt8, _ read: (inout FieldReader) throws(CodecError) -> Value
    ) throws(CodecError) -> Value? {
        guard let content = content(tag) else { return nil }
        return try inner(content, read)
    }

    /// A list of values with fields of their own; absent means empty.
    package mutating func list<Value>(
        _ tag: UInt8, _ read: (inout FieldReader) throws(CodecError) -> Value
    ) throws(CodecError) -> [Value] {
        guard let content = content(tag) else { return [] }
        var count = 0
        var next = content.lowerBound
        while next < content.upperBound {
            _ = try Self.part(of: bytes, &next, content.upperBound)
            count += 1
        }
        var values: [Value] = []
        values.reserveCapacity(count)
        next = content.lowerBound
        while next < content.upperBound {
            values.append(try inner(Self.part(of: bytes, &next, content.upperBound), read))
        }
        return values
    }

    /// The same for values that go somewhere else than into an array.
    package mutating func each(
        _ tag: UInt8, _ read: (inout FieldReader) throws(CodecError) -> Void
    ) throws(CodecError) {
        guard let content = content(tag) else { return }
        var next = content.lowerBound
        while next < content.upperBound { try inner(Self.part(of: bytes, &next, content.upperBound), read) }
    }

    /// Ends the reading: every field must have been taken.
    package func finish() throws(CodecError) {
        if let failure { throw failure }
        guard place == end else { throw CodecError("unknown field") }
    }

    private func inner<Value>(
        _ content: Range<Int>, _ read: (inout FieldReader) throws(CodecError) -> Value
    ) throws(CodecError) -> Value {
        var inner = FieldReader(bytes, in: content)
        let value = try read(&inner)
        try inner.finish()
        return value
    }
}

extension Optional {
    /// The value, or the error that a field is missing.
    package func required(_ name: StaticString) throws(CodecError) -> Wrapped {
        guard let self else { throw CodecError("\(name) is missing") }
        return self
    }
}
