public import AuthFlow

/// A store that can also list rows, for ListUsers and for the list of users who could not sign in.
///
/// In SQL: `SELECT … WHERE key LIKE $1 AND key > $2 ORDER BY key LIMIT $3`.
public protocol RecordScanning: RecordStore {
    /// Returns at most `limit` rows, in byte order of their keys: those that begin with `prefix` and come after `key`.
    func scan(prefix: String, after key: RecordKey?, limit: Int) async throws -> [ScannedRecord]
}

/// A row of a scan.
public struct ScannedRecord: Sendable, Hashable {
    /// The row's key.
    public let key: RecordKey
    /// The row's record.
    public let record: VersionedRecord

    /// Creates a row from its key and record.
    public init(key: RecordKey, record: VersionedRecord) {
        self.key = key
        self.record = record
    }
}
