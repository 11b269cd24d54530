package import AuthFlow

/// Turns records into the rows that a store keeps: an envelope with the sealer's key id round sealed contents.
package struct SealedRecordCodec: Sendable {
    private static let envelope: UInt8 = 0xC1

    private let sealer: any RecordSealer

    private let format: RecordFormat

    package init(sealer: any RecordSealer, format: RecordFormat = .current) {
        (self.sealer, self.format) = (sealer, format)
    }

    package func encode<Record: StorableRecord>(_ record: Record, of key: RecordKey) throws -> [UInt8] {
        try seal(RecordCodec.encode(record, of: key, as: format), of: key)
    }

    package func decode<Record: StorableRecord>(
        _ row: [UInt8], as type: Record.Type, of key: RecordKey
    ) throws -> Record {
        switch try decodeRow(row, as: type, of: key) {
        case .record(let record): return record
        case .tombstone: throw CodecError("a record of another kind")
        }
    }

    /// Reads a row that may hold a tombstone.
    package func decodeRow<Record: StorableRecord>(
        _ row: [UInt8], as type: Record.Type, of key: RecordKey
    ) throws -> RecordCodec.Row<Record> {
        let (keyID, sealed) = try Self.parts(of: row)
        let contents = try sealer.open(sealed, of: key, sealedBy: keyID)
        return try RecordCodec.decode(contents, as: type, of: key, format: format)
    }

    /// Opens a row, and verifies format and checksum of its contents.
    ///
    /// - Throws: also for a row without a key id where the sealer has one, and the other way round.
    package func open(_ row: [UInt8], of key: RecordKey) throws -> [UInt8] {
        let (keyID, sealed) = try Self.parts(of: row)
        guard keyID.isEmpty == sealer.keyID.isEmpty else { throw CodecError("a record of another sealer") }
        let contents = try sealer.open(sealed, of: key, sealedBy: keyID)
        try RecordCodec.verify(contents, of: key, format: format)
        return contents
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
    package func isUnderPresentKey(_ row: [UInt8]) -> Bool { (try? Self.parts(of: row))?.keyID == sealer.keyID }

    private static func parts(of row: [UInt8]) throws(CodecError) -> (keyID: [UInt8], sealed: [UInt8]) {
        guard row.count >= 2, row[0] == envelope, row.count >= 2 + Int(row[1]) else {
            throw CodecError("not a sealed record")
        }
        let start = 2 + Int(row[1])
        return (Array(row[2..<start]), Array(row[start...]))
    }
}
