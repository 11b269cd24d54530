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

/// Records in one SQLite file, shared by the processes of one machine.
///
/// Written ahead and synchronised at every commit: what a swap has answered is on the disk. Calls run on threads of
/// GRDB's, off the cooperative ones.
public struct SQLiteRecordStore: RecordScanning {
    /// How long a call waits for another process, in seconds; then it throws, and the library asks again, sixteen times.
    private static let busyTimeout = 1.0
    private let database: DatabasePool

    /// Opens the file at `path`, and makes it, for its owner alone, and its table if they are missing.
    ///
    /// - Throws: what SQLite says; ``NotDurable`` if it does not synchronise as it was told.
    public init(path: String) throws {
        // SQLite would let all of the machine read it; its log and index take their modes from the file. Only a new one is
        // opened: to close a file that is in use would take this process's locks off it.
        let created = unsafe open(path, O_CREAT | O_EXCL | O_RDWR, 0o600)
        if created >= 0 { close(created) }
        var configuration = Configuration()
        configuration.label = "cognito-mfa"
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(Self.busyTimeout)
        database = try DatabasePool(path: path, configuration: configuration)
        // GRDB has put `synchronous` to NORMAL by now, under which a commit outlives the process but not the power; and Apple's
        // fsync does not reach the disk.
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

    /// The record under `key`, expired or not.
    public func read(_ key: RecordKey) async throws -> VersionedRecord? {
        try await database.read { connection in
            try Row.fetchOne(
                connection, sql: "SELECT version, contents, expires_at FROM pool_record WHERE key = ?",
                arguments: [key.text]
            ).map(Self.record)
        }
    }

    /// One statement; how many rows it changed says whether it was made.
    public func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        let (sql, arguments) = Self.statement(key, change)
        return try await database.write { connection in
            try connection.execute(sql: sql, arguments: arguments)
            return connection.changesCount == 1 ? .swapped : .conflict
        }
    }

    /// The rows whose keys begin with `prefix` and come after `key`, in the order of bytes.
    public func scan(prefix: String, after key: RecordKey?, limit: Int) async throws -> [ScannedRecord] {
        // Keys are of [a-z0-9/_-], so "{" comes after every one that begins with the prefix.
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

    /// Deletes rows that might be deleted from `time` on, at most `limit` of them.
    ///
    /// - Returns: how many it has deleted.
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
