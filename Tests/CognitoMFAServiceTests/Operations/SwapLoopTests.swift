import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The swap loops, against a store that answers by script.
@Suite struct SwapLoopTests {
    /// One record's key, and the loop of one operation on it.
    private struct World {
        let store: ScriptedStore
        let records: RecordAccess
        let key = RecordKey.user("test_pool", CanonicalName("ada", ignoringCase: true))
        let user = UserAuthRecord(
            username: "ada", sub: "s", status: .confirmed, attributes: [:], password: PasswordHash("h"),
            createdAt: UnixTime(seconds: 1_700_000_000))
        static let operation = [UInt8](repeating: 0xAA, count: 16)

        init(_ script: [ScriptedStore.Step] = [], watched: (ScriptedStore) -> any RecordStore = { $0 }) {
            store = ScriptedStore(script)
            records = RecordAccess(store: watched(store), sealer: NoSealer(), random: SeededRandomSource(seed: 1))
        }

        var loop: SwapLoop {
            SwapLoop(records: records, operationID: Self.operation, observer: RecordingObserver())
        }

        func put(_ record: UserAuthRecord) async throws {
            let contents = try SealedRecordCodec(sealer: NoSealer()).encode(record, of: key)
            await store.put(VersionedRecord(version: RecordVersion("first"), contents: contents), under: key)
        }

        func stored() async throws -> RecordAccess.Row<UserAuthRecord> {
            try await records.row(key, as: UserAuthRecord.self)
        }
    }

    enum Loop: CaseIterable {
        case run, replaceWithTombstone, create, insert, remove

        /// True when it changes an existing record.
        var needsRecord: Bool { self == .run || self == .replaceWithTombstone || self == .remove }
    }

    /// Runs a loop once; returns true when it reports success.
    private func call(_ loop: Loop, _ world: World) async throws -> Bool {
        switch loop {
        case .run:
            return try await world.loop.run(
                world.key, as: UserAuthRecord.self,
                absent: .userNotFound,
                decide: { (record) async throws(CognitoError) in
                    var record = record
                    record.isEnabled = false
                    return (record, ChangeAction.done, [])
                }
            ).action == ChangeAction.done
        case .replaceWithTombstone:
            return try await world.loop.replaceWithTombstone(
                world.key, as: UserAuthRecord.self,
                decide: { (_) async throws(CognitoError) in (Tombstone(generation: 5), ChangeAction.done, []) }
            )?.action == ChangeAction.done
        case .create:
            return try await world.loop.create(under: world.key, replacing: false) { (_) throws(CognitoError) in
                world.user
            } != nil
        case .insert: return try await world.loop.insert(world.user, under: world.key)
        case .remove:
            try await world.loop.remove(world.key, as: UserAuthRecord.self) { $0.sub == world.user.sub }
            return true
        }
    }

    private func happened(_ loop: Loop, _ world: World) async throws -> Bool {
        let row = try await world.stored()
        return switch loop {
        case .run: row.record?.isEnabled == false
        case .replaceWithTombstone: row.tombstone?.generation == 5
        case .create, .insert: row.record?.sub == world.user.sub
        case .remove: row.version == nil
        }
    }

    // R12
    @Test(arguments: Loop.allCases, [15, 16]) func sixteenTriesAreMade(_ loop: Loop, _ refusals: Int) async throws {
        let world = World()
        if loop.needsRecord { try await world.put(world.user) }
        await world.store.follow([ScriptedStore.Step](repeating: .refuse, count: refusals))
        let error = await failure {
            let isSaid = try await call(loop, world)
            #expect(isSaid)
        }
        #expect(error == (refusals == 16 ? .tooManyRequests : nil))
        #expect(await world.store.userSwaps == 16)
        #expect(try await happened(loop, world) == (refusals < 16))
    }

    // R10, R12: the reply is lost; so is that of a swap which lands just before the next.
    @Test(arguments: Loop.allCases, [true, false]) func aLostReplyIsFoundOut(
        _ loop: Loop, _ landsLate: Bool
    ) async throws {
        let world = World()
        if loop.needsRecord { try await world.put(world.user) }
        await world.store.follow([landsLate ? .landLate : .loseReply])
        #expect(try await call(loop, world))
        #expect(try await happened(loop, world))
        #expect(await world.store.userSwaps == (landsLate ? 2 : 1))
    }

    // R14
    @Test(arguments: [Loop.run, .replaceWithTombstone, .create, .insert], 1...8) func behindOtherWritersItFindsItself(
        _ loop: Loop, _ writers: Int
    ) async throws {
        let world = World()
        if loop.needsRecord { try await world.put(world.user) }
        await world.store.follow([.interpose(writers)], rewrite: ScriptedStore.otherOperations)
        #expect(try await call(loop, world))
        #expect(try await happened(loop, world))
        #expect(await world.store.userSwaps == 1)
    }

    @Test(arguments: [Loop.create, .insert]) func anothersRecordIsLeftAlone(_ loop: Loop) async throws {
        let world = World()
        var others = world.user
        others.operations.remember([UInt8](repeating: 1, count: 16), .init(isGrant: false, attempt: 0))
        others.modifiedAt = others.createdAt + .seconds(1)
        try await world.put(others)
        #expect(try await !call(loop, world))
        #expect(try await world.stored().record == others)
    }

