import AuthFlow
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import Testing

@Suite struct FaultyRecordStoreTests {
    private let base = InMemoryRecordStore()
    private let key = RecordKey("user/x")
    private let one = VersionedRecord(version: RecordVersion("1"), contents: [1])
    private let two = VersionedRecord(version: RecordVersion("2"), contents: [2])
    private let three = VersionedRecord(version: RecordVersion("3"), contents: [3])

    private func store(_ faults: [StoreFault?]) async throws -> FaultyRecordStore<InMemoryRecordStore> {
        _ = await base.compareAndSwap(key, .insert(one))
        return FaultyRecordStore(base, plan: .swaps(faults))
    }

    @Test func aDroppedSwapIsNotMadeAndALostReplyIs() async throws {
        let store = try await store([.dropsBeforeCommit, .losesReply])
        for expected in [one, two] {
            await #expect(throws: (any Error).self) {
                try await store.compareAndSwap(key, .replace(one.version, with: two))
            }
            #expect(await base.read(key) == expected)
        }
    }

    @Test func aConflictChangesNothing() async throws {
        let store = try await store([.conflicts])
        #expect(try await store.compareAndSwap(key, .replace(one.version, with: two)) == .conflict)
        #expect(await base.read(key) == one)
        #expect(try await store.compareAndSwap(key, .replace(one.version, with: two)) == .swapped)
    }

    @Test func aLateSwapLandsBeforeOrBehindTheNext() async throws {
        let before = try await store([.landsBeforeNext])
        await #expect(throws: (any Error).self) {
            try await before.compareAndSwap(key, .replace(one.version, with: two))
        }
        #expect(await base.read(key) == one)
        #expect(try await before.compareAndSwap(key, .replace(one.version, with: three)) == .conflict)
        #expect(await base.read(key) == two)
        await before.follow(.swaps([.landsAfterNext]))
        await #expect(throws: (any Error).self) {
            try await before.compareAndSwap(key, .replace(three.version, with: one))
        }
        #expect(try await before.compareAndSwap(key, .replace(two.version, with: three)) == .swapped)
        #expect(await base.read(key) == one)
    }

    @Test func aCrashEndsEverythingUntilTheNextPlan() async throws {
        let store = try await store([.crashesAfter])
        await #expect(throws: (any Error).self) {
            try await store.compareAndSwap(key, .replace(one.version, with: two))
        }
        await #expect(throws: (any Error).self) { try await store.read(key) }
        await store.follow(.none)
        #expect(try await store.read(key) == two)
    }

    @Test func aStaleReadShowsTheRowBefore() async throws {
        let store = try await store([])
        _ = try await store.compareAndSwap(key, .replace(one.version, with: two))
        await store.follow(.call(1, .readsStale))
        #expect(try await store.read(key) == two)
        #expect(try await store.read(key) == one)
        #expect(try await store.read(key) == two)
    }

    @Test func aSlowSwapWaitsForTheHand() async throws {
        for (fault, meanwhile) in [(StoreFault.waits, one), (.waitsWithReply, two)] {
            let store = try await store([fault])
            let swap = Task { [key, one, two] in
                try await store.compareAndSwap(key, .replace(one.version, with: two))
            }
            await store.someoneWaits()
            #expect(await base.read(key) == meanwhile)
            await store.release()
            #expect(try await swap.value == .swapped)
            #expect(await base.read(key) == two)
            _ = await base.compareAndSwap(key, .delete(two.version))
        }
    }

    @Test func aSeedGivesTheSameFaultsAgain() async throws {
        func story(_ seed: UInt64) async throws -> [StoreFault?] {
            let store = FaultyRecordStore(base, plan: .seeded(seed, oneIn: 3, [.losesReply, .dropsBeforeCommit]))
            for _ in 0..<60 { _ = try? await store.read(key) }
            return await store.calls.map(\.fault)
        }
        #expect(try await story(1) == story(1))
        #expect(try await story(1) != story(2))
        let faults = try await story(3).compactMap(\.self).count
        #expect((8...36).contains(faults))
    }

    /// The contract finds the faults that a store may not have.
    @Test(arguments: [
        (StoreFault.conflicts, "replace-by-version"), (.readsStale, "reads-see-swaps"),
        (.crashesAfter, "store-answers"),
    ])
    func theContractFindsFaultsOtherThanThrows(_ fault: StoreFault, _ clause: String) async {
        let store = FaultyRecordStore(InMemoryRecordStore(), plan: .seeded(5, oneIn: 3, [fault]))
        let findings = await RecordStoreContract(writers: 8, rounds: 1) { store }.findings()
        #expect(findings.contains { $0.clause.name == clause }, "\(findings)")
    }
}
