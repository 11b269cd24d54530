public import CognitoMFA
import CognitoMFACore

/// A record store in PostgreSQL, shared by any number of processes.
///
/// Every change is one statement on one primary key, so it is correct at any isolation level. The statements are meant for
/// CockroachDB and YugabyteDB too, but were not tested there.
public struct PostgresRecordStore: RecordScanning, RecordCounting {
    private let pool: PostgresPool

    /// Connects, and migrates the tables to the newest form, one process at a time.
    ///
    /// - Parameters:
    ///   - conninfo: libpq's connection string, as in `host=/run/postgresql dbname=mfa`, or a `postgresql://` URL.
    ///   - connections: the largest number of connections; each has a thread.
    ///   - timeout: the time limit of a statement; after it the connection is closed.
    /// - Throws: ``PostgresError``.
    public init(_ conninfo: String, connections: Int = 16, timeout: Duration = .seconds(5)) async throws {
        pool = PostgresPool(conninfo, connections: max(1, connections), timeout: timeout)
        _ = try await pool.run(Self.migration)
    }

    /// Returns the record under `key`, expired or not.
    public func read(_ key: RecordKey) async throws -> VersionedRecord? {
        try await pool.run("SELECT \(Self.columns) FROM pool_record WHERE key = $1", [key.text])
            .rows.first.map { try Self.row($0).record }
    }

    /// Performs the change in one statement; the number of changed rows tells whether it was made.
    public func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        let answer =
            switch change {
            case .insert(let new):
                try await pool.run(
                    """
                    INSERT INTO pool_record (key, version, contents, expires_at)
                    VALUES ($1, $2, decode($3, 'base64'), $4::bigint) ON CONFLICT (key) DO NOTHING
                    """, Self.parameters(key, new))
            case .replace(let old, let new):
                try await pool.run(
                    """
                    UPDATE pool_record SET version = $2, contents = decode($3, 'base64'), expires_at = $4::bigint
                    WHERE key = $1 AND version = $5
                    """, Self.parameters(key, new) + [old.text])
            case .delete(let old):
                try await pool.run("DELETE FROM pool_record WHERE key = $1 AND version = $2", [key.text, old.text])
            }
        return answer.count == 1 ? .swapped : .conflict
    }

    /// Returns rows whose keys begin with `prefix` and come after `key`, in the order of bytes.
    public func scan(prefix: String, after key: RecordKey?, limit: Int) async throws -> [ScannedRecord] {
        // Keys consist of [a-z0-9/_-], so prefix and "{" sort after every key with the prefix.
        try await pool.run(
            """
            SELECT \(Self.columns) FROM pool_record
            WHERE key >= $1 AND key < $2 AND key > $3 ORDER BY key LIMIT $4::bigint
            """, [prefix, prefix + "{", key?.text ?? "", "\(max(0, limit))"]
        ).rows.map(Self.row)
    }

    /// Returns the number of rows whose keys begin with `prefix`.
    public func count(prefix: String) async throws -> Int {
        let rows = try await pool.run(
            "SELECT count(*)::text FROM pool_record WHERE key >= $1 AND key < $2", [prefix, prefix + "{"]
        ).rows
        guard let count = rows.first?.first ?? nil else { return 0 }
        return Int(String(decoding: count, as: UTF8.self)) ?? 0
    }

    /// Deletes at most `limit` rows that may be deleted from `time` on; it skips rows that another process is deleting.
    ///
    /// - Returns: the number of deleted rows.
    @discardableResult
    public func deleteExpired(before time: UnixTime, limit: Int = 1_000) async throws -> Int {
        try await pool.run(
            """
            DELETE FROM pool_record WHERE key IN (SELECT key FROM pool_record
                WHERE expires_at < $1::bigint ORDER BY expires_at LIMIT $2::bigint FOR UPDATE SKIP LOCKED)
            """, ["\(time.milliseconds)", "\(max(0, limit))"]
        ).count
    }

    /// Migrates the tables to the newest form, completely or not at all.
    ///
    /// It is one statement, so a lost connection leaves nothing half done. The number of the advisory lock is this
    /// store's own.
    private static let migration = """
        DO $$ BEGIN
            PERFORM pg_advisory_xact_lock(7298410635);
            CREATE TABLE IF NOT EXISTS pool_record_migration (number INTEGER PRIMARY KEY);
            IF EXISTS (SELECT FROM pool_record_migration WHERE number > 1)
            THEN RAISE EXCEPTION 'the tables are of a later version of this program'; END IF;
            IF NOT EXISTS (SELECT FROM pool_record_migration WHERE number = 1) THEN
                CREATE TABLE IF NOT EXISTS pool_record (
                    key TEXT COLLATE "C" PRIMARY KEY, version TEXT NOT NULL, contents BYTEA NOT NULL, expires_at BIGINT);
                CREATE INDEX IF NOT EXISTS pool_record_expires_at ON pool_record (expires_at)
                    WHERE expires_at IS NOT NULL;
                INSERT INTO pool_record_migration (number) VALUES (1) ON CONFLICT DO NOTHING;
            END IF;
        END $$
        """

    /// The columns of a row, in the order of ``row(_:)``.
    private static let columns = "key, version, contents, expires_at::text"

    private static func parameters(_ key: RecordKey, _ new: VersionedRecord) -> [String?] {
        [key.text, new.version.text, Base64.encode(new.contents), new.expiresAt.map { "\($0.milliseconds)" }]
    }

    private static func row(_ fields: [[UInt8]?]) throws -> ScannedRecord {
        guard fields.count == 4, let key = fields[0], let version = fields[1], let contents = fields[2] else {
            throw PostgresError(state: nil, message: "a row has another form")
        }
        let milliseconds = fields[3].flatMap { Int64(String(decoding: $0, as: UTF8.self)) }
        return ScannedRecord(
            key: RecordKey(String(decoding: key, as: UTF8.self)),
            record: VersionedRecord(
                version: RecordVersion(String(decoding: version, as: UTF8.self)), contents: contents,
                expiresAt: milliseconds.map { UnixTime(milliseconds: $0) }))
    }
}
