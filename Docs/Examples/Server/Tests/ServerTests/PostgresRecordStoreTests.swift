import CognitoMFA
import CognitoMFATesting
import Foundation
import SystemPackage
import Testing

@testable import CognitoMFAPostgres

private let conninfo = ProcessInfo.processInfo.environment["COGNITO_MFA_POSTGRES"]

/// Tests against the server that `Tests/with-postgres.sh` has started; without one they are skipped.
@Suite(.serialized, .enabled(if: conninfo != nil, "Tests/with-postgres.sh swift test"))
struct PostgresRecordStoreTests {
    private static let crash = ProcessInfo.processInfo.environment["COGNITO_MFA_POSTGRES_CRASH"]

    private func open(_ more: String = "", connections: Int = 8) async throws -> PostgresRecordStore {
        try await PostgresRecordStore(try #require(conninfo) + more, connections: connections)
    }

    /// Kills the server, as a crash would, and starts it again.
    private static func crashServer() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(crash))
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    // R14-R18, R105: two pools of connections, and a server that is killed after every acknowledgement.
    @Test func keepsTheContract() async throws {
        let contract = RecordStoreContract(
            writers: 40, rounds: 1, open: { try await open() },
            reopen: {
                try Self.crashServer()
                return try await open()
            })
        let findings = await contract.findings()
        #expect(findings.isEmpty, "\(findings)")
    }

    // The contract holds at any isolation level. At this one the server undoes changes that conflict.
    @Test func keepsTheContractWhereTransactionsAreSerialised() async throws {
        let contract = RecordStoreContract(
            writers: 40, rounds: 1, open: { try await open(" options='-c default_transaction_isolation=serializable'") }
        )
        let findings = await contract.findings()
        #expect(findings.isEmpty, "\(findings)")
    }

    // The contract allows a throw now and then. Here each of forty calls gets an answer, because 40001 is not one.
    @Test func aStatementUndoneByAConflictIsRunAgain() async throws {
        let store = try await open(" options='-c default_transaction_isolation=serializable'")
        let key = RecordKey("again/\(UUID().uuidString.lowercased())")
        var version = RecordVersion("0")
        #expect(try await store.compareAndSwap(key, .insert(.init(version: version, contents: []))) == .swapped)
        for round in 1...20 {
            let old = version
            let winners = try await withThrowingTaskGroup(of: RecordVersion?.self) { group in
                for writer in 0..<40 {
                    let new = RecordVersion("\(round)-\(writer)")
                    group.addTask {
                        let row = VersionedRecord(version: new, contents: [])
                        return try await store.compareAndSwap(key, .replace(old, with: row)) == .swapped ? new : nil
                    }
                }
                return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
            }
            #expect(winners.count == 1)
            version = try #require(winners.first)
        }
    }

