package import AuthFlow
import Synchronization
package import UserPoolModel

/// Where passwords are hashed: a bounded number of threads outside Swift's cooperative pool, and a bounded line before them.
///
/// `threads` checks or groups of them run, first come first served; of more than `threads` and `waiting` checks together one is
/// refused at once. At most `perName` checks of one name are admitted, known or not. Both bounds refuse before any
/// record is read. Of a full queue, a network that holds fewer places takes one from the network that holds most (R124).
package final class HashingQueue: Sendable {
    /// The error of a check whose place went to another network's; it has not hashed.
    struct DisplacedCheck: Error {}

    /// The operation that a check belongs to.
    private struct Operation {
        let queue: ObjectIdentifier
        let number: Int
    }

    @TaskLocal private static var operation: Operation?

    /// How many checks or groups run at once.
    package let threads: Int
    private let waiting: Int
    private let perName: Int
    private let gathering: @Sendable (Int) -> Duration
    private let state: Mutex<State>
    private let lanes: [HashingLane]

    /// A queue with the given bounds; by default one thread fewer than the machine has cores, and 64 in line.
    ///
    /// - Parameter gathering: how long the last free thread waits for company, by the cost of a derivation.
    package init(
        threads: Int? = nil, waiting: Int = 64, perName: Int = 2,
        gathering: @escaping @Sendable (Int) -> Duration = HashingQueue.patience
    ) {
        self.threads = max(1, threads ?? HashingLane.spareCores)
        self.waiting = waiting
        self.perName = perName
        self.gathering = gathering
        lanes = (0..<self.threads).map { HashingLane(number: $0) }
        state = Mutex(State(lanes: self.threads))
    }

    /// About a hundredth of the derivation, 2 ms at most; nothing for one that takes no time itself.
    package static func patience(_ cost: Int) -> Duration {
        cost < 10_000 ? .zero : min(.milliseconds(2), .nanoseconds(cost * 3))
    }

    /// Operations that hold a place now.
    package var admitted: Int { state.withLock { $0.admitted } }
    /// How many checks stand in line now.
    package var standing: Int { state.withLock { $0.line.standing } }
    /// How many checks wait on a thread for company now.
    package var gathered: Int { state.withLock { $0.line.gathering } }

    /// Admits one operation that is about to check a password of `name`, runs it, and gives its place back.
    ///
    /// Where the host tells the source address, the operation may lose its place to another network's while it waits.
    ///
    /// - Throws: TooManyRequestsException when the queue's or the name's places are full; nothing has been read then.
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
        let result: Result<Value, CognitoError> = await Self.$operation.withValue(operation) {
            do throws(CognitoError) { return .success(try await body()) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// Runs `work` on a hashing thread when its turn comes, alone.
    ///
    /// Cancelling removes a waiting check only. A displaced check throws ``DisplacedCheck``.
    ///
    /// `work` is concurrent by type: it hops to the preferred executor as it starts. A closure that inherits its
    /// caller's executor would hash on the cooperative thread it came from, preference or not.
    package func run<Value: Sendable>(_ work: @concurrent @Sendable () async throws -> Value) async throws -> Value {
        let lane = try await stand { .alone($0) }
        defer { passOn(lane) }
        return try await withTaskExecutorPreference(lanes[lane], operation: work)
    }

    /// Derives a key on a hashing thread, beside others of the same cost; those of a group are answered together (R41).
    ///
    /// Cancelling removes a derivation that has not started. A displaced one throws ``DisplacedCheck``.
    package func derive(_ derivation: KeyDerivation) async throws -> [UInt8] {
        try await stand { .derivation(derivation, $0) }
    }

    private func stand<Value>(
        _ entrant: (CheckedContinuation<Value, any Error>) -> State.Entrant
    ) async throws -> Value {
        let operation = Self.operation.flatMap { $0.queue == ObjectIdentifier(self) ? $0.number : nil }
        let ticket = state.withLock { $0.nextTicket() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let entrant = entrant(continuation)
                let gathers = entrant.cost.map { gathering($0) > .zero } ?? false
                perform(state.withLock { $0.enter(ticket, of: operation, entrant, gathers: gathers) })
            }
        } onCancel: {
            perform(state.withLock { $0.leave(ticket) })
        }
    }

    private func passOn(_ lane: Int) { perform(state.withLock { $0.passOn(lane) }) }

    /// Resumes and starts outside the lock.
    private func perform(_ effect: State.Effect?) {
        switch effect {
        case nil: break
        case .refuse(let entrant, let error, let next)?:
            entrant.refuse(error)
            perform(next)
        case .alone(let turn, let lane)?: turn.resume(returning: lane)
        case .gather(let lane, let mark, let cost)?:
            lanes[lane].after(gathering(cost)) { [self] in perform(state.withLock { $0.end(of: lane, mark: mark) }) }
        case .group(let members, let lane)?:
            lanes[lane].after(.zero) { [self] in
                let keys = Result { try KeyDerivation.keys(of: members.map(\.derivation)) }
                passOn(lane)
                for (place, member) in members.enumerated() { member.answer.resume(with: keys.map { $0[place] }) }
            }
        }
    }
}
