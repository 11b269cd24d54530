/// Turns a record into bytes and back: format number, kind, fields, and a checksum of eight bytes over the record's key
/// and all of them.
///
/// Anything unknown, cut off, damaged or kept under another key fails closed: a record that lost its last fields would
/// be a user without a second factor. The checksum finds accidents; a sealer protects against a store that lies.
package enum RecordCodec {
    /// The format this release writes; it reads no other, being the first.
    package static let format: UInt8 = 1
    /// The largest row that a store must accept, in bytes.
    package static let maximumByteCount = 65_536
    private static let checksumByteCount = 8

    /// The contents of a row before they are sealed.
    package static func encode<Record: StorableRecord>(_ record: Record, of key: RecordKey) -> [UInt8] {
        var writer = FieldWriter()
        writer.start(format, Record.kind)
        record.write(to: &writer)
        let sum = unsafe writer.withBytes(from: 0) { unsafe XXH64.sum(of: $0, seed: key.checksum) }
        writer.end(with: sum)
        return writer.bytes
    }

    /// The contents of a row: a record, or the tombstone in its place.
    package enum Row<Record: Sendable>: Sendable {
        case record(Record)
        case tombstone(Tombstone)
    }

    /// Reads opened contents; a user's row and a pool's may hold a tombstone.
    package static func decode<Record: StorableRecord>(
        _ contents: [UInt8], as type: Record.Type, of key: RecordKey
    ) throws(CodecError) -> Row<Record> {
        let fields = try verify(contents, of: key)
        var reader = FieldReader(contents, in: 2..<fields.upperBound)
        let row: Row<Record>
        switch contents[1] {
        case type.kind.rawValue: row = .record(try type.read(from: &reader))
        case RecordKind.tombstone.rawValue where type.leavesTombstone: row = .tombstone(try Tombstone(from: &reader))
        default: throw CodecError("a record of another kind")
        }
        try reader.finish()
        return row
    }

    /// Verifies format and checksum of opened contents.
    ///
    /// - Returns: the place of format, kind and fields, without the checksum.
    @discardableResult
    package static func verify(_ contents: [UInt8], of key: RecordKey) throws(CodecError) -> Range<Int> {
        guard contents.count >= 2 + checksumByteCount else { throw CodecError("an empty record") }
        let fields = 0..<contents.count - checksumByteCount
        guard contents[0] == format else { throw CodecError("unknown format \(contents[0])") }
        guard
            FieldReader.number(contents, fields.upperBound..<contents.count)
                == checksum(of: contents, in: fields, under: key)
        else {
            throw CodecError("a damaged record, or one of another key")
        }
        return fields
    }

    /// The checksum that ends a record: XXH64 of the contents, begun with that of the key.
    package static func checksum(of bytes: [UInt8], in contents: Range<Int>, under key: RecordKey) -> UInt64 {
        XXH64.sum(of: bytes, in: contents, seed: key.checksum)
    }
}