    // A sequence keeps counting when a transaction is undone.
    @Test(arguments: ["40001", "40P01"]) func anUndoneStatementIsRunUpToTenTimes(state: String) async throws {
        let name = "undone_\(UInt64.random(in: 0 ... .max))"
        _ = try await PostgresConnection(try #require(conninfo), timeout: 10_000).run("CREATE DATABASE \(name)")
        let store = try await open(" dbname=\(name)")
        let other = PostgresConnection(try #require(conninfo) + " dbname=\(name)", timeout: 10_000)
        _ = try await other.run("CREATE SEQUENCE attempts")
        _ = try await other.run(
            """
            CREATE FUNCTION undo() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('attempts') % 20 <> 10 THEN RAISE EXCEPTION 'undone' USING ERRCODE = '\(state)'; END IF;
                RETURN NEW;
            END $$
            """)
        _ = try await other.run("CREATE TRIGGER undo BEFORE INSERT ON pool_record FOR EACH ROW EXECUTE FUNCTION undo()")
        let row = VersionedRecord(version: RecordVersion("a"), contents: [])
        #expect(try await store.compareAndSwap(RecordKey("tenth"), .insert(row)) == .swapped)
        let error = await #expect(throws: PostgresError.self) {
            try await store.compareAndSwap(RecordKey("eleventh"), .insert(row))
        }
        #expect(error?.state == state)
        #expect(try await store.read(RecordKey("tenth")) == row)
        #expect(try await store.read(RecordKey("eleventh")) == nil)
    }

    // In a database of its own, so that there is something to migrate.
    @Test(arguments: ["read committed", "serializable"])
    func twentyMigrationsAtOnce(isolation: String) async throws {
        let name = "migrations_\(UInt64.random(in: 0 ... .max))"
        let maker = PostgresConnection(try #require(conninfo), timeout: 10_000)
        _ = try await maker.run("CREATE DATABASE \(name)")
        let words =
            " dbname=\(name) options='-c default_transaction_isolation=\(isolation.replacing(" ", with: "\\\\ "))'"
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = try await open(words, connections: 1) } }
            try await group.waitForAll()
        }
        #expect(try await open(words).scan(prefix: "", after: nil, limit: 1).isEmpty)
    }

    @Test func laterTablesAreRefused() async throws {
        let name = "later_\(UInt64.random(in: 0 ... .max))"
        let maker = PostgresConnection(try #require(conninfo), timeout: 10_000)
        _ = try await maker.run("CREATE DATABASE \(name)")
        _ = try await open(" dbname=\(name)")
        let later = PostgresConnection(try #require(conninfo) + " dbname=\(name)", timeout: 10_000)
        _ = try await later.run("INSERT INTO pool_record_migration (number) VALUES (2)")
        await #expect(throws: PostgresError.self) { try await open(" dbname=\(name)") }
    }

    @Test func aStatementThatTimesOutEndsAtTheServer() async throws {
        let store = try await PostgresRecordStore(try #require(conninfo), connections: 2, timeout: .milliseconds(500))
        let other = PostgresConnection(try #require(conninfo), timeout: 10_000)
        _ = try await other.run("BEGIN")
        _ = try await other.run("LOCK TABLE pool_record")
        let error = await #expect(throws: PostgresError.self) { try await store.read(RecordKey("locked")) }
        #expect(error?.state == "57014")
        let waiting = try await other.run("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        #expect(waiting.count == 0)
        _ = try await other.run("ROLLBACK")
        #expect(try await store.read(RecordKey("locked")) == nil)
    }

    @Test func lostConnectionsAreOpenedAgain() async throws {
        let store = try await open(connections: 2)
        let key = RecordKey("outlives/\(UUID().uuidString.lowercased())")
        let row = VersionedRecord(version: RecordVersion("a"), contents: [0, 1, 255], expiresAt: nil)
        #expect(try await store.compareAndSwap(key, .insert(row)) == .swapped)
        try Self.crashServer()
        // A lost connection is found before a statement is sent.
        #expect(try await store.read(key) == row)
        #expect(try await store.compareAndSwap(key, .delete(RecordVersion("b"))) == .conflict)
        #expect(try await store.compareAndSwap(key, .delete(RecordVersion("a"))) == .swapped)
    }

    @Test func onlyRowsPastTheirTimeAreDeleted() async throws {
        let store = try await open()
        let prefix = "expiry/\(UUID().uuidString.lowercased())/"
        for (name, time) in [("a", -20), ("b", -10), ("c", 30), ("d", nil)] as [(String, Int64?)] {
            let row = VersionedRecord(
                version: RecordVersion(name), contents: [], expiresAt: time.map { UnixTime(milliseconds: $0) })
            #expect(try await store.compareAndSwap(RecordKey(prefix + name), .insert(row)) == .swapped)
        }
        #expect(try await store.deleteExpired(before: UnixTime(milliseconds: 0), limit: 1) == 1)
        #expect(try await store.deleteExpired(before: UnixTime(milliseconds: 0)) == 1)
        #expect(
            try await store.scan(prefix: prefix, after: nil, limit: 9).map(\.key.text) == [prefix + "c", prefix + "d"])
    }

    // The kernel accepts connections for a socket on which nobody answers.
    @Test func aCallBehindAHangingServerEndsWithAnError() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let listener = try SilentListener(path: folder + "/.s.PGSQL.5432")
        let pool = PostgresPool("host=\(folder) user=none dbname=none", connections: 2, timeout: .milliseconds(200))
        let messages = await withTaskGroup(of: String.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do throws(PostgresError) { return "\(try await pool.run("SELECT 1").count)" } catch {
                        return error.state == nil ? error.message : "answered"
                    }
                }
            }
            return await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(messages.count { $0.contains("timeout expired") } == 2, "\(messages)")
        #expect(messages.count { $0 == "no connection was free" } == 18)
        listener.close()
    }

    @Test func aServerThatIsNotThereIsAnError() async throws {
        await #expect(throws: PostgresError.self) { try await PostgresRecordStore("host=/nowhere dbname=none") }
    }
}

/// A Unix socket on which nobody accepts connections.
private struct SilentListener {
    private let descriptor: FileDescriptor

    init(path: String) throws {
        descriptor = FileDescriptor(rawValue: socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor.rawValue, $0, size) }
        }
        guard bound == 0, listen(descriptor.rawValue, 100) == 0 else { throw Errno(rawValue: errno) }
    }

    func close() { try? descriptor.close() }
}
