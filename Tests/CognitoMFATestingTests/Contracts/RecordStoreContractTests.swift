import AuthFlow
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import Foundation
import Testing

@Suite struct RecordStoreContractTests {
    // The sample of Docs/StorageContract.md.
    @Test func myStoreKeepsTheContract() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try FileRecordStore(folder)
        let contract = RecordStoreContract(
            writers: 20, rounds: 1, open: { store }, reopen: { try FileRecordStore(folder) })
        let findings = await contract.findings()
        #expect(findings.isEmpty, "\(findings)")
        // The trial has deleted its rows.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test(arguments: [1]) func theInMemoryStoreKeepsTheContract(seed: UInt64) async {
        let store = InMemoryRecordStore()
        let findings = await RecordStoreContract(seed: seed) { store }.findings()
        #expect(findings.isEmpty, "\(findings)")
        #expect(await store.scan(prefix: "", after: nil, limit: 1).isEmpty)
    }

    @Test func aFaultyStoreWithoutFaultsKeepsTheContract() async {
        let store = FaultyRecordStore(InMemoryRecordStore())
        #expect(await RecordStoreContract(writers: 20, rounds: 1) { store }.findings().isEmpty)
        #expect(await store.calls.count > 1_000)
    }

    // R17: a throw is an unknown outcome and no finding, whether the swap was made or not.
    @Test(arguments: [1, 2]) func lostRepliesAndLateSwapsAreNoFindings(seed: UInt64) async {
        let faults: [StoreFault] = [
            .dropsBeforeCommit, .losesReply, .landsBeforeNext, .landsAfterNext, .deliversTwice,
        ]
        let store = FaultyRecordStore(InMemoryRecordStore(), plan: .seeded(seed, oneIn: 5, faults))
        let findings = await RecordStoreContract(seed: seed, writers: 20, rounds: 1) { store }.findings()
        #expect(findings.isEmpty, "\(findings)")
        let met = await Set(store.calls.compactMap(\.fault))
        #expect(met == Set(faults))
    }

    @Test(arguments: StoreFlaw.allCases) func eachFlawIsFoundByItsClause(_ flaw: StoreFlaw) async {
        let rows = SharedRows()
        let contract = RecordStoreContract(
            writers: 12, rounds: 1, open: { BrokenRecordStore(flaw, rows) },
            reopen: {
                await rows.crash()
                return BrokenRecordStore(flaw, rows)
            })
        let findings = await contract.findings()
        #expect(findings.contains { $0.clause.name == flaw.clause }, "\(flaw): \(findings.map(\.clause.name))")
        #expect(findings.allSatisfy { !$0.seen.isEmpty && !$0.clause.rules.isEmpty })
    }

    /// A clause that no flaw breaks would test nothing.
    @Test func everyClauseCanBeBroken() {
        let broken = Set(StoreFlaw.allCases.map(\.clause))
        #expect(Set(RecordStoreContract.clauses.map(\.name)) == broken)
        #expect(RecordStoreContract.clauses.count == 23)
    }

    @Test func aStoreThatCannotBeOpenedIsOneFinding() async {
        struct Closed: Error {}
        let findings = await RecordStoreContract { throw Closed() }.findings()
        #expect(findings.map(\.clause.name) == ["store-answers"])
    }
}
