package import CognitoMFACore

/// Writes tagged fields: a tag byte, a length of four bytes, the content; tags ascend and an absent value has no field.
package struct FieldWriter {
    /// Room for most records; what is written begins at its start.
    private var room: [UInt8]
    private(set) var count = 0
    /// With its header the array stays within what allocators keep at hand: glibc does so up to 1,032 bytes.
    static let firstRoom = 992

    package init() { room = [UInt8](repeating: 0, count: Self.firstRoom) }

    /// What has been written, in memory of its size.
    package var bytes: [UInt8] { Array(room[..<count]) }

    /// Calls `body` with what has been written from `start` on.
    func withBytes<Result>(from start: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe room.withUnsafeBytes { unsafe body(UnsafeRawBufferPointer(rebasing: $0[start..<count])) }
    }

    /// What stands before all fields.
    mutating func start(_ format: UInt8, _ kind: RecordKind) {
        append(format)
        append(kind.rawValue)
    }

    package mutating func put(_ tag: UInt8, _ content: [UInt8]?) {
        guard let content else { return }
        unsafe content.withUnsafeBytes { unsafe field(tag, $0) }
    }

    package mutating func put(_ tag: UInt8, _ text: String?) {
        guard let text else { return }
        unsafe text.withUTF8Bytes { unsafe field(tag, $0) }
    }

    package mutating func put(_ tag: UInt8, _ number: Int64?) {
        guard let number else { return }
        field(tag, number)
    }

    package mutating func put(_ tag: UInt8, _ number: Int?) { put(tag, number.map { Int64($0) }) }

    package mutating func put(_ tag: UInt8, _ time: UnixTime?) { put(tag, time?.milliseconds) }

    package mutating func put(_ tag: UInt8, _ flag: Bool?) { put(tag, byte: flag.map { $0 ? 1 : 0 }) }

    package mutating func put(_ tag: UInt8, byte: UInt8?) {
        guard let byte else { return }
        field(tag, byte)
    }

    /// A value with fields of its own.
    package mutating func put<Value>(_ tag: UInt8, _ value: Value?, _ write: (Value, inout FieldWriter) -> Void) {
        guard let value else { return }
        append(tag)
        measured { write(value, &$0) }
    }

    /// A list of values with fields of their own; an empty list has no field.
    package mutating func put<Value>(_ tag: UInt8, list: [Value], _ write: (Value, inout FieldWriter) -> Void) {
        guard !list.isEmpty else { return }
        append(tag)
        measured { writer in
            for value in list { writer.measured { write(value, &$0) } }
        }
    }

    /// Eight bytes behind all fields.
    mutating func end(with sum: UInt64) { append(sum) }

    /// A tag, a length, and a number of that length, the most significant byte first.
    private mutating func field<Number: FixedWidthInteger & BitwiseCopyable>(_ tag: UInt8, _ number: Number) {
        let length = MemoryLayout<Number>.size
        makeRoom(for: 5 + length)
        unsafe room.withUnsafeMutableBytes { room in
            unsafe Self.begin(tag, length, at: count, in: room)
            unsafe room.storeBytes(of: number.bigEndian, toByteOffset: count + 5, as: Number.self)
        }
        count += 5 + length
    }

    /// A tag, a length, and as many bytes.
    private mutating func field(_ tag: UInt8, _ content: UnsafeRawBufferPointer) {
        makeRoom(for: 5 + content.count)
        unsafe room.withUnsafeMutableBytes { room in
            unsafe Self.begin(tag, content.count, at: count, in: room)
            unsafe UnsafeMutableRawBufferPointer(rebasing: room[(count + 5)...]).copyMemory(from: content)
        }
        count += 5 + content.count
    }

    private static func begin(_ tag: UInt8, _ length: Int, at place: Int, in room: UnsafeMutableRawBufferPointer) {
        precondition(place + 5 + length <= room.count, "there is room")
        unsafe room.storeBytes(of: tag, toByteOffset: place, as: UInt8.self)
        unsafe room.storeBytes(of: UInt32(length).bigEndian, toByteOffset: place + 1, as: UInt32.self)
    }

    /// Four bytes for a length that is known afterwards, and what is as long.
    private mutating func measured(_ write: (inout FieldWriter) -> Void) {
        let place = count
        append(0 as UInt32)
        write(&self)
        store(UInt32(count - place - 4), at: place)
    }

    /// A number, the most significant byte first.
    private mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        makeRoom(for: MemoryLayout<Number>.size)
        store(number, at: count)
        count += MemoryLayout<Number>.size
    }

    private mutating func append(_ content: UnsafeRawBufferPointer) {
        makeRoom(for: content.count)
        unsafe room.withUnsafeMutableBytes { room in
            // There is room for it.
            unsafe UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: content)
        }
        count += content.count
    }

    private mutating func store<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number, at place: Int) {
        precondition(place + MemoryLayout<Number>.size <= room.count, "there is room")
        unsafe room.withUnsafeMutableBytes {
            unsafe $0.storeBytes(of: number.bigEndian, toByteOffset: place, as: Number.self)
        }
    }

    private mutating func makeRoom(for more: Int) {
        guard count + more > room.count else { return }
        room.append(contentsOf: repeatElement(0, count: max(more, room.count)))
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
