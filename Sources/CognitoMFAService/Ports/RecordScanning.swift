public import AuthFlow

/// A store that can also list: what ListUsers and the list of users who could not sign in need.
///
/// In SQL: `SELECT … WHERE key LIKE $1 AND key > $2 ORDER BY key LIMIT $3`.
public protocol RecordScanning: RecordStore {
    /// The rows whose keys begin with `prefix` and come after `key` in the order of bytes, at most `limit` of them.
    func scan(prefix: String, after key: RecordKey?, limit: Int) async throws -> [ScannedRecord]
}

/// A row that a scan has found.
public struct ScannedRecord: Sendable, Hashable {
    /// The row's key.
    public let key: RecordKey
    /// What the row holds.
    public let record: VersionedRecord

    /// Puts together what was found.
    public init(key: RecordKey, record: VersionedRecord) {
        self.key = key
        self.record = record
    }
}
