import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// A record of a module above: its kind and key are declared beside it.
private struct LedgerRecord: StorableRecord {
    static let kind = RecordKind(rawValue: 200)
    var spent = 0
    var operations = OperationRing()
    var ancillary = AncillaryFields()

    init() {}
    func write(to writer: inout FieldWriter) {
        writer.put(1, spent)
        writer.put(19, operations.bytes)
    }
    init(from reader: inout FieldReader) throws(CodecError) {
        spent = try reader.count(1) ?? 0
        operations = try OperationRing(bytes: reader.bytes(19))
    }
}

extension RecordKey {
    fileprivate static let ledger = RecordKey("ledger/test")
}

/// The swap loop as other modules see it.
@Suite struct RecordEngineTests {
    private func engine(_ store: some RecordStore) -> RecordEngine {
        let random = SeededRandomSource(seed: 3)
        return RecordEngine(
            records: RecordAccess(store: store, sealer: NoSealer(), random: random), random: random,
            observer: RecordingObserver())
    }

    @Test func aRecordBeginsAndIsChanged() async throws {
        let engine = engine(ScriptedStore())
        let absent = await failure {
            try await engine.update(.ledger, as: LedgerRecord.self, absent: .userNotFound) { $0.spent += 1 }
        }
        #expect(absent?.code == .userNotFound)
        for number in 1...3 {
            let spent = try await engine.update(
                .ledger, as: LedgerRecord.self, startingWith: LedgerRecord(), absent: .userNotFound
            ) { (ledger) throws(CognitoError) in
                ledger.spent += 1
                return ledger.spent
            }
            #expect(spent == number)
        }
        #expect(try await engine.read(.ledger, as: LedgerRecord.self)?.spent == 3)
        try await engine.remove(.ledger, as: LedgerRecord.self) { $0.spent == 2 }
        #expect(try await engine.read(.ledger, as: LedgerRecord.self) != nil)
        try await engine.remove(.ledger, as: LedgerRecord.self) { $0.spent == 3 }
        #expect(try await engine.read(.ledger, as: LedgerRecord.self) == nil)
        #expect(try await engine.insert(LedgerRecord(), under: .ledger))
        #expect(try await !engine.insert(LedgerRecord(), under: .ledger))
    }

    @Test func whatIsThrownIsNotStored() async throws {
        let store = ScriptedStore()
        let refused = await failure {
            try await engine(store).update(
                .ledger, as: LedgerRecord.self, startingWith: LedgerRecord(), absent: .userNotFound
            ) { (ledger) throws(CognitoError) in
                ledger.spent += 1
                throw .tooManyRequests
            }
        }
        #expect(refused?.code == .tooManyRequests)
        #expect(await store.keys().isEmpty)
    }

    /// A reply is lost.
    ///
    /// The engine finds its own swap, and does not spend twice.
    @Test func aLostReplyIsNoSecondChange() async throws {
        let store = ScriptedStore()
        await store.loseReply(of: "swap ledger")
        let spent = try await engine(store).update(
            .ledger, as: LedgerRecord.self, startingWith: LedgerRecord(), absent: .userNotFound
        ) { (ledger) throws(CognitoError) in
            ledger.spent += 1
            return ledger.spent
        }
        #expect(spent == 1)
        #expect(try await engine(store).read(.ledger, as: LedgerRecord.self)?.spent == 1)
    }

    @Test func everybodysChangeCounts() async throws {
        let engine = engine(ScriptedStore())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await engine.update(
                        .ledger, as: LedgerRecord.self, startingWith: LedgerRecord(), absent: .userNotFound
                    ) { (ledger) throws(CognitoError) in ledger.spent += 1 }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await engine.read(.ledger, as: LedgerRecord.self)?.spent == 8)
    }

    /// A decision that lets nobody in and changes nothing is not written; a grant is.
    @Test(arguments: [nil, false, true] as [Bool?]) func aGrantIsWrittenThoughItChangesNothing(
        _ isGrant: Bool?
    ) async throws {
        let store = ScriptedStore()
        let engine = engine(store)
        #expect(try await engine.insert(LedgerRecord(), under: .ledger))
        let before = await store.row(.ledger)
        if let isGrant {
            try await engine.update(
                .ledger, as: LedgerRecord.self, absent: .userNotFound, isGrant: isGrant, decide: { _ in })
        } else {
            try await engine.update(.ledger, as: LedgerRecord.self, absent: .userNotFound, decide: { _ in })
        }
        #expect(await (store.row(.ledger) == before) == (isGrant != true))
    }
}
