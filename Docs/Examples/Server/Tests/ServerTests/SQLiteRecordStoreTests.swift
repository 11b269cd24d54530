import CognitoMFA
import CognitoMFASQLite
import CognitoMFATesting
import Foundation
import Testing

@Suite struct SQLiteRecordStoreTests {
    /// A folder that is deleted after the test.
    private final class Folder: Sendable {
        let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: url) }

        func path(_ name: String) -> String { url.appending(path: name).path }

        /// Copies file and log of a database as a crash leaves them, without a word to the process.
        func crashed(_ name: String, as copy: String) throws -> String {
            for tail in ["", "-wal"] where FileManager.default.fileExists(atPath: path(name) + tail) {
                try FileManager.default.copyItem(atPath: path(name) + tail, toPath: path(copy) + tail)
            }
            return path(copy)
        }
    }

    /// The names of the databases that a run of the contract goes through.
    private actor Names {
        private(set) var current = "0.sqlite"
        private var count = 0

        func next() -> (old: String, new: String) {
            count += 1
            let old = current
            current = "\(count).sqlite"
            return (old, current)
        }
    }

    // R14-R18, R105: two connections to one file, and a crash after every acknowledgement.
    @Test func keepsTheContract() async throws {
        let folder = try Folder()
        let names = Names()
        let first = folder.path(await names.current)
        let contract = RecordStoreContract(
            writers: 40, rounds: 1, open: { try SQLiteRecordStore(path: first) },
            reopen: {
                let (old, new) = await names.next()
                return try SQLiteRecordStore(path: folder.crashed(old, as: new))
            })
        let findings = await contract.findings()
        #expect(findings.isEmpty, "\(findings)")
        #expect(await names.current != "0.sqlite")
    }

    @Test func onlyRowsPastTheirTimeAreDeleted() async throws {
        let folder = try Folder()
        let store = try SQLiteRecordStore(path: folder.path("rows.sqlite"))
        for (name, time) in [("a", 10), ("b", 20), ("c", 30), ("d", nil)] as [(String, Int64?)] {
            let row = VersionedRecord(
                version: RecordVersion(name), contents: [1], expiresAt: time.map { UnixTime(milliseconds: $0) })
            #expect(try await store.compareAndSwap(RecordKey(name), .insert(row)) == .swapped)
        }
        #expect(try await store.deleteExpired(before: UnixTime(milliseconds: 30), limit: 1) == 1)
        #expect(try await store.deleteExpired(before: UnixTime(milliseconds: 30)) == 1)
        #expect(try await store.scan(prefix: "", after: nil, limit: 9).map(\.key.text) == ["c", "d"])
    }

    @Test func filesAreForTheirOwnerAlone() async throws {
        let folder = try Folder()
        let store = try SQLiteRecordStore(path: folder.path("rows.sqlite"))
        let row = VersionedRecord(version: RecordVersion("a"), contents: [1])
        #expect(try await store.compareAndSwap(RecordKey("a"), .insert(row)) == .swapped)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(names.count == 3)
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
        }
    }

    @Test func aFileThatIsNotADatabaseIsRefused() throws {
        let folder = try Folder()
        let path = folder.path("text.sqlite")
        try Data(repeating: 0x41, count: 4_096).write(to: URL(fileURLWithPath: path))
        #expect(throws: (any Error).self) { try SQLiteRecordStore(path: path) }
    }
}
