package import AuthFlow
import Synchronization
package import UserPoolModel

/// A bounded number of hashing threads outside Swift's cooperative pool, and a bounded queue before them.
///
/// At most `threads` checks or groups run at once, first come first served. Beyond `threads + waiting` operations a further
/// one is refused at once. At most `perName` operations on one name are admitted, whether the name is known or not. Both
/// bounds refuse before any record is read. When all places are taken, a network that holds fewer takes one from the
/// network that holds most (R124).
package final class HashingQueue: Sendable {
    /// The error of a check whose operation has lost its place to another network's; nothing was hashed.
    struct DisplacedCheck: Error {}

    /// The operation that a check belongs to.
    private struct Operation {
        let queue: ObjectIdentifier
        let number: Int
    }

    @TaskLocal private static var operation: Operation?

    /// The number of checks or groups that run at once.
    package let threads: Int
    private let waiting: Int
    private let perName: Int
    private let batchingDelay: @Sendable (Int) -> Duration
    private let watch: SlowHashWatch?
    private let state: Mutex<State>
    private let lanes: [HashingLane]

    /// Creates a queue; by default with one thread fewer than the machine has cores, and 64 waiting operations.
    ///
    /// - Parameters:
    ///   - watch: Notices a hash that takes too long.
    ///   - batchingDelay: The time that the last free thread waits for a group, by the cost of a derivation.
    package init(
        threads: Int? = nil, waiting: Int = 64, perName: Int = 2, watch: SlowHashWatch? = nil,
        batchingDelay: @escaping @Sendable (Int) -> Duration = HashingQueue.batchingDelay
    ) {
        self.watch = watch
        self.threads = max(1, threads ?? SystemProcessors.spare)
        self.waiting = waiting
        self.perName = perName
        self.batchingDelay = batchingDelay
        lanes = (0..<self.threads).map { HashingLane(number: $0) }
        state = Mutex(State(lanes: self.threads))
    }

    /// The default delay: about a hundredth of the derivation's own time, at most 2 ms; zero below 10,000 iterations.
    package static func batchingDelay(_ cost: Int) -> Duration {
        cost < 10_000 ? .zero : min(.milliseconds(2), .nanoseconds(cost * 3))
    }

    /// The number of operations that hold a place now.
    package var admitted: Int { state.withLock { $0.admitted } }
    /// The number of checks in the queue now.
    package var queued: Int { state.withLock { $0.line.queued } }
    /// The number of checks in groups that have not started.
    package var grouped: Int { state.withLock { $0.line.grouped } }

    /// Admits one operation that is about to check a password of `name`, runs it, and frees its place.
    ///
    /// Where the host gives the source address, the operation may lose its place to another network's while it waits.
    ///
    /// - Throws: TooManyRequestsException when all places of the queue or of the name are taken; nothing has been read.
    package func admitting<Value>(
        _ name: RecordKey, _ body: () async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        let network = SourceAddress.current.map(SourceAddress.Network.init)
        let admission = state.withLock {
            $0.admit(name, from: network, bound: threads + waiting, perName: perName)
        }
        guard let (number, effect) = admission else { throw .tooManyRequests }
        defer { state.withLock { $0.dismiss(number) } }
        perform(effect)
        let operation = Operation(queue: ObjectIdentifier(self), number: number)
        return try await Self.$operation.binding(operation, body)
    }

    /// Runs `work` as a single check on a hashing thread when its turn comes.
    ///
    /// Cancellation removes only a check that still waits. A displaced check throws ``DisplacedCheck``.
    ///
    /// `work` is concurrent by type, so it moves to the preferred executor as it starts. A closure that inherits its
    /// caller's executor would hash on the caller's cooperative thread in spite of the preference.
    package func run<Value: Sendable>(_ work: @concurrent @Sendable () async throws -> Value) async throws -> Value {
        let lane = try await enqueue { .single($0) }
        defer { release(lane) }
        let start = ContinuousClock.now
        defer { watch?.note(.now - start) }
        return try await withTaskExecutorPreference(lanes[lane], operation: work)
    }

    /// Derives a key on a hashing thread in a group of the same cost; all keys of a group are returned together (R41).
    ///
    /// Cancellation removes a derivation that has not started. A displaced one throws ``DisplacedCheck``.
    package func derive(_ derivation: KeyDerivation) async throws -> [UInt8] {
        try await enqueue { .derivation(derivation, $0) }
    }

    private func enqueue<Value>(
        _ check: (CheckedContinuation<Value, any Error>) -> State.WaitingCheck
    ) async throws -> Value {
        let operation = Self.operation.flatMap { $0.queue == ObjectIdentifier(self) ? $0.number : nil }
        let ticket = state.withLock { $0.nextTicket() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let check = check(continuation)
                let waitsForGroup = check.cost.map { batchingDelay($0) > .zero } ?? false
                perform(state.withLock { $0.enqueue(ticket, of: operation, check, waitsForGroup: waitsForGroup) })
            }
        } onCancel: {
            perform(state.withLock { $0.remove(ticket) })
        }
    }

    private func release(_ lane: Int) { perform(state.withLock { $0.release(lane) }) }

    /// Resumes continuations and starts work; called outside the lock.
    private func perform(_ effect: State.Effect?) {
        switch effect {
        case nil: break
        case .refuse(let check, let error, let next)?:
            check.refuse(error)
            perform(next)
        case .single(let turn, let lane)?: turn.resume(returning: lane)
        case .wait(let lane, let group, let cost)?:
            lanes[lane].after(batchingDelay(cost)) { [self] in
                perform(state.withLock { $0.closeGroup(on: lane, number: group) })
            }
        case .group(let members, let lane)?:
            lanes[lane].after(.zero) { [self] in
                let start = ContinuousClock.now
                let keys = Result { try KeyDerivation.keys(of: members.map(\.derivation)) }
                watch?.note(.now - start)
                release(lane)
                for (place, member) in members.enumerated() { member.answer.resume(with: keys.map { $0[place] }) }
            }
        }
    }
}
