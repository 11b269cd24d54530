public import AuthFlow
public import CognitoMFAService

/// A store that wraps a working one and fails by plan, to test an adapter or an app against faults.
///
/// A plan is a script or a seed. Nothing sleeps: calls that wait are released by hand. After a crash, wrap the inner
/// store again, as a new process would open it.
public actor FaultyRecordStore<Base: RecordStore>: RecordStore {
    /// The error that a fault throws.
    public struct Fault: Error, Sendable, Hashable {
        /// The fault.
        public let fault: StoreFault
    }

    /// The working store.
    public nonisolated let base: Base
    /// Every call since the plan was given, with its fault.
    public private(set) var calls: [(call: StoreCall, fault: StoreFault?)] = []

    private var plan: FaultPlan
    private var counts: [StoreCall.Kind: Int] = [:]
    private var hasCrashed = false
    private var late: [(key: RecordKey, change: RecordChange, isAfterNext: Bool)] = []
    /// The rows before their last change.
    package private(set) var former: [RecordKey: VersionedRecord?] = [:]
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    /// Wraps a store; without a plan, nothing fails.
    public init(_ base: Base, plan: FaultPlan = .none) {
        (self.base, self.plan) = (base, plan)
    }

    /// Wraps a store, with the former rows for stale reads.
    package init(_ base: Base, former: [RecordKey: VersionedRecord?]) {
        self.base = base
        self.former = former
        plan = .none
    }

    /// Changes the plan; calls are counted from 0 again, and a crash ends.
    public func follow(_ plan: FaultPlan) {
        self.plan = plan
        calls = []
        counts = [:]
        hasCrashed = false
    }

    /// Releases all waiting calls.
    public func release() {
        for turn in held { turn.resume() }
        held = []
    }

    /// The number of waiting calls.
    public var waiting: Int { held.count }

    /// Returns as soon as a call waits.
    public func someoneWaits() async {
        if held.isEmpty { await withCheckedContinuation { watchers.append($0) } }
    }

    /// Makes all delayed swaps now.
    public func landAll() async {
        for (key, change, _) in late { await land(key, change) }
        late = []
    }

    /// Returns the row of `key`, or fails by plan.
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

    /// Applies `change`, or fails by plan.
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

    /// Counts a call and returns its fault; throws a fault that comes before the call.
    private func next(_ kind: StoreCall.Kind, _ key: RecordKey) throws -> StoreFault? {
        let call = StoreCall(number: calls.count, numberOfKind: counts[kind, default: 0], kind: kind, key: key)
        counts[kind, default: 0] += 1
        let fault = hasCrashed ? .crashesBefore : plan.fault(call)
        calls.append((call, fault))
        if fault == .crashesBefore || fault == .crashesAfter { hasCrashed = true }
        if let fault, fault == .crashesBefore || fault == .dropsBeforeCommit { throw Fault(fault: fault) }
        return fault
    }

    /// Applies a change, and keeps the former row for stale reads.
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
    /// Returns the rows found, or fails by plan.
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

extension FaultyRecordStore: RecordCounting where Base: RecordCounting {
    /// Returns the number of rows, or fails by plan as a scan does.
    public func count(prefix: String) async throws -> Int {
        if let fault = try next(.scan, RecordKey(prefix)), fault == .losesReply || fault == .crashesAfter {
            throw Fault(fault: fault)
        }
        return try await base.count(prefix: prefix)
    }
}
