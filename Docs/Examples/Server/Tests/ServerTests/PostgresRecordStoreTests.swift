import CognitoMFA
import CognitoMFAPostgres
import CognitoMFATesting
import Foundation
import Testing

private let conninfo = ProcessInfo.processInfo.environment["COGNITO_MFA_POSTGRES"]

/// Against the server that `Tests/with-postgres.sh` has started; without one there is nothing to judge.
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

    // R14-R18, R105: two pools of connections, and a server killed behind every acknowledgement.
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

    // A change undone for another's sake (40001) is made again, and is never told as a conflict.
    @Test func keepsTheContractWhereTransactionsAreSerialised() async throws {
        let contract = RecordStoreContract(
            writers: 40, rounds: 1, open: { try await open(" options='-c default_transaction_isolation=serializable'") }
        )
        let findings = await contract.findings()
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test func twentyMigrationsAtOnce() async throws {
        _ = try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = try await open(connections: 1) } }
            try await group.waitForAll()
        }
    }

    @Test func connectionsOutliveTheServer() async throws {
        let store = try await open(connections: 2)
        let key = RecordKey("outlives/\(UUID().uuidString.lowercased())")
        let row = VersionedRecord(version: RecordVersion("a"), contents: [0, 1, 255], expiresAt: nil)
        #expect(try await store.compareAndSwap(key, .insert(row)) == .swapped)
        try Self.crashServer()
        // What is lost is found before a statement is sent.
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

    @Test func aServerThatIsNotThereIsAnError() async throws {
        await #expect(throws: PostgresError.self) { try await PostgresRecordStore("host=/nowhere dbname=none") }
    }
}
