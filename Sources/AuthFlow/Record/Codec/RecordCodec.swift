package import CognitoMFACore

/// What a record is about; the byte behind the format number.
package enum RecordKind: UInt8, Sendable {
    case user = 1
    case pool = 2
    case client = 3
    case reservation = 4
    case tombstone = 5
    case decoy = 6
    case sendQuota = 7
    case family = 8
    case directory = 9
}

/// A value that is stored under one key.
package protocol StorableRecord: Sendable, Equatable {
    static var kind: RecordKind { get }
    /// The ids of the last operations that changed it.
    var operations: OperationRing { get set }
    /// When its row may be deleted; nil for never.
    var expiresAt: UnixTime? { get }
    /// Whether a tombstone may stand in its place.
    static var leavesTombstone: Bool { get }
    /// True while its creation may still be withdrawn: a reader takes it for absent.
    var isPending: Bool { get }
    /// Left of what stood under the key before a pending record.
    var replacedTombstone: Tombstone? { get }
    func write(to writer: inout FieldWriter)
    init(from reader: inout FieldReader) throws(CodecError)
    /// The same, for a record so large that a copy on the way out of an initialiser shows.
    static func read(from reader: inout FieldReader) throws(CodecError) -> Self
}

extension StorableRecord {
    package var expiresAt: UnixTime? { nil }
    package static var leavesTombstone: Bool { false }
    package var isPending: Bool { false }
    package var replacedTombstone: Tombstone? { nil }
    package static func read(from reader: inout FieldReader) throws(CodecError) -> Self { try Self(from: &reader) }
}

/// Turns records into what a store keeps and back: an envelope with the sealer's key id round sealed bytes, and inside
/// them format number, kind, fields and a sum of eight bytes over the record's key and all of it.
///
/// Anything unknown, cut off, damaged or kept under another key fails closed: a record that lost its last fields would
/// be a user without a second factor. The sum tells accidents; against a store that lies there is the sealer.
package struct RecordCodec: Sendable {
    /// The format this release writes; it reads no other, being the first.
    package static let format: UInt8 = 1
    /// What a store must accept.
    package static let maximumByteCount = 65_536
    private static let envelope: UInt8 = 0xC1
    private static let sumByteCount = 8

    private let sealer: any RecordSealer
    private let sealsNothing: Bool

    package init(sealer: any RecordSealer) {
        self.sealer = sealer
        sealsNothing = sealer is NoSealer
    }

    package func encode<Record: StorableRecord>(_ record: Record, of key: RecordKey) throws -> [UInt8] {
        // What nothing seals is written in its place.
        if sealsNothing { return Self.contents(of: record, key, behind: [Self.envelope, 0]) }
        return try seal(Self.contents(of: record, key), of: key)
    }

    private static func contents<Record: StorableRecord>(
        of record: Record, _ key: RecordKey, behind start: [UInt8] = []
    ) -> [UInt8] {
        var writer = FieldWriter(behind: start)
        writer.start(format, Record.kind)
        record.write(to: &writer)
        let sum = unsafe writer.withBytes(from: start.count) { unsafe XXH64.sum(of: $0, seed: key.sum) }
        writer.end(with: sum)
        return writer.bytes
    }

    /// What a row holds: a record, or what is left of one.
    package enum Row<Record: Sendable>: Sendable {
        case record(Record)
        case tombstone(Tombstone)
    }

    package func decode<Record: StorableRecord>(
        _ bytes: [UInt8], as type: Record.Type, of key: RecordKey
    ) throws -> Record {
        switch try decodeRow(bytes, as: type, of: key) {
        case .record(let record): return record
        case .tombstone: throw CodecError("a record of another kind")
        }
    }

    /// Reads a row that may hold a tombstone: a user's or a pool's.
    package func decodeRow<Record: StorableRecord>(
        _ bytes: [UInt8], as type: Record.Type, of key: RecordKey
    ) throws -> Row<Record> {
        guard bytes.count >= 2, bytes[0] == Self.envelope, bytes.count >= 2 + Int(bytes[1]) else {
            throw CodecError("not a sealed record")
        }
        let start = 2 + Int(bytes[1])
        // What nothing has sealed is read where it lies.
        if sealsNothing { return try read(bytes, from: start, as: type, of: key) }
        let opened = try sealer.open(Array(bytes[start...]), of: key, sealedBy: Array(bytes[2..<start]))
        return try read(opened, from: 0, as: type, of: key)
    }

    /// Reads a row's contents, which begin at `start`.
    private func read<Record: StorableRecord>(
        _ opened: [UInt8], from start: Int, as type: Record.Type, of key: RecordKey
    ) throws(CodecError) -> Row<Record> {
        let contents = try Self.verify(opened, from: start, of: key)
        var reader = FieldReader(opened, in: start + 2..<contents.upperBound)
        let row: Row<Record>
        switch opened[start + 1] {
        case type.kind.rawValue: row = .record(try type.read(from: &reader))
        case RecordKind.tombstone.rawValue where type.leavesTombstone: row = .tombstone(try Tombstone(from: &reader))
        default: throw CodecError("a record of another kind")
        }
        try reader.finish()
        return row
    }

    /// Verifies format and sum of contents that begin at `start`.
    ///
    /// - Returns: their place, without the sum.
    private static func verify(
        _ opened: [UInt8], from start: Int, of key: RecordKey
    ) throws(CodecError) -> Range<Int> {
        guard opened.count >= start + 2 + sumByteCount else { throw CodecError("an empty record") }
        let contents = start..<opened.count - sumByteCount
        guard opened[start] == format else { throw CodecError("unknown format \(opened[start])") }
        guard
            FieldReader.number(opened, contents.upperBound..<opened.count) == sum(of: opened, in: contents, under: key)
        else {
            throw CodecError("a damaged record, or one of another key")
        }
        return contents
    }

    /// The sum that ends a record: XXH64 of the contents, begun with that of the key.
    package static func sum(of bytes: [UInt8], in contents: Range<Int>, under key: RecordKey) -> UInt64 {
        XXH64.sum(of: bytes, in: contents, seed: key.sum)
    }
}

