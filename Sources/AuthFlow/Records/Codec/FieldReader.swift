package import CognitoMFACore

/// Reads what ``FieldWriter`` wrote, in one pass and in the order in which it was written.
///
/// Anything else is an error: tags out of order, lengths past the end, critical fields unknown. Ancillary fields that nobody
/// asks for are kept.
package struct FieldReader {
    private let bytes: [UInt8]
    private var place: Int
    private let end: Int
    private let format: UInt8
    /// The tag before the place.
    private var lastTag: UInt8 = 0
    /// The error found where no call could throw it; ``finish()`` does.
    private var failure: CodecError?
    /// The ancillary fields that nobody has asked for, those of values inside too.
    package private(set) var ancillary = AncillaryFields()

    package init(_ bytes: [UInt8], in range: Range<Int>, format: UInt8 = RecordCodec.format) {
        self.bytes = bytes
        place = range.lowerBound
        end = range.upperBound
        self.format = format
    }

    /// The place of a field's content; nil when it is absent.
    ///
    /// A field before it that nobody has asked for is unknown, or not in order.
    private mutating func content(_ tag: UInt8) -> Range<Int>? {
        if place < end, bytes[place] < tag { pass(before: tag) }
        guard failure == nil, place < end, bytes[place] == tag else { return nil }
        var next = place + 1
        do throws(CodecError) {
            let content = try Self.part(of: bytes, &next, end)
            place = next
            lastTag = tag
            return content
        } catch {
            failure = error
            return nil
        }
    }

    /// Keeps the ancillary fields before `tag`, or all that follow; a critical one is an error.
    private mutating func pass(before tag: UInt8?) {
        while failure == nil, place < end, tag.map({ bytes[place] < $0 }) ?? true {
            let found = bytes[place]
            guard found > lastTag else {
                failure = CodecError("fields out of order")
                return
            }
            guard found >= AncillaryFields.firstTag else {
                failure = CodecError(unknown: .init(format: format, tag: found))
                return
            }
            var next = place + 1
            do throws(CodecError) { _ = try Self.part(of: bytes, &next, end) } catch {
                failure = error
                return
            }
            ancillary.keep(bytes[place..<next])
            (place, lastTag) = (next, found)
        }
    }

    /// The place of a part behind its length of four bytes.
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
        return try inner(tag, content, read)
    }

    /// A value that reads itself.
    package mutating func value<Value: FieldValue>(_ tag: UInt8, as _: Value.Type) throws(CodecError) -> Value? {
        try value(tag) { (inner) throws(CodecError) in try Value(from: &inner) }
    }

    /// A list of values that read themselves; absent means empty.
    package mutating func list<Value: FieldValue>(_ tag: UInt8, as _: Value.Type) throws(CodecError) -> [Value] {
        try list(tag) { (inner) throws(CodecError) in try Value(from: &inner) }
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
            let element = try Self.part(of: bytes, &next, content.upperBound)
            values.append(try inner(tag, element, read))
        }
        return values
    }

    /// The same for values that go somewhere else than into an array.
    package mutating func each(
        _ tag: UInt8, _ read: (inout FieldReader) throws(CodecError) -> Void
    ) throws(CodecError) {
        guard let content = content(tag) else { return }
        var next = content.lowerBound
        while next < content.upperBound {
            let element = try Self.part(of: bytes, &next, content.upperBound)
            try inner(tag, element, read)
        }
    }

    /// A value of an ancillary field that this release knows; nil when it is absent, or made under another premise.
    package mutating func ancillary<Value>(
        _ tag: UInt8, under premise: FieldPremise, _ read: (inout FieldReader) throws(CodecError) -> Value
    ) throws(CodecError) -> Value? {
        guard let content = content(tag) else { return nil }
        var reader = FieldReader(bytes, in: content, format: format)
        let made = try reader.value(FieldPremise.tag, as: FieldPremise.self)
        guard try made.required("premise") == premise else { return nil }
        let value = try read(&reader)
        try reader.finish()
        return value
    }

    /// Ends the reading: every critical field must have been taken.
    package mutating func finish() throws(CodecError) {
        if place < end { pass(before: nil) }
        if let failure { throw failure }
    }

    private mutating func inner<Value>(
        _ tag: UInt8, _ content: Range<Int>, _ read: (inout FieldReader) throws(CodecError) -> Value
    ) throws(CodecError) -> Value {
        var inner = FieldReader(bytes, in: content, format: format)
        let value = try read(&inner)
        try inner.finish()
        if !inner.ancillary.isEmpty {
            ancillary.keep(inner.ancillary, under: tag, named: try Self.name(of: content, in: bytes))
        }
        return value
    }

    /// The first field of a value; empty where it has ancillary fields only.
    private static func name(of content: Range<Int>, in bytes: [UInt8]) throws(CodecError) -> [UInt8] {
        guard bytes[content.lowerBound] < AncillaryFields.firstTag else { return [] }
        var next = content.lowerBound + 1
        _ = try part(of: bytes, &next, content.upperBound)
        return Array(bytes[content.lowerBound..<next])
    }
}
