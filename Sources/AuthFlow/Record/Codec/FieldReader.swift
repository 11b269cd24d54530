package import CognitoMFACore

/// Stored bytes that this release does not understand.
///
/// The record is then as good as unreadable: nothing is guessed.
package struct CodecError: Error, Hashable {
    package let reason: String
    package init(_ reason: String) { self.reason = reason }
}

/// Reads what ``FieldWriter`` wrote.
///
/// Anything else is an error: tags out of order, lengths past the end, fields unknown.
package struct FieldReader {
    private var fields: [UInt8: ArraySlice<UInt8>] = [:]

    package init(_ bytes: ArraySlice<UInt8>) throws(CodecError) {
        var rest = bytes
        var last: UInt8 = 0
        while let tag = rest.popFirst() {
            guard tag > last else { throw CodecError("tags must ascend") }
            fields[tag] = try Self.content(&rest)
            last = tag
        }
    }

    private static func content(_ rest: inout ArraySlice<UInt8>) throws(CodecError) -> ArraySlice<UInt8> {
        guard rest.count >= 4 else { throw CodecError("a length is cut off") }
        let count = Int(UInt32(bigEndian: rest.prefix(4)))
        rest = rest.dropFirst(4)
        guard rest.count >= count else { throw CodecError("a field is cut off") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// Takes a field out; nil when it is absent.
    package mutating func bytes(_ tag: UInt8) -> [UInt8]? { fields.removeValue(forKey: tag).map { Array($0) } }

    package mutating func text(_ tag: UInt8) throws(CodecError) -> String? {
        guard let content = bytes(tag) else { return nil }
        guard let text = String(validating: content, as: UTF8.self) else { throw CodecError("text is not UTF-8") }
        return text
    }

    package mutating func int64(_ tag: UInt8) throws(CodecError) -> Int64? {
        guard let content = bytes(tag) else { return nil }
        guard content.count == 8 else { throw CodecError("a number has 8 bytes") }
        return Int64(bitPattern: UInt64(bigEndian: content))
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
        guard let content = bytes(tag) else { return nil }
        guard content == [0] || content == [1] else { throw CodecError("a flag is 0 or 1") }
        return content == [1]
    }

    /// A value with fields of its own.
    package mutating func value<Value>(
        _ tag: UInt8, _ read: (inout FieldReader) throws(CodecError) -> Value
    ) throws(CodecError) -> Value? {
        guard let content = fields.removeValue(forKey: tag) else { return nil }
        return try Self.read(content, read)
    }

    /// A list of values with fields of their own; absent means empty.
    package mutating func list<Value>(
        _ tag: UInt8, _ read: (inout FieldReader) throws(CodecError) -> Value
    ) throws(CodecError) -> [Value] {
        guard var rest = fields.removeValue(forKey: tag) else { return [] }
        var values: [Value] = []
        while !rest.isEmpty { values.append(try Self.read(Self.content(&rest), read)) }
        return values
    }

    /// Ends the reading: every field must have been taken.
    package func finish() throws(CodecError) {
        guard fields.isEmpty else { throw CodecError("unknown field") }
    }

    private static func read<Value>(
        _ content: ArraySlice<UInt8>, _ read: (inout FieldReader) throws(CodecError) -> Value
    ) throws(CodecError) -> Value {
        var inner = try FieldReader(content)
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