// Rows of every kind, by their sealed contents alone.
extension RecordCodec {
    /// Opens a row, and verifies format and sum of its contents.
    ///
    /// - Throws: also for a row without a key id where the sealer has one, and the other way round.
    package func open(_ row: [UInt8], of key: RecordKey) throws -> [UInt8] {
        guard let keyID = Self.keyID(of: row) else { throw CodecError("not a sealed record") }
        guard keyID.isEmpty == sealer.keyID.isEmpty else { throw CodecError("a record of another sealer") }
        let opened = try sealer.open(Array(row[(2 + keyID.count)...]), of: key, sealedBy: keyID)
        _ = try Self.verify(opened, from: 0, of: key)
        return opened
    }

    /// Seals contents, and puts envelope and key id before them.
    package func seal(_ contents: [UInt8], of key: RecordKey) throws -> [UInt8] {
        let keyID = sealer.keyID
        guard keyID.count <= UInt8.max else { throw CodecError("a key id of more than 255 bytes") }
        let sealed = try sealer.seal(contents, of: key)
        var row: [UInt8] = []
        row.reserveCapacity(2 + keyID.count + sealed.count)
        row.append(Self.envelope)
        row.append(UInt8(keyID.count))
        row += keyID
        row += sealed
        return row
    }

    /// Compares the key id of a row with the one that the sealer uses now.
    package func isUnderPresentKey(_ row: [UInt8]) -> Bool { Self.keyID(of: row) == sealer.keyID }

    private static func keyID(of row: [UInt8]) -> [UInt8]? {
        guard row.count >= 2, row[0] == envelope, row.count >= 2 + Int(row[1]) else { return nil }
        return Array(row[2..<2 + Int(row[1])])
    }
}
