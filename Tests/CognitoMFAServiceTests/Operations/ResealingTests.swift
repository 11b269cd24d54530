import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

// R104
@Suite struct ResealingTests {
    private static let first = KeyedSealer("first", secret: 1)
    private static let second = KeyedSealer("second", secret: 2)

    enum Direction: String, CaseIterable, Sendable {
        case on, off, over, sameID, newestKey

        var sealers: (old: any RecordSealer, new: any RecordSealer) {
            switch self {
            case .on: (NoSealer(), first)
            case .off: (first, NoSealer())
            case .over: (first, second)
            case .sameID: (first, KeyedSealer("first", secret: 9))
            case .newestKey:
                (first, KeyedSealer("second", secret: 2, former: [(id: "first", secret: 1)]))
            }
        }
    }

    private func pass(
        _ store: some RecordScanning, _ old: any RecordSealer, _ new: any RecordSealer, leaving prefixes: [String] = []
    ) -> Resealing {
        func open(_ old: some RecordSealer, _ new: some RecordSealer) -> Resealing {
            Resealing(store, from: old, to: new, leaving: prefixes)
        }
        return open(old, new)
    }

    private func failure(_ pass: Resealing) async -> Resealing.Failure? {
        do { try await pass.run() } catch { return error }
        return nil
    }

