package import CognitoMFACore

/// A value with fields of its own.
package protocol FieldValue {
    func write(to writer: inout FieldWriter)
    init(from reader: inout FieldReader) throws(CodecError)
}

/// Writes tagged fields: a tag byte, a length of four bytes, the content; tags ascend and an absent value has no field.
package struct FieldWriter {
    /// Room for most records; what is written begins at its start.
    private var room: [UInt8]
    package private(set) var count = 0
    /// The ancillary fields of the value that is being written; nil where neither it nor a value inside has any.
    private var kept: KeptFields?
    /// With its header the array stays within what allocators keep at hand: glibc does so up to 1,032 bytes.
    package static let firstRoom = 992

    /// Begins a value.
    ///
    /// - Parameter ancillary: the fields that were kept when the value was read.
    package init(keeping ancillary: AncillaryFields = AncillaryFields()) {
        room = [UInt8](repeating: 0, count: Self.firstRoom)
        if !ancillary.isEmpty { kept = KeptFields(ancillary) }
    }

    /// The bytes written so far, in memory of their size.
    package var bytes: [UInt8] { Array(room[..<count]) }

    /// Calls `body` with what has been written from `start` on.
    func withBytes<Result>(from start: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe room.withUnsafeBytes { unsafe body(UnsafeRawBufferPointer(rebasing: $0[start..<count])) }
    }

    /// The bytes before all fields: format and kind.
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
    ///
    /// - Parameter isNamed: its first field tells it from another value in its place, which has none of its ancillary fields.
    package mutating func put<Value>(
        _ tag: UInt8, _ value: Value?, named isNamed: Bool = false, _ write: (Value, inout FieldWriter) -> Void
    ) {
        guard let value else { return }
        append(tag)
        measured(tag, isNamed) { write(value, &$0) }
    }

    /// A list of values with fields of their own; an empty list has no field.
    package mutating func put<Value>(_ tag: UInt8, list: [Value], _ write: (Value, inout FieldWriter) -> Void) {
        guard !list.isEmpty else { return }
        append(tag)
        let place = count
        append(0 as UInt32)
        for value in list { measured(tag, true) { write(value, &$0) } }
        store(UInt32(count - place - 4), at: place)
    }

    /// A value that writes itself.
    package mutating func put(_ tag: UInt8, _ value: (some FieldValue)?, named isNamed: Bool = false) {
        put(tag, value, named: isNamed) { $0.write(to: &$1) }
    }

    /// A list of values that write themselves; an empty list has no field.
    package mutating func put(_ tag: UInt8, list: [some FieldValue]) { put(tag, list: list) { $0.write(to: &$1) } }

    /// An ancillary field that this release knows.
    package mutating func put<Value>(
        ancillary tag: UInt8, _ value: Value?, under premise: FieldPremise, _ write: (Value, inout FieldWriter) -> Void
    ) {
        precondition(tag >= AncillaryFields.firstTag, "a tag of an ancillary field")
        guard let value else { return }
        putKept(before: tag)
        append(tag)
        measured(tag, false) { writer in
            writer.put(FieldPremise.tag, premise)
            write(value, &writer)
        }
    }

    /// Ends the value: the kept fields that are not written yet.
    mutating func finish() { putKept(before: nil) }

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

    /// Four bytes for a length that is known afterwards, and a value of that length.
    private mutating func measured(_ tag: UInt8, _ isNamed: Bool, _ write: (inout FieldWriter) -> Void) {
        let place = count
        append(0 as UInt32)
        if kept == nil {
            write(&self)
        } else {
            findKept()
            let outer = kept
            kept = outer.map { KeptFields($0.values.filter { $0.tag == tag }, named: isNamed, at: count) }
            write(&self)
            putKept(before: nil)
            kept = outer
        }
        store(UInt32(count - place - 4), at: place)
    }

    /// Finds the kept fields of the value that is being written, once its first field is there.
    private mutating func findKept() {
        guard let candidates = kept?.candidates, let start = kept?.start else { return }
        var name: ArraySlice<UInt8> = []
        if count >= start + 5 {
            let length = room[start + 1..<start + 5].reduce(0) { $0 << 8 | Int($1) }
            name = room[start..<start + 5 + length]
        }
        kept = KeptFields(candidates.first { $0.name[...] == name }?.kept ?? AncillaryFields())
    }

    /// Writes the kept fields before `tag`, or all that are left.
    private mutating func putKept(before tag: UInt8?) {
        guard kept != nil else { return }
        findKept()
        while let next = kept?.takeField(before: tag) {
            unsafe next.withUnsafeBytes { unsafe append($0) }
        }
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

/// The ancillary fields of a value that is being written.
private struct KeptFields {
    /// Those of the value, as far as they are not written.
    private var fields: ArraySlice<UInt8> = []
    /// Those of the values inside.
    private(set) var values: [AncillaryFields.Inside] = []
    /// Whose they can be, until the value's first field is written.
    private(set) var candidates: [AncillaryFields.Inside]?
    private(set) var start = 0

    init(_ ancillary: AncillaryFields) { (fields, values) = (ancillary.fields[...], ancillary.values) }

    /// Those of one of the values under a tag: the one whose first field is written at `start`, or the only one.
    init(_ candidates: [AncillaryFields.Inside], named isNamed: Bool, at start: Int) {
        if isNamed {
            (self.candidates, self.start) = (candidates, start)
        } else if let only = candidates.last?.kept {
            (fields, values) = (only.fields[...], only.values)
        }
    }

    /// The next field, if its tag is less than `tag`.
    mutating func takeField(before tag: UInt8?) -> ArraySlice<UInt8>? {
        guard let first = fields.first, tag.map({ first < $0 }) ?? true else { return nil }
        let start = fields.startIndex
        let length = fields[start + 1..<start + 5].reduce(0) { $0 << 8 | Int($1) }
        defer { fields = fields.dropFirst(5 + length) }
        return fields.prefix(5 + length)
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
