public import CognitoMFA
import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A record store in one SQLite file, shared by the processes of one machine.
///
/// The file has a write-ahead log that is synchronised at every commit, so an acknowledged swap is on the disk. Calls run
/// on threads of GRDB, not on those of the cooperative pool.
public struct SQLiteRecordStore: RecordScanning, RecordCounting {
    /// The longest wait for another process, in seconds.
    ///
    /// Then the call throws, and the library tries again, up to sixteen times.
    private static let busyTimeout = 1.0
    private let database: DatabasePool

    /// Opens the file at `path`, and creates the file and its table if they are missing; only the owner can read a new file.
    ///
    /// - Throws: SQLite's error; ``NotDurable`` if SQLite does not accept the setting to synchronise.
    public init(path: String) throws {
        // By default SQLite would let every user of the machine read the file. Log and index take their modes from it. Only
        // a new file is opened here: closing a file in use would release this process's locks on it.
        let created = unsafe open(path, O_CREAT | O_EXCL | O_RDWR, 0o600)
        if created >= 0 { close(created) }
        var configuration = Configuration()
        configuration.label = "cognito-mfa"
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(Self.busyTimeout)
        database = try DatabasePool(path: path, configuration: configuration)
        // GRDB has set `synchronous` to NORMAL, with which a commit survives a crash but not a power cut. And Apple's fsync
        // does not reach the disk.
        let level = try database.writeWithoutTransaction { connection in
            try connection.execute(sql: "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON")
            return try Int.fetchOne(connection, sql: "PRAGMA synchronous")
        }
        guard level == 2 else { throw NotDurable() }
        try database.write { connection in
            try connection.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS pool_record (
                        key TEXT PRIMARY KEY NOT NULL,
                        version TEXT NOT NULL,
                        contents BLOB NOT NULL,
                        expires_at INTEGER
                    ) STRICT;
                    CREATE INDEX IF NOT EXISTS pool_record_expires_at ON pool_record (expires_at)
                        WHERE expires_at IS NOT NULL;
                    """)
        }
    }

    /// SQLite would not synchronise at every commit.
    public struct NotDurable: Error, Sendable {}

    /// Returns the record under `key`, expired or not.
    public func read(_ key: RecordKey) async throws -> VersionedRecord? {
        try await database.read { connection in
            try Row.fetchOne(
                connection, sql: "SELECT version, contents, expires_at FROM pool_record WHERE key = ?",
                arguments: [key.text]
            ).map(Self.record)
        }
    }

    /// Performs the change in one statement; the number of changed rows tells whether it was made.
    public func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        let (sql, arguments) = Self.statement(key, change)
        return try await database.write { connection in
            try connection.execute(sql: sql, arguments: arguments)
            return connection.changesCount == 1 ? .swapped : .conflict
        }
    }

    /// Returns rows whose keys begin with `prefix` and come after `key`, in the order of bytes.
    public func scan(prefix: String, after key: RecordKey?, limit: Int) async throws -> [ScannedRecord] {
        // Keys consist of [a-z0-9/_-], so prefix and "{" sort after every key with the prefix.
        let arguments: StatementArguments = [prefix, prefix + "{", key?.text ?? "", max(0, limit)]
        return try await database.read { connection in
            try Row.fetchAll(
                connection,
                sql: """
                    SELECT key, version, contents, expires_at FROM pool_record
                    WHERE key >= ? AND key < ? AND key > ? ORDER BY key LIMIT ?
                    """, arguments: arguments
            ).map { ScannedRecord(key: RecordKey($0["key"]), record: Self.record($0)) }
        }
    }

    /// Returns the number of rows whose keys begin with `prefix`.
    public func count(prefix: String) async throws -> Int {
        try await database.read { connection in
            try Int.fetchOne(
                connection, sql: "SELECT count(*) FROM pool_record WHERE key >= ? AND key < ?",
                arguments: [prefix, prefix + "{"]) ?? 0
        }
    }

    /// Deletes at most `limit` rows that may be deleted from `time` on.
    ///
    /// - Returns: the number of deleted rows.
    @discardableResult
    public func deleteExpired(before time: UnixTime, limit: Int = 1_000) async throws -> Int {
        try await database.write { connection in
            try connection.execute(
                sql: """
                    DELETE FROM pool_record WHERE key IN
                    (SELECT key FROM pool_record WHERE expires_at < ? ORDER BY expires_at LIMIT ?)
                    """, arguments: [time.milliseconds, max(0, limit)])
            return connection.changesCount
        }
    }

    private static func statement(_ key: RecordKey, _ change: RecordChange) -> (sql: String, StatementArguments) {
        switch change {
        case .insert(let new):
            (
                """
                INSERT INTO pool_record (key, version, contents, expires_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (key) DO NOTHING
                """,
                [key.text, new.version.text, Data(new.contents), new.expiresAt?.milliseconds]
            )
        case .replace(let old, let new):
            (
                "UPDATE pool_record SET version = ?, contents = ?, expires_at = ? WHERE key = ? AND version = ?",
                [new.version.text, Data(new.contents), new.expiresAt?.milliseconds, key.text, old.text]
            )
        case .delete(let old):
            ("DELETE FROM pool_record WHERE key = ? AND version = ?", [key.text, old.text])
        }
    }

    private static func record(_ row: Row) -> VersionedRecord {
        let contents: Data = row["contents"]
        let expiresAt: Int64? = row["expires_at"]
        return VersionedRecord(
            version: RecordVersion(row["version"]), contents: Array(contents),
            expiresAt: expiresAt.map { UnixTime(milliseconds: $0) })
    }
}