    @Test(arguments: Direction.allCases) func everyRowChangesItsSealerAndNothingElse(_ direction: Direction)
        async throws
    {
        let (old, new) = direction.sealers
        let host = ResealedHost()
        let app = try await host.fill(old)
        let former = try await host.pool(old)
        let open = try #require(await former.signIn("ada", password: Fixture.password).challenge)
        let before = try await host.contents(old)
        let kinds = Set(before.values.map { $0[1] })
        #expect(kinds == [1, 2, 3, 4, 5, 6, 7, 8, 9], "rows of every kind")
        let rows = await host.rows()

        let counts = try await pass(host.store, old, new).run()
        #expect(counts.rewritten == rows.count && counts.left == 0)
        #expect(try await host.contents(new) == before)
        let after = await host.rows()
        #expect(after.values.filter { $0.expiresAt != nil }.count >= 3, "quota, family and decoy")
        for (key, row) in rows {
            let new = try #require(after[key])
            #expect(new.expiresAt == row.expiresAt && new.version != row.version, "\(key)")
            #expect(new.version.text.utf8.count == 32)
        }

        // An open challenge continues, and the old sealer can open nothing.
        let pool = try await host.pool(new)
        #expect(
            try await pool.respond(to: open.session, with: .softwareTokenMFA(code: app.code())).authenticationResult
                != nil)
        // The former service can open no row.
        let refused = await TestSupport.failure { _ = try await former.admin.user("ada") }
        #expect(refused?.code == .internalError)
    }

    @Test(arguments: Direction.allCases) func aSecondPassLeavesEverything(_ direction: Direction) async throws {
        let (old, new) = direction.sealers
        let host = ResealedHost()
        _ = try await host.fill(old)
        let first = try await pass(host.store, old, new).run()
        let rows = await host.rows()
        let second = try await pass(host.store, old, new).run()
        #expect(second.rewritten == 0 && second.left == first.rewritten && first.rewritten == rows.count)
        #expect(await host.rows() == rows)
    }

    /// Rows of the new key open with the new sealer by itself, so the former key can be removed.
    @Test func rowsOfAFormerKeyOfTheNewSealerComeUnderItsPresentOne() async throws {
        let host = ResealedHost()
        _ = try await host.fill(Self.first)
        let before = try await host.contents(Self.first)
        let ring = KeyedSealer("second", secret: 2, former: [(id: "first", secret: 1)])
        try await pass(host.store, ring, ring).run()
        #expect(try await host.contents(Self.second) == before)
    }

    @Test(arguments: [StoreFault.crashesBefore, .crashesAfter])
    func aCrashAtAnyCallIsFinishedByTheNextPass(_ fault: StoreFault) async throws {
        let host = ResealedHost()
        _ = try await host.fill(Self.first)
        let before = try await host.contents(Self.first)
        let counting = FaultyRecordStore(await host.copy())
        try await pass(counting, Self.first, Self.second).run()
        let calls = await counting.calls.count
        #expect(calls > 2 * before.count)
        var partial = 0
        for call in 0..<calls {
            let other = ResealedHost(store: await host.copy())
            let error = await failure(
                pass(FaultyRecordStore(other.store, plan: .call(call, fault)), Self.first, Self.second))
            guard case .storeFailed = error else {
                Issue.record("call \(call): \(String(describing: error))")
                continue
            }
            let isSecond = await other.rows().values.map {
                SealedRecordCodec(sealer: Self.second).isUnderPresentKey($0.contents)
            }
            if Set(isSecond) == [true, false] { partial += 1 }
            let counts = try await pass(other.store, Self.first, Self.second).run()
            #expect(counts.left == isSecond.filter { $0 }.count)
            #expect(counts.left + counts.rewritten == before.count)
            #expect(try await other.contents(Self.second) == before)
        }
        #expect(partial >= before.count)
    }

    @Test func aDamagedRowIsNeverSealedAsIfItWereGood() async throws {
        let host = ResealedHost()
        var generator = RecordGenerator(seed: 11)
        let key = RecordKey("user/a/b")
        let good = try SealedRecordCodec(sealer: NoSealer()).encode(generator.user(host.keys), of: key)
        let row = VersionedRecord(version: RecordVersion("a"), contents: good)
        let sealed = VersionedRecord(
            version: RecordVersion("a"),
            contents: try SealedRecordCodec(sealer: Self.first).seal(Array(good.dropFirst(2)), of: key))
        for (row, old, new) in [(row, NoSealer(), Self.first), (sealed, Self.first, NoSealer())]
            as [(VersionedRecord, any RecordSealer, any RecordSealer)]
        {
            for place in row.contents.indices {
                var bent = row.contents
                bent[place] ^= 1 << UInt8(generator.number(8))
                let store = InMemoryRecordStore()
                let damaged = VersionedRecord(version: row.version, contents: bent)
                _ = await store.compareAndSwap(key, .insert(damaged))
                guard case .unreadable(let keys) = await failure(pass(store, old, new)), keys == [key] else {
                    Issue.record("byte \(place)")
                    continue
                }
                #expect(await store.read(key) == damaged)
            }
        }
    }

    /// A row under the key id of the new sealer counts as done only if that sealer opens it.
    @Test func aDamagedRowOfTheNewSealerIsReportedToo() async throws {
        let host = ResealedHost()
        _ = try await host.fill(Self.second)
        let (key, row) = try #require(await host.rows().first)
        var bent = row.contents
        bent[bent.count - 1] ^= 1
        let damaged = VersionedRecord(version: RecordVersion("d"), contents: bent, expiresAt: row.expiresAt)
        _ = await host.store.compareAndSwap(key, .replace(row.version, with: damaged))
        guard case .unreadable([key]) = await failure(pass(host.store, Self.first, Self.second)) else {
            Issue.record("not reported")
            return
        }
    }

    @Test func rowsThatNeitherSealerOpensAreNamedAndNothingChanges() async throws {
        let host = ResealedHost()
        _ = try await host.fill(NoSealer())
        let foreign = RecordKey("user/z/z")
        let strange = SealedRecordCodec(sealer: KeyedSealer("third", secret: 3))
        let contents = try strange.encode(Tombstone(generation: 1), of: foreign)
        _ = await host.store.compareAndSwap(
            foreign, .insert(VersionedRecord(version: RecordVersion("f"), contents: contents)))
        let own = RecordKey("host/own")
        _ = await host.store.compareAndSwap(
            own, .insert(VersionedRecord(version: RecordVersion("o"), contents: [1, 2, 3])))
        let rows = await host.rows()
        let error = await failure(pass(host.store, NoSealer(), Self.first))
        guard case .unreadable([own, foreign]) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error.map { "\($0)" } == "Neither sealer opens these rows, or they are damaged: host/own, user/z/z.")
        #expect(await host.rows() == rows)
        // The host's own rows can be left out, and the other one deleted.
        _ = await host.store.compareAndSwap(foreign, .delete(RecordVersion("f")))
        let counts = try await pass(host.store, NoSealer(), Self.first, leaving: ["host/"]).run()
        #expect(counts.rewritten == rows.count - 2)
        #expect(await host.store.read(own) == rows[own])
    }

    /// A row moved to another key counts as damaged, whether the sealer or the checksum detects it.
    @Test(arguments: [Direction.on, .over]) func aRowUnderAnotherKeyIsReported(_ direction: Direction) async throws {
        let (old, new) = direction.sealers
        let host = ResealedHost()
        _ = try await host.fill(old)
        let (_, row) = try #require(await host.rows().first { $0.key.text.hasPrefix("user/") })
        let moved = RecordKey("user/z/z")
        _ = await host.store.compareAndSwap(moved, .insert(row))
        guard case .unreadable([moved]) = await failure(pass(host.store, old, new)) else {
            Issue.record("not reported")
            return
        }
    }

    /// An abandoned change: some rows are of the old sealer, some of a former key of the new one.
    @Test func rowsOfTwoFormerKeysComeTogether() async throws {
        let store = InMemoryRecordStore()
        let keys = [RecordKey("user/a/a"), RecordKey("user/a/b")]
        for (key, sealer) in zip(keys, [Self.first, KeyedSealer("third", secret: 3)]) {
            let contents = try SealedRecordCodec(sealer: sealer).encode(Tombstone(generation: 1), of: key)
            _ = await store.compareAndSwap(
                key, .insert(VersionedRecord(version: RecordVersion("v"), contents: contents)))
        }
        let ring = KeyedSealer("second", secret: 2, former: [(id: "third", secret: 3)])
        #expect(try await pass(store, Self.first, ring).run().rewritten == 2)
        for row in await store.scan(prefix: "", after: nil, limit: 3) {
            _ = try SealedRecordCodec(sealer: Self.second).open(row.record.contents, of: row.key)
        }
    }

    /// A row that a stranger without keys put among sealed rows is not sealed, whatever a sealer returns for it.
    @Test func aRowWithoutASealIsOpenedByNoSealerWithAKey() async throws {
        let store = InMemoryRecordStore()
        let key = RecordKey("user/a/a")
        let contents = try SealedRecordCodec(sealer: NoSealer()).encode(Tombstone(generation: 1), of: key)
        _ = await store.compareAndSwap(
            key, .insert(VersionedRecord(version: RecordVersion("v"), contents: contents)))
        guard case .unreadable([key]) = await failure(pass(store, TrustingSealer(), Self.second)) else {
            Issue.record("taken")
            return
        }
    }

    @Test(arguments: [99, 100, 101]) func atMostAHundredUnreadableRowsAreNamed(_ count: Int) async throws {
        let store = InMemoryRecordStore()
        for number in 0..<count {
            let row = VersionedRecord(version: RecordVersion("v"), contents: [1, 2, 3])
            _ = await store.compareAndSwap(RecordKey("user/a/\(number)"), .insert(row))
        }
        guard case .unreadable(let keys) = await failure(pass(store, Self.first, Self.second)) else {
            Issue.record("taken")
            return
        }
        #expect(Set(keys).count == min(count, 100))
    }

    /// Another process writes the row between the reading and the swap.
    @Test func aSwapThatMeetsAnotherWriterSaysThatTheStoreIsInUse() async throws {
        let host = ResealedHost()
        _ = try await host.fill(Self.first)
        let store = FaultyRecordStore(host.store, plan: .swaps([nil, .conflicts]))
        let error = await failure(pass(store, Self.first, Self.second))
        guard case .storeInUse(let key) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error.map { "\($0)" } == "\(key) was written during the pass: stop every service of the store first.")
        // Nothing is lost: the pass continues after the service has stopped.
        try await pass(host.store, Self.first, Self.second).run()
        #expect(try await host.contents(Self.second).count == host.rows().count)
    }

    /// A row that a service has written behind the pass, where no swap meets it.
    @Test func aRowThatAppearsBehindThePassIsFound() async throws {
        let store = InMemoryRecordStore()
        let codec = SealedRecordCodec(sealer: Self.first)
        for name in ["b", "c"] {
            let key = RecordKey("user/a/\(name)")
            let contents = try codec.encode(Tombstone(generation: 1), of: key)
            _ = await store.compareAndSwap(
                key, .insert(VersionedRecord(version: RecordVersion("v"), contents: contents)))
        }
        let late = RecordKey("user/a/a")
        let contents = try codec.encode(Tombstone(generation: 2), of: late)
        let busy = BusyStore(store) { call in
            guard call == 2 else { return }
            _ = await store.compareAndSwap(
                late, .insert(VersionedRecord(version: RecordVersion("l"), contents: contents)))
        }
        guard case .storeInUse(late) = await failure(pass(busy, Self.first, Self.second)) else {
            Issue.record("not found")
            return
        }
    }

    /// A store may delete an expired row at any time; a row that never expires was deleted by another process.
    @Test(arguments: [true, false]) func aRowThatRunsOutMeanwhileIsNobodysFault(_ expires: Bool) async throws {
        let store = InMemoryRecordStore()
        let key = RecordKey("quota/a/b")
        let contents = try SealedRecordCodec(sealer: Self.first).encode(
            SendQuotaRecord(at: UnixTime(seconds: 1)), of: key)
        let row = VersionedRecord(
            version: RecordVersion("v"), contents: contents, expiresAt: expires ? UnixTime(seconds: 2) : nil)
        for call in [1, 2] {
            _ = await store.compareAndSwap(key, .insert(row))
            // Before the reading, and between the reading and the swap.
            let busy = BusyStore(store) { number in
                if number == call { _ = await store.compareAndSwap(key, .delete(row.version)) }
            }
            let error = await failure(pass(busy, Self.first, Self.second))
            if expires {
                #expect(error == nil)
            } else {
                guard case .storeInUse(key) = error else {
                    Issue.record("call \(call)")
                    continue
                }
            }
        }
    }

    /// A row that may expire and is still there was written by another process.
    @Test func aRowThatMayRunOutAndWasWrittenIsInUse() async throws {
        let store = InMemoryRecordStore()
        let key = RecordKey("quota/a/b")
        let contents = try SealedRecordCodec(sealer: Self.first).encode(
            SendQuotaRecord(at: UnixTime(seconds: 1)), of: key)
        func row(_ version: String) -> VersionedRecord {
            VersionedRecord(
                version: RecordVersion(version), contents: contents, expiresAt: UnixTime(seconds: 2))
        }
        _ = await store.compareAndSwap(key, .insert(row("v")))
        let other = row("other")
        let busy = BusyStore(store) { number in
            if number == 2 { _ = await store.compareAndSwap(key, .replace(RecordVersion("v"), with: other)) }
        }
        guard case .storeInUse(key)? = await failure(pass(busy, Self.first, Self.second)) else {
            Issue.record("not noticed")
            return
        }
    }

    @Test func aScanThatLagsBehindIsNoOtherWriter() async throws {
        let host = ResealedHost()
        _ = try await host.fill(Self.first)
        let lagging = LaggingStore(host.store, rows: await host.store.scan(prefix: "", after: nil, limit: 10_000))
        try await pass(lagging, Self.first, Self.second).run()
        let counts = try await pass(lagging, Self.first, Self.second).run()
        let rows = await host.rows().count
        #expect(counts.rewritten == 0 && counts.left == rows)
        #expect(try await host.contents(Self.second).count == rows)
    }

    /// A sealer that cannot open its own rows would destroy the store.
    @Test func aSealerThatDoesNotOpenWhatItSealsChangesNothing() async throws {
        let host = ResealedHost()
        _ = try await host.fill(NoSealer())
        let rows = await host.rows()
        guard case .sealerFailed = await failure(pass(host.store, NoSealer(), ForgetfulSealer())) else {
            Issue.record("taken")
            return
        }
        #expect(await host.rows() == rows)
    }

    // R106
    @Test func aRowThatWouldOutgrowTheStoreChangesNothing() async throws {
        let host = ResealedHost()
        _ = try await host.fill(Self.first)
        let rows = await host.rows()
        guard case .tooLarge = await failure(pass(host.store, Self.first, WideSealer())) else {
            Issue.record("taken")
            return
        }
        #expect(await host.rows() == rows)
    }

    @Test(arguments: [0, 1]) func aRowOfTheGreatestSizeIsTaken(_ over: Int) async throws {
        let store = InMemoryRecordStore()
        let key = RecordKey("user/a/a")
        let contents = try SealedRecordCodec(sealer: NoSealer()).encode(Tombstone(generation: 1), of: key)
        _ = await store.compareAndSwap(
            key, .insert(VersionedRecord(version: RecordVersion("v"), contents: contents)))
        // The new key id has one byte, the old one none.
        let sealer = WideSealer(excess: RecordCodec.maximumByteCount - contents.count - 1 + over)
        guard case .tooLarge? = await failure(pass(store, NoSealer(), sealer)) else {
            #expect(over == 0)
            #expect(await store.read(key)?.contents.count == RecordCodec.maximumByteCount)
            return
        }
        #expect(over == 1)
    }

    /// Opens every row as another valid one.
    private struct SwappingSealer: RecordSealer {
        let other: [UInt8]
        let keyID: [UInt8] = [3]
        func seal(_ contents: [UInt8], of key: RecordKey) -> [UInt8] { contents }
        func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) -> [UInt8] { other }
    }

    @Test func aSealerThatOpensOtherContentsIsFound() async throws {
        let store = InMemoryRecordStore()
        let (key, plain) = (RecordKey("user/a/a"), SealedRecordCodec(sealer: NoSealer()))
        let row = VersionedRecord(
            version: RecordVersion("v"), contents: try plain.encode(Tombstone(generation: 1), of: key))
        _ = await store.compareAndSwap(key, .insert(row))
        let other = try plain.open(plain.encode(Tombstone(generation: 2), of: key), of: key)
        guard case .sealerFailed(key, _)? = await failure(pass(store, NoSealer(), SwappingSealer(other: other))) else {
            Issue.record("not noticed")
            return
        }
        #expect(await store.read(key) == row)
    }

    @Test func aLargeStoreIsPassedInBatchesAndTold() async throws {
        let store = InMemoryRecordStore()
        let codec = SealedRecordCodec(sealer: NoSealer())
        for number in 0..<1_203 {
            let key = RecordKey("user/a/\(number)")
            let contents = try codec.encode(Tombstone(generation: UInt32(number)), of: key)
            _ = await store.compareAndSwap(
                key, .insert(VersionedRecord(version: RecordVersion("v"), contents: contents)))
        }
        var told: [Int] = []
        let counts = try await Resealing(store, from: NoSealer(), to: Self.first).run { told.append($0.rewritten) }
        #expect(told == [500, 1_000, 1_203] && counts.rewritten == 1_203)
        for row in await store.scan(prefix: "", after: nil, limit: 2_000) {
            #expect(SealedRecordCodec(sealer: Self.first).isUnderPresentKey(row.record.contents))
        }
    }
}

