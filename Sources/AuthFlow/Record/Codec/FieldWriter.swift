package import CognitoMFACore

/// Writes tagged fields: a tag byte, a length of four bytes, the content; tags ascend and an absent value has no field.
package struct FieldWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func put(_ tag: UInt8, _ content: [UInt8]?) {
        guard let content else { return }
        bytes.append(tag)
        bytes += UInt32(content.count).bigEndianBytes
        bytes += content
    }

    package mutating func put(_ tag: UInt8, _ text: String?) { put(tag, text.map { Array($0.utf8) }) }

    package mutating func put(_ tag: UInt8, _ number: Int64?) {
        put(tag, number.map { UInt64(bitPattern: $0).bigEndianBytes })
    }

    package mutating func put(_ tag: UInt8, _ number: Int?) { put(tag, number.map { Int64($0) }) }

    package mutating func put(_ tag: UInt8, _ time: UnixTime?) { put(tag, time?.milliseconds) }

    package mutating func put(_ tag: UInt8, _ flag: Bool?) { put(tag, flag.map { [$0 ? 1 : 0] }) }

    /// A value with fields of its own.
    package mutating func put<Value>(_ tag: UInt8, _ value: Value?, _ write: (Value, inout FieldWriter) -> Void) {
        guard let value else { return }
        var inner = FieldWriter()
        write(value, &inner)
        put(tag, inner.bytes)
    }

    /// A list of values with fields of their own; an empty list has no field.
    package mutating func put<Value>(_ tag: UInt8, list: [Value], _ write: (Value, inout FieldWriter) -> Void) {
        guard !list.isEmpty else { return }
        var content: [UInt8] = []
        for value in list {
            var inner = FieldWriter()
            write(value, &inner)
            content += UInt32(inner.bytes.count).bigEndianBytes
            content += inner.bytes
        }
        put(tag, content)
    }
}

extension FixedWidthInteger {
    package var bigEndianBytes: [UInt8] {
        (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> (Self.bitWidth - 8 - 8 * $0)) }
    }

    /// The number in as many bytes as the type has.
    package init(bigEndian bytes: some Collection<UInt8>) {
        self = bytes.reduce(0) { ($0 << 8) | Self(truncatingIfNeeded: $1) }
    }
}
