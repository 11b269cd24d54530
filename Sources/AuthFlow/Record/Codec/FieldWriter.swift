package import CognitoMFACore

/// Writes tagged fields: a tag byte, a length of four bytes, the content; tags ascend and an absent value has no field.
package struct FieldWriter {
    package private(set) var bytes: [UInt8]

    package init() {
        bytes = []
        bytes.reserveCapacity(1_024)
    }

    /// What stands before all fields.
    mutating func start(_ format: UInt8, _ kind: RecordKind) {
        bytes.append(format)
        bytes.append(kind.rawValue)
    }

    package mutating func put(_ tag: UInt8, _ content: [UInt8]?) {
        guard let content else { return }
        begin(tag, count: content.count)
        bytes += content
    }

    package mutating func put(_ tag: UInt8, _ text: String?) {
        guard let text else { return }
        begin(tag, count: text.utf8.count)
        bytes += text.utf8
    }

    package mutating func put(_ tag: UInt8, _ number: Int64?) {
        guard let number else { return }
        begin(tag, count: 8)
        append(number)
    }

    package mutating func put(_ tag: UInt8, _ number: Int?) { put(tag, number.map { Int64($0) }) }

    package mutating func put(_ tag: UInt8, _ time: UnixTime?) { put(tag, time?.milliseconds) }

    package mutating func put(_ tag: UInt8, _ flag: Bool?) { put(tag, byte: flag.map { $0 ? 1 : 0 }) }

    package mutating func put(_ tag: UInt8, byte: UInt8?) {
        guard let byte else { return }
        begin(tag, count: 1)
        bytes.append(byte)
    }

    /// A value with fields of its own.
    package mutating func put<Value>(_ tag: UInt8, _ value: Value?, _ write: (Value, inout FieldWriter) -> Void) {
        guard let value else { return }
        bytes.append(tag)
        measured { write(value, &$0) }
    }

    /// A list of values with fields of their own; an empty list has no field.
    package mutating func put<Value>(_ tag: UInt8, list: [Value], _ write: (Value, inout FieldWriter) -> Void) {
        guard !list.isEmpty else { return }
        bytes.append(tag)
        measured { writer in
            for value in list { writer.measured { write(value, &$0) } }
        }
    }

    /// Eight bytes behind all fields.
    mutating func end(with sum: UInt64) { append(sum) }

    private mutating func begin(_ tag: UInt8, count: Int) {
        bytes.append(tag)
        append(UInt32(count))
    }

    /// Four bytes for a length that is known afterwards, and what is as long.
    private mutating func measured(_ write: (inout FieldWriter) -> Void) {
        let place = bytes.count
        append(0 as UInt32)
        write(&self)
        let count = bytes.count - place - 4
        for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: count >> (24 - 8 * index)) }
    }

    /// A number, the most significant byte first.
    private mutating func append(_ number: some FixedWidthInteger) {
        unsafe withUnsafeBytes(of: number.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }
}

extension FixedWidthInteger {
    package var bigEndianBytes: [UInt8] {
        unsafe withUnsafeBytes(of: bigEndian) { unsafe Array($0) }
    }

    /// The number in as many bytes as the type has.
    package init(bigEndian bytes: some Collection<UInt8>) {
        self = bytes.reduce(0) { ($0 << 8) | Self(truncatingIfNeeded: $1) }
    }
}
