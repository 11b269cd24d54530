import CognitoMFACore
package import UserPoolModel

/// The store with codec and versions: records in place of bytes, and every fault of the host as one error.
package struct RecordAccess: Sendable {
    let store: any RecordStore
    let codec: RecordCodec
    let random: any RandomSource

    package init(store: any RecordStore, sealer: any RecordSealer, random: any RandomSource) {
        self.store = store
        codec = RecordCodec(sealer: sealer)
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
        do {
            guard let stored = try await store.read(key) else { return nil }
            let record = try codec.decode(stored.contents, as: type, of: key)
            return Stored(version: stored.version, record: record)
        } catch {
            throw .internalError(error)
        }
    }

    /// What a store keeps of `record`, under a version of its own.
    ///
    /// - Throws: InvalidParameterException when the record has outgrown what a store must accept.
    func prepare<Record: StorableRecord>(
        _ record: Record, of key: RecordKey
    ) throws(CognitoError) -> VersionedRecord {
        let contents: [UInt8]
        do { contents = try codec.encode(record, of: key) } catch { throw .internalError(error) }
        guard contents.count <= RecordCodec.maximumByteCount else { throw .recordTooLarge }
        let version = random.bytes(count: 16, for: .version)
        return VersionedRecord(
            version: RecordVersion(Hexadecimal.encode(version)), contents: contents, expiresAt: record.expiresAt)
    }
}
