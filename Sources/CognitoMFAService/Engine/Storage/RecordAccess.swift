package import AuthFlow
import CognitoMFACore
package import UserPoolModel

/// The store with codec and versions: records in place of bytes, and every fault of the host as one error.
package struct RecordAccess: Sendable {
    let store: any RecordStore
    let codec: SealedRecordCodec
    let random: any RandomSource
    /// The random bytes of a version.
    static let versionByteCount = 16

    package init(
        store: any RecordStore, sealer: any RecordSealer, random: any RandomSource, format: RecordFormat = .current
    ) {
        self.store = store
        codec = SealedRecordCodec(sealer: sealer, format: format)
        self.random = random
    }

    /// A record as read, with the version a swap must name.
    package struct Stored<Record: StorableRecord>: Sendable {
        package let version: RecordVersion
        package let record: Record
    }

    /// Reads a record, or nil when there is none.
    ///
    /// - Throws: InternalErrorException when the store throws or the bytes are not understood: nothing is guessed.
    package func read<Record: StorableRecord>(
        _ key: RecordKey, as type: Record.Type
    ) async throws(CognitoError) -> Stored<Record>? {
        let row = try await row(key, as: type)
        guard let version = row.version, let record = row.record else { return nil }
        return Stored(version: version, record: record)
    }

    /// A row as read: nothing, a record, or what is left of one.
    package struct Row<Record: StorableRecord>: Sendable {
        package let version: RecordVersion?
        let shared: Shared<Record>?
        /// A record whose creation may still be withdrawn; for every reader it is absent.
        var pending: Shared<Record>?
        package let tombstone: Tombstone?
        /// The bytes that were read.
        let contents: [UInt8]

        package var record: Record? { shared?.value }
        package var operations: OperationRing {
            (shared ?? pending)?.value.operations ?? tombstone?.operations ?? OperationRing()
        }
    }

    /// Reads a row that may hold a tombstone.
    ///
    /// - Parameter reading: an earlier reading of the row; where the bytes are the same they are not taken apart again.
    package func row<Record: StorableRecord>(
        _ key: RecordKey, as type: Record.Type, after reading: Row<Record>? = nil
    ) async throws(CognitoError) -> Row<Record> {
        guard let stored = try await contents(of: key) else {
            return Row(version: nil, shared: nil, tombstone: nil, contents: [])
        }
        if let reading, reading.version == stored.version, reading.contents == stored.contents { return reading }
        return try decode(stored, as: type, of: key)
    }

    /// The bytes that the store keeps under `key`, with their version.
    func contents(of key: RecordKey) async throws(CognitoError) -> VersionedRecord? {
        do { return try await store.read(key) } catch { throw .internalError(error) }
    }

    /// The record or tombstone in a row that was read.
    func decode<Record: StorableRecord>(
        _ stored: VersionedRecord, as type: Record.Type, of key: RecordKey
    ) throws(CognitoError) -> Row<Record> {
        do {
            switch try codec.decodeRow(stored.contents, as: type, of: key) {
            case .record(let record) where record.isPending:
                return Row(
                    version: stored.version, shared: nil, pending: Shared(record), tombstone: record.replacedTombstone,
                    contents: stored.contents)
            case .record(let record):
                return Row(version: stored.version, shared: Shared(record), tombstone: nil, contents: stored.contents)
            case .tombstone(let tombstone):
                return Row(version: stored.version, shared: nil, tombstone: tombstone, contents: stored.contents)
            }
        } catch {
            throw .internalError(error)
        }
    }

    /// The row of `record`, under a version of its own.
    ///
    /// - Throws: InvalidParameterException when the record has outgrown what a store must accept.
    package func prepare<Record: StorableRecord>(
        _ record: Record, of key: RecordKey
    ) throws(CognitoError) -> VersionedRecord {
        let contents: [UInt8]
        do { contents = try codec.encode(record, of: key) } catch { throw .internalError(error) }
        guard contents.count <= RecordCodec.maximumByteCount else { throw .recordTooLarge }
        let version = random.bytes(count: Self.versionByteCount, for: .version)
        return VersionedRecord(
            version: RecordVersion(Hexadecimal.encode(version)), contents: contents, expiresAt: record.expiresAt)
    }
}
