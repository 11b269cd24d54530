public import AuthFlow
public import CognitoMFAService

/// A store that fails by plan, round one that works: for tests of what a host's adapter, or its app, does then.
///
/// A plan is a script or a seed. Nothing sleeps: calls that wait are let go by hand. After a crash, wrap the inner store
/// anew, as a new process would open it.
public actor FaultyRecordStore<Base: RecordStore>: RecordStore {
    /// What a fault throws.
    public struct Fault: Error, Sendable, Hashable {
        /// Which one.
        public let fault: StoreFault
    }

    /// The store that works.
    public nonisolated let base: Base
    /// Every call since the plan was given, and what befell it.
    public private(set) var calls: [(call: StoreCall, fault: StoreFault?)] = []

    private var plan: FaultPlan
    private var counts: [StoreCall.Kind: Int] = [:]
    private var hasCrashed = false
    private var late: [(key: RecordKey, change: RecordChange, isAfterNext: Bool)] = []
    /// The rows as they were before their last change.
    package private(set) var former: [RecordKey: VersionedRecord?] = [:]
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    /// Wraps a store; without a plan nothing goes wrong.
    public init(_ base: Base, plan: FaultPlan = .none) {
        self.base = base
        self.plan = plan
    }

    /// Wraps a store whose rows have a past.
    package init(_ base: Base, former: [RecordKey: VersionedRecord?]) {
        self.base = base
        self.former = former
        plan = .none
    }

    /// Takes another plan; calls are counted from 0 again, and a crash is over.
    public func follow(_ plan: FaultPlan) {
        self.plan = plan
        calls = []
        counts = [:]
        hasCrashed = false
    }

    /// Lets every call go that waits.
    public func release() {
        for turn in held { turn.resume() }
        held = []
    }

    /// How many calls wait.
    public var waiting: Int { held.count }

    /// Returns once a call waits.
    public func someoneWaits() async {
        if held.isEmpty { await withCheckedContinuation { watchers.append($0) } }
    }

    /// Makes the swaps that were to land later, now.
    public func landAll() async {
        for (key, change, _) in late { await land(key, change) }
        late = []
    }

    /// The row under `key`, or what the plan makes of it.
    public func read(_ key: RecordKey) async throws -> VersionedRecord? {
        let fault = try next(.read, key)
        switch fault {
        case .losesReply, .crashesAfter, .landsBeforeNext, .landsAfterNext: throw Fault(fault: fault ?? .losesReply)
        case .readsStale:
            if let old = former[key] { return old }
        case .waits: await hold()
        case .deliversTwice: _ = try await base.read(key)
        case .waitsWithReply:
            let row = try await base.read(key)
            await hold()
            return row
        default: break
        }
        return try await base.read(key)
    }

    /// Makes `change`, or what the plan makes of it.
    public func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        let fault = try next(.swap, key)
        await land(afterNext: false)
        switch fault {
        case .landsBeforeNext, .landsAfterNext:
            late.append((key, change, fault == .landsAfterNext))
            throw Fault(fault: fault ?? .landsAfterNext)
        case .conflicts: return .conflict
        case .waits: await hold()
        default: break
        }
        let outcome = try await swap(key, change)
        if fault == .deliversTwice { _ = try await base.compareAndSwap(key, change) }
        await land(afterNext: true)
        switch fault {
        case .losesReply, .crashesAfter: throw Fault(fault: fault ?? .losesReply)
        case .waitsWithReply: await hold()
        default: break
        }
        return outcome
    }

    /// Numbers a call; throws what it must not begin with.
    private func next(_ kind: StoreCall.Kind, _ key: RecordKey) throws -> StoreFault? {
        let call = StoreCall(number: calls.count, numberOfKind: counts[kind, default: 0], kind: kind, key: key)
        counts[kind, default: 0] += 1
        let fault = hasCrashed ? .crashesBefore : plan.fault(call)
        calls.append((call, fault))
        if fault == .crashesBefore || fault == .crashesAfter { hasCrashed = true }
        if let fault, fault == .crashesBefore || fault == .dropsBeforeCommit { throw Fault(fault: fault) }
        return fault
    }

    /// Swaps, and keeps what was there before for stale reads.
    private func swap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        let before = try await base.read(key)
        let outcome = try await base.compareAndSwap(key, change)
        if outcome == .swapped { former[key] = .some(before) }
        return outcome
    }

    private func land(afterNext: Bool) async {
        let due = late.filter { $0.isAfterNext == afterNext }
        late.removeAll { $0.isAfterNext == afterNext }
        for (key, change, _) in due { await land(key, change) }
    }

    private func land(_ key: RecordKey, _ change: RecordChange) async { _ = try? await swap(key, change) }

    private func hold() async {
        for watcher in watchers { watcher.resume() }
        watchers = []
        await withCheckedContinuation { held.append($0) }
    }
}

extension FaultyRecordStore: RecordScanning where Base: RecordScanning {
    /// The rows found, or what the plan makes of it.
    public func scan(prefix: String, after key: RecordKey?, limit: Int) async throws -> [ScannedRecord] {
        let fault = try next(.scan, RecordKey(prefix))
        switch fault {
        case .losesReply, .crashesAfter, .landsBeforeNext, .landsAfterNext: throw Fault(fault: fault ?? .losesReply)
        case .waits, .waitsWithReply: await hold()
        default: break
        }
        return try await base.scan(prefix: prefix, after: key, limit: limit)
    }
}
