import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import Testing
import UserPoolModel

/// R81: the row is read from the store every time; only unchanged bytes are not decoded again.
struct ReadSettingsTests {
    /// Opens its own rows, and counts the calls.
    private final class CountingSealer: RecordSealer {
        let opened = Mutex(0)
        var keyID: [UInt8] { [7] }
        func seal(_ contents: [UInt8], of key: RecordKey) -> [UInt8] { contents }
        func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) -> [UInt8] {
            opened.withLock { $0 += 1 }
            return sealed
        }
    }

    private let store = InMemoryRecordStore()
    private let sealer = CountingSealer()
    private let clients = ReadSettings<AppClientID, ClientRecord> { .client($0) }
    private var records: RecordAccess {
        RecordAccess(store: store, sealer: sealer, random: SeededRandomSource(seed: 81))
    }
    private var opened: Int { sealer.opened.withLock { $0 } }

    private func client(_ id: AppClientID, _ name: String) -> ClientRecord {
        ClientRecord(AppClient(id: id, userPoolID: "test_pool", name: name))
    }

    /// Replaces any stored record.
    private func put(_ record: ClientRecord, under key: RecordKey? = nil) async throws {
        let key = key ?? .client(record.client.id)
        let new = try records.prepare(record, of: .client(record.client.id))
        let old = await store.read(key)
        let change = old.map { RecordChange.replace($0.version, with: new) } ?? .insert(new)
        #expect(await store.compareAndSwap(key, change) == .swapped)
    }

    private func read(_ id: AppClientID) async throws -> String? {
        try await clients.read(id, from: records)?.value.client.name
    }

    @Test func theSameBytesAreTakenApartOnce() async throws {
        try await put(client("web", "Web"))
        for _ in 0..<5 { #expect(try await read("web") == "Web") }
        #expect(opened == 1)
    }

    @Test func anotherRowLeavesTheFirstOneInTheTable() async throws {
        for id in ["web", "app", "web", "app"] as [AppClientID] {
            try await put(client(id, id.text))
            #expect(try await read(id) == id.text)
        }
        #expect(opened == 2)
    }

    @Test func aChangedRowOfAFullTableLeavesTheOthers() async throws {
        let capacity = ReadSettings<AppClientID, ClientRecord>.capacity
        let ids = (0..<capacity).map { AppClientID("client\($0)") }
        for id in ids {
            try await put(client(id, "One"))
            #expect(try await read(id) == "One")
        }
        try await put(client(ids[0], "Two"))
        #expect(try await read(ids[0]) == "Two" && opened == capacity + 1)
        for id in ids { _ = try await read(id) }
        #expect(opened == capacity + 1)
    }

    @Test func whatHasChangedIsSeenAtOnce() async throws {
        for name in ["One", "Two", "One", "Three"] {
            try await put(client("web", name))
            #expect(try await read("web") == name)
        }
        #expect(opened == 4, "an older reading does not come back")
    }

    @Test func whatIsGoneIsGone() async throws {
        try await put(client("web", "Web"))
        #expect(try await read("web") == "Web")
        let row = try #require(await store.read(.client("web")))
        #expect(await store.compareAndSwap(.client("web"), .delete(row.version)) == .swapped)
        #expect(try await read("web") == nil)
        #expect(await store.compareAndSwap(.client("web"), .insert(row)) == .swapped)
        #expect(try await read("web") == "Web")
        #expect(opened == 1)
    }

    @Test func bytesOfAnotherRowAreRefused() async throws {
        try await put(client("web", "Web"))
        #expect(try await read("web") == "Web")
        try await put(client("web", "Web"), under: .client("app"))
        await #expect(throws: CognitoError.self) { try await read("app") }
    }

    @Test func oneChangedBitIsRefused() async throws {
        try await put(client("web", "Web"))
        #expect(try await read("web") == "Web")
        let row = try #require(await store.read(.client("web")))
        for place in [3, row.contents.count / 2, row.contents.count - 1] {
            var contents = row.contents
            contents[place] ^= 1
            let current = try #require(await store.read(.client("web")))
            let damaged = VersionedRecord(version: RecordVersion("\(place)"), contents: contents)
            #expect(await store.compareAndSwap(.client("web"), .replace(current.version, with: damaged)) == .swapped)
            await #expect(throws: CognitoError.self) { try await read("web") }
        }
    }

    @Test func moreThanItHoldsAreStillRead() async throws {
        let ids = (0...ReadSettings<AppClientID, ClientRecord>.capacity).map { AppClientID("client\($0)") }
        for id in ids { try await put(client(id, id.text)) }
        for id in ids { #expect(try await read(id) == id.text) }
        #expect(opened == ids.count)
        #expect(try await read(try #require(ids.last)) == ids.last?.text)
        #expect(opened == ids.count, "the last is remembered")
        #expect(try await read(ids[0]) == ids[0].text)
        #expect(opened == ids.count + 1, "the others were forgotten")
    }
}