/// Another writer before every reading and swap, which are counted from 1.
private actor BusyStore: RecordScanning {
    private let base: InMemoryRecordStore
    private let act: @Sendable (Int) async -> Void
    private var calls = 0

    init(_ base: InMemoryRecordStore, act: @escaping @Sendable (Int) async -> Void) {
        self.base = base
        self.act = act
    }

    private func begin() async {
        calls += 1
        await act(calls)
    }

    func read(_ key: RecordKey) async throws -> VersionedRecord? {
        await begin()
        return await base.read(key)
    }

    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        await begin()
        return await base.compareAndSwap(key, change)
    }

    func scan(prefix: String, after key: RecordKey?, limit: Int) async throws -> [ScannedRecord] {
        await base.scan(prefix: prefix, after: key, limit: limit)
    }
}

/// A store that scans old rows, as a lagging replica does.
private struct LaggingStore: RecordScanning {
    private let base: InMemoryRecordStore
    private let rows: [ScannedRecord]

    init(_ base: InMemoryRecordStore, rows: [ScannedRecord]) {
        self.base = base
        self.rows = rows
    }

    func read(_ key: RecordKey) async throws -> VersionedRecord? { await base.read(key) }

    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        await base.compareAndSwap(key, change)
    }

    func scan(prefix: String, after key: RecordKey?, limit: Int) async throws -> [ScannedRecord] {
        Array(rows.drop { $0.key.text <= key?.text ?? "" }.prefix(limit))
    }
}

/// Opens unsealed rows as they are.
private struct TrustingSealer: RecordSealer {
    let keyID: [UInt8] = [3]
    func seal(_ contents: [UInt8], of key: RecordKey) -> [UInt8] { contents }
    func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) -> [UInt8] { sealed }
}

/// Seals and cannot open.
private struct ForgetfulSealer: RecordSealer {
    let keyID: [UInt8] = [1]
    func seal(_ contents: [UInt8], of key: RecordKey) -> [UInt8] { contents.reversed() }
    func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) -> [UInt8] { sealed }
}

/// Sealed rows of a size that a store need not take.
private struct WideSealer: RecordSealer {
    /// The bytes that are added to the contents.
    var excess = 65_536
    let keyID: [UInt8] = [2]
    func seal(_ contents: [UInt8], of key: RecordKey) -> [UInt8] { contents + [UInt8](repeating: 0, count: excess) }
    func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) -> [UInt8] {
        Array(sealed.dropLast(excess))
    }
}