    @Test func whatIsNotMeantIsNotRemoved() async throws {
        let world = World()
        try await world.put(world.user)
        try await world.loop.remove(world.key, as: UserAuthRecord.self) { $0.sub == "another" }
        #expect(try await world.stored().record == world.user)
        #expect(await world.store.userSwaps == 0)
    }

    // R14: an outcome that no try of this run can have left is not guessed.
    @Test(arguments: [0, 3], [false, true]) func anOutcomeOfNoTryIsAnError(_ attempt: Int, _ isGrant: Bool) async throws
    {
        let world = World()
        var user = world.user
        user.operations.remember(World.operation, .init(isGrant: isGrant, attempt: attempt))
        try await world.put(user)
        #expect(await failure { _ = try await call(.run, world) }?.code == .internalError)
        #expect(try await world.stored().record == user)
    }

    // R10: a change found behind others is recognized by its operation id, and is not a grant.
    @Test(arguments: [Loop.run, .replaceWithTombstone, .create, .insert]) func aWriteSignsItself(_ loop: Loop)
        async throws
    {
        let world = World()
        if loop.needsRecord { try await world.put(world.user) }
        #expect(try await call(loop, world))
        let operations = try await world.stored().operations
        #expect(operations.outcome(of: World.operation) == .init(isGrant: false, attempt: 0))
        #expect(operations.bytes?.count == 17)
    }

    // R18: cancellation ends the first reading, but not a swap or the reading after it.
    @Test(arguments: Loop.allCases) func onlyTheFirstReadingEndsWithItsCaller(_ loop: Loop) async throws {
        let watch = CancellationWatch()
        let world = World([.refuse]) { WatchedStore(base: $0, watch: watch) }
        if loop.needsRecord { try await world.put(world.user) }
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await call(loop, world)
        }
        task.cancel()
        #expect(try await task.value)
        let first: [String] =
            switch loop {
            case .run, .replaceWithTombstone, .create: ["read, cancelled"]
            // A swap of its own goes before, or it follows one that is made already.
            case .insert: []
            case .remove: ["read"]
            }
        #expect(await watch.calls == first + ["swap", "read", "swap"])
    }

    // R4: a record larger than a store must accept is refused, exactly at the limit.
    @Test(arguments: [65_536, 65_537]) func aRecordIsAtMost65536Bytes(_ size: Int) throws {
        let world = World()
        func user(_ letters: Int) -> UserAuthRecord {
            var user = world.user
            user.attributes["custom:text"] = String(repeating: "x", count: letters)
            return user
        }
        let codec = SealedRecordCodec(sealer: NoSealer())
        let rest = try codec.encode(user(60_000), of: world.key).count - 60_000
        let record = user(size - rest)
        #expect(try codec.encode(record, of: world.key).count == size)
        if size == 65_536 {
            #expect(try world.records.prepare(record, of: world.key).contents.count == size)
        } else {
            #expect(throws: CognitoError.recordTooLarge) { try world.records.prepare(record, of: world.key) }
        }
    }

    // R120
    @Test(arguments: [true, false]) func onlyItsOwnPendingRecordIsPublished(_ isMine: Bool) async throws {
        let world = World()
        var pending = world.user
        pending.creation = .init(replacing: nil)
        try await world.put(pending)
        let isPublished = try await world.loop.publish(
            world.key, { (user: inout UserAuthRecord) in user.creation = nil }, if: { _ in isMine })
        #expect(isPublished == isMine)
        let row = try await world.stored()
        #expect((row.record != nil) == isMine && row.version != nil)
    }

    private func pending() async throws -> World {
        let world = World()
        var pending = world.user
        pending.creation = .init(replacing: nil)
        try await world.put(pending)
        return world
    }

    // R12, R120
    @Test(arguments: [true, false], [15, 16]) func aPendingRecordIsTriedSixteenTimes(
        _ isPublished: Bool, _ refusals: Int
    ) async throws {
        let world = try await pending()
        await world.store.follow([ScriptedStore.Step](repeating: .refuse, count: refusals))
        let error = await failure {
            if isPublished {
                let isSaid = try await world.loop.publish(
                    world.key, { (user: inout UserAuthRecord) in user.creation = nil }, if: { _ in true })
                #expect(isSaid)
            } else {
                let isVisible = try await world.loop.retract(world.key, as: UserAuthRecord.self)
                #expect(!isVisible)
            }
        }
        #expect(error == (refusals == 16 ? .tooManyRequests : nil))
        #expect(await world.store.userSwaps == 16)
    }

    // R120
    @Test(arguments: [true, false]) func onlyThePendingRecordThatIsMeantIsRetracted(_ isMeant: Bool) async throws {
        let world = try await pending()
        let isVisible = try await world.loop.retract(world.key, as: UserAuthRecord.self, if: { _ in isMeant })
        #expect(!isVisible)
        #expect(try await (world.stored().version == nil) == isMeant)
    }
}

/// Every call to a store, and whether it was cancelled.
private actor CancellationWatch {
    private(set) var calls: [String] = []

    func note(_ call: String, _ isCancelled: Bool) { calls.append(call + (isCancelled ? ", cancelled" : "")) }
}

private struct WatchedStore: RecordStore {
    let base: ScriptedStore
    let watch: CancellationWatch

    func read(_ key: RecordKey) async throws -> VersionedRecord? {
        await watch.note("read", Task.isCancelled)
        return try await base.read(key)
    }

    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        await watch.note("swap", Task.isCancelled)
        return try await base.compareAndSwap(key, change)
    }
}
