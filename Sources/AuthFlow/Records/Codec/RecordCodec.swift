/// Turns a record into bytes and back: format number, kind, fields, and a checksum of eight bytes over the record's key
/// and all of them.
///
/// Anything cut off, damaged or kept under another key fails closed, and so does a critical field that is unknown: a record
/// that lost its last fields would be a user without a second factor. Unknown ancillary fields are kept and written back
/// (``AncillaryFields``). The checksum finds accidents; a sealer protects against a store that lies.
package enum RecordCodec {
    /// The latest format that this release knows.
    package static let format: UInt8 = 1
    /// The largest row that a store must accept, in bytes.
    package static let maximumByteCount = 65_536
    private static let checksumByteCount = 8

    /// The contents of a row before they are sealed.
    ///
    /// A record that replaces a tombstone carries no ancillary field: such a field was the former user's.
    package static func encode<Record: StorableRecord>(
        _ record: Record, of key: RecordKey, as format: RecordFormat = .current
    ) -> [UInt8] {
        var writer = FieldWriter(keeping: record.replacedTombstone == nil ? record.ancillary : AncillaryFields())
        writer.start(UInt8(format.writes), Record.kind)
        record.write(to: &writer)
        writer.finish()
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
        _ contents: [UInt8], as type: Record.Type, of key: RecordKey, format: RecordFormat = .current
    ) throws(CodecError) -> Row<Record> {
        let fields = try verify(contents, of: key, format: format)
        var reader = FieldReader(contents, in: 2..<fields.upperBound, format: contents[0])
        switch RecordKind(rawValue: contents[1]) {
        case type.kind:
            var record = try type.read(from: &reader)
            try reader.finish()
            if !reader.ancillary.isEmpty, record.replacedTombstone == nil { record.ancillary = reader.ancillary }
            return .record(record)
        case Tombstone.kind where type.leavesTombstone:
            let tombstone = try Tombstone(from: &reader)
            try reader.finish()
            return .tombstone(tombstone)
        default: throw CodecError("a record of another kind")
        }
    }

    /// Verifies format and checksum of opened contents.
    ///
    /// - Returns: the place of format, kind and fields, without the checksum.
    @discardableResult
    package static func verify(
        _ contents: [UInt8], of key: RecordKey, format: RecordFormat = .current
    ) throws(CodecError) -> Range<Int> {
        guard contents.count >= 2 + checksumByteCount else { throw CodecError("an empty record") }
        let fields = 0..<contents.count - checksumByteCount
        guard format.reads.contains(Int(contents[0])) else { throw CodecError("unknown format \(contents[0])") }
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

extension String {
    /// Calls `body` with the text's UTF-8 where it lies; a text that lies nowhere in one piece is copied first.
    func withUTF8Bytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        if let result = unsafe utf8.withContiguousStorageIfAvailable({ unsafe body(UnsafeRawBufferPointer($0)) }) {
            return result
        }
        var copy = self
        return copy.withUTF8 { unsafe body(UnsafeRawBufferPointer($0)) }
    }
}
