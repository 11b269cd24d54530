import CognitoMFA
import CognitoMFACore
import CognitoMFASQLite
import CognitoMFASealing
import Foundation
import Testing

@testable import CognitoMFAServer

// R101, R104.
@Suite struct KeySentinelsTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    private static let first = (id: "first", base64: Base64.encode(Array(repeating: 1, count: 32)))
    private static let second = (id: "second", base64: Base64.encode(Array(repeating: 2, count: 32)))

    private func sentinels(_ roots: (id: String, base64: String)...) throws -> KeySentinels {
        KeySentinels(store: try SQLiteRecordStore(path: path), sealer: try AESRecordSealer(roots: roots))
    }

    private func removeFiles() {
        for tail in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + tail) }
    }

    @Test func earlierKeysOpenTheStore() async throws {
        defer { removeFiles() }
        try await sentinels(Self.first).enroll()
        try await sentinels(Self.first).enroll()
        #expect(try await sentinels(Self.first).check().count == 2)
    }

    @Test func otherKeysDoNotOpenTheStore() async throws {
        defer { removeFiles() }
        try await sentinels(Self.first).enroll()
        await #expect(throws: KeySentinels.Failure.self) { try await sentinels(Self.second).enroll() }
        // The same for a root with the same id.
        let other = (id: "first", base64: Self.second.base64)
        await #expect(throws: KeySentinels.Failure.self) { try await sentinels(other).enroll() }
        #expect(try await sentinels(Self.first).check().count == 2)
    }

    @Test func aProcessThatMissedARotationIsRefused() async throws {
        defer { removeFiles() }
        let old = try sentinels(Self.first)
        try await old.enroll()
        // The new root is staged, then promoted.
        let both = try sentinels(Self.first, Self.second)
        try await both.enroll()
        #expect(try await old.check().count == 2)
        try await sentinels(Self.second, Self.first).enroll()
        #expect(try await both.check().count == 3)
        await #expect(throws: KeySentinels.Failure.self) { try await old.check() }
        // An old root that was removed has still sealed rows.
        await #expect(throws: KeySentinels.Failure.self) { try await sentinels(Self.second).enroll() }
    }

    @Test func rowsWithoutASentinelAreRefused() async throws {
        defer { removeFiles() }
        let row = VersionedRecord(version: RecordVersion("a"), contents: [])
        _ = try await SQLiteRecordStore(path: path).compareAndSwap(RecordKey("row"), .insert(row))
        await #expect(throws: KeySentinels.Failure.unmarked) { try await sentinels(Self.first).enroll() }
    }

    // Two processes with different keys, as on two machines: only one of them gets the store.
    @Test func ofTwoProcessesWithDifferentKeysOneIsRefused() async throws {
        for _ in 0..<20 {
            defer { removeFiles() }
            let all = [try sentinels(Self.first), try sentinels(Self.second)]
            let count = await withTaskGroup(of: Bool.self) { group in
                for sentinel in all { group.addTask { (try? await sentinel.enroll()) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(count == 1)
        }
    }

    @Test func processesThatStartAtOnceAgree() async throws {
        defer { removeFiles() }
        _ = try SQLiteRecordStore(path: path)
        let all = try (0..<8).map { _ in try sentinels(Self.first) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sentinel in all { group.addTask { try await sentinel.enroll() } }
            try await group.waitForAll()
        }
        #expect(try await all[0].check().count == 2)
    }
}
