import ArgumentParser
import CognitoMFA
import CognitoMFACore
import CognitoMFASQLite
import CognitoMFASealing
import CognitoMFATesting
import Foundation
import Testing

@testable import CognitoMFAServer

// R101, R104.
@Suite struct ResealTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    private let keys: KeyRing
    private static let first = (id: "first", base64: Base64.encode(Array(repeating: 1, count: 32)))
    private static let second = (id: "second", base64: Base64.encode(Array(repeating: 2, count: 32)))

    init() throws { keys = try KeyRing(roots: [Self.second]) }

    private func store() throws -> SQLiteRecordStore { try SQLiteRecordStore(path: path) }

    private func sealer(_ roots: (id: String, base64: String)...) throws -> AESRecordSealer {
        try AESRecordSealer(roots: roots)
    }

    private func removeFiles() {
        for tail in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + tail) }
    }

    private func pool(_ sealer: any RecordSealer) async throws -> UserPool {
        func service(_ sealer: some RecordSealer) throws -> UserPoolService {
            UserPoolService(
                store: try store(), keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys),
                passwords: PBKDF2PasswordHasher(iterations: PBKDF2PasswordHasher.floorIterations), sealer: sealer)
        }
        return try await service(sealer).openPool("test_pool", client: "client")
    }

    private func sentinels(_ sealer: any RecordSealer) throws -> KeySentinels {
        KeySentinels(store: try store(), sealer: sealer)
    }

    private func fill(_ sealer: any RecordSealer) async throws {
        if !sealer.keyID.isEmpty { try await sentinels(sealer).enroll() }
        try await pool(sealer).admin.createUser("ada", password: "Analytical-1843")
    }

    private func signsIn(_ sealer: any RecordSealer) async -> Bool {
        (try? await pool(sealer).signIn("ada", password: "Analytical-1843").authenticationResult) != nil
    }

    // Afterwards the former root may leave the file.
    @Test func rowsAndSentinelsAreResealedUnderTheNewestRoot() async throws {
        defer { removeFiles() }
        let old = try sealer(Self.first)
        try await fill(old)
        let rotated = try sealer(Self.second, Self.first)
        try await sentinels(rotated).enroll()
        let alone = try sealer(Self.second)
        await #expect(throws: KeySentinels.Failure.self) { try await sentinels(alone).enroll() }
        let counts = try await ResealCommand.reseal(store(), from: rotated, to: rotated)
        #expect(counts.rewritten >= 4 && counts.left == 0)
        try await sentinels(alone).enroll()
        #expect(try await sentinels(alone).check().count == 2)
        #expect(await signsIn(alone))
        await #expect(throws: KeySentinels.Failure.self) { try await sentinels(old).enroll() }
        #expect(await !signsIn(old))
    }

    @Test func aSealerIsSwitchedOnAndOff() async throws {
        defer { removeFiles() }
        try await fill(NoSealer())
        let on = try sealer(Self.first)
        await #expect(throws: KeySentinels.Failure.unmarked) { try await sentinels(on).enroll() }
        _ = try await ResealCommand.reseal(store(), from: NoSealer(), to: on)
        try await sentinels(on).enroll()
        #expect(await signsIn(on))
        #expect(await !signsIn(NoSealer()))
        // A row that a stranger without keys puts among sealed rows is not resealed with them.
        await #expect(throws: KeySentinels.AlreadySealed.self) {
            _ = try await ResealCommand.reseal(store(), from: NoSealer(), to: on)
        }
        _ = try await ResealCommand.reseal(store(), from: on, to: NoSealer())
        #expect(try await store().scan(prefix: KeySentinels.prefix, after: nil, limit: 9).isEmpty)
        #expect(await signsIn(NoSealer()))
        #expect(await !signsIn(on))
    }

    @Test func keysOfAnotherStoreChangeNothing() async throws {
        defer { removeFiles() }
        try await fill(try sealer(Self.first))
        let rows = try await store().scan(prefix: "", after: nil, limit: 1_000)
        await #expect(throws: KeySentinels.Failure.self) {
            _ = try await ResealCommand.reseal(store(), from: sealer(Self.second), to: NoSealer())
        }
        #expect(try await store().scan(prefix: "", after: nil, limit: 1_000) == rows)
        try await sentinels(sealer(Self.first)).enroll()
    }

    // No process serves a store that is half changed, whatever its keys, until the run has finished.
    @Test(arguments: [true, false]) func aCrashAnywhereClosesTheStoreUntilItIsFinished(_ isOn: Bool) async throws {
        let old: any RecordSealer = isOn ? NoSealer() : try sealer(Self.first)
        let new = try sealer(Self.second)
        func faulty(_ plan: FaultPlan) throws -> FaultyRecordStore<SQLiteRecordStore> {
            FaultyRecordStore(try store(), plan: plan)
        }
        try await fill(old)
        let whole = try faulty(.none)
        _ = try await ResealCommand.reseal(whole, from: old, to: new)
        let swaps = await whole.calls.filter { $0.call.kind == .swap }.count
        removeFiles()
        #expect(swaps >= 8)
        for swap in 0..<swaps {
            defer { removeFiles() }
            try await fill(old)
            let crashing = try faulty(
                FaultPlan { $0.kind == .swap && $0.numberOfKind == swap ? .crashesAfter : nil })
            await #expect(throws: (any Error).self) {
                _ = try await ResealCommand.reseal(crashing, from: old, to: new)
            }
            if swap < swaps - 1 {
                for sealer in [old, new] {
                    await #expect(throws: KeySentinels.Failure.resealing, "swap \(swap)") {
                        try await sentinels(sealer).enroll()
                    }
                }
                _ = try await ResealCommand.reseal(store(), from: old, to: new)
            }
            try await sentinels(new).enroll()
            #expect(await signsIn(new))
        }
    }

    @Test(arguments: [
        ["--store", "memory", "--keys", "k"], ["--store", "sqlite:a"], ["--store", "sqlite:a", "--to", "plain"],
        ["--store", "sqlite:a", "--from", "plain", "--to", "plain"], ["--store", "sqlite:a", "--from", "other"],
        ["--store", "sqlite:a", "--from", "keys:", "--to", "plain"], ["--keys", "k"],
    ]) func optionsThatAreRefused(arguments: [String]) {
        #expect(throws: (any Error).self) { try ResealCommand.parse(arguments) }
    }

    @Test func optionsThatAreTaken() throws {
        #expect(try ResealCommand.parse(["--store", "sqlite:a", "--keys", "k"]).from == .keys(path: nil))
        let change = try ResealCommand.parse(["--store", "sqlite:a", "--from", "keys:old", "--to", "keys:new"])
        #expect(change.from == .keys(path: "old") && change.to == .keys(path: "new"))
        #expect(try ResealCommand.parse(["--store", "sqlite:a", "--keys", "k", "--from", "plain"]).from == .plain)
    }
}
