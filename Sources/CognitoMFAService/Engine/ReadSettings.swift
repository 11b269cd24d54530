package import AuthFlow
import Synchronization
package import UserPoolModel

/// The decoded records of the last rows of pools or app clients, so that the same bytes are not taken apart twice.
///
/// It is no cache of settings: every operation reads the row from the store (R81), and a record is found here only by the
/// exact bytes that were read. Contents that changed in one bit are decoded anew.
package final class ReadSettings<ID: TextIdentifier, Record: StorableRecord>: Sendable {
    /// More would be the pools of a very large store: then all are forgotten, and decoded as they come.
    package static var capacity: Int { 1_024 }

    private final class Entry: Sendable {
        package let key: RecordKey
        package let contents: [UInt8]
        package let record: Shared<Record>

        package init(key: RecordKey, contents: [UInt8], record: Record) {
            (self.key, self.contents, self.record) = (key, contents, Shared(record))
        }
    }

    /// An id with a hash in a fraction of a text's time; what is in the table has been read from the store.
    private struct HashedID: Hashable {
        package let id: ID

        package func hash(into hasher: inout Hasher) { hasher.combine(XXH64.sum(of: id.text, seed: 0)) }
    }

    private let entries = Mutex<[HashedID: Entry]>([:])
    private let makeKey: @Sendable (ID) -> RecordKey

    package init(key: @escaping @Sendable (ID) -> RecordKey) { makeKey = key }

    /// Reads the row of `id`.
    package func read(_ id: ID, from records: RecordAccess) async throws(CognitoError) -> Shared<Record>? {
        let hashed = HashedID(id: id)
        let known = entries.withLock { $0[hashed] }
        let key = known?.key ?? makeKey(id)
        guard let row = try await records.contents(of: key) else { return nil }
        if let known, known.contents == row.contents { return known.record }
        guard let record = try records.decode(row, as: Record.self, of: key).record else { return nil }
        let entry = Entry(key: key, contents: row.contents, record: record)
        entries.withLock { entries in
            if entries.count >= Self.capacity, entries[hashed] == nil { entries.removeAll() }
            entries[hashed] = entry
        }
        return entry.record
    }
}
