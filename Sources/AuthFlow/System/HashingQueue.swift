import Synchronization
package import UserPoolModel

/// Where passwords are hashed: a bounded number of threads outside Swift's cooperative pool, and a bounded line before them.
///
/// `threads` checks run, `waiting` more may stand in line, first come first served; beyond that a call is refused at
/// once. At most `perName` checks of one name are admitted, known or not. Both bounds refuse before any record is read.
package final class HashingQueue: Sendable {
    /// How many checks run at once.
    package let threads: Int
    private let waiting: Int
    private let perName: Int
    private let line: Mutex<Line>
    private let lanes: [HashingLane]

    /// A queue with the given bounds; by default one thread fewer than the machine has cores, and 64 in line.
    package init(threads: Int? = nil, waiting: Int = 64, perName: Int = 2) {
        self.threads = max(1, threads ?? HashingLane.spareCores)
        self.waiting = waiting
        self.perName = perName
        lanes = (0..<self.threads).map { HashingLane(number: $0) }
        line = Mutex(Line(lanes: self.threads))
    }

    /// How many checks stand in line now.
    package var standing: Int { line.withLock { $0.standing } }

    /// Admits one operation that is about to check a password of `name`, runs it, and gives its place back.
    ///
    /// - Throws: TooManyRequestsException when the queue's or the name's places are full; nothing has been read then.
    package func admitting<Value>(
        _ name: RecordKey, _ body: () async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        let isAdmitted = line.withLock { $0.admit(name, bound: threads + waiting, perName: perName) }
        guard isAdmitted else { throw .tooManyRequests }
        defer { line.withLock { $0.dismiss(name) } }
        return try await body()
    }

    /// Runs `work` on a hashing thread when its turn comes.
    ///
    /// Cancelling removes a waiting check only.
    ///
    /// `work` is concurrent by type: it hops to the preferred executor as it starts. A closure that inherits its
    /// caller's executor would hash on the cooperative thread it came from, preference or not.
    package func run<Value: Sendable>(_ work: @concurrent @Sendable () async throws -> Value) async throws -> Value {
        let lane = try await turn()
        defer { endTurn(of: lane) }
        return try await withTaskExecutorPreference(lanes[lane], operation: work)
    }

    private func turn() async throws -> Int {
        let ticket = line.withLock { $0.nextTicket() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (turn: Line.Turn) in
                let answer = line.withLock { $0.enter(ticket, turn) }
                if let answer { turn.resume(with: answer) }
            }
        } onCancel: {
            line.withLock { $0.leave(ticket) }?.resume(throwing: CancellationError())
        }
    }

    private func endTurn(of lane: Int) {
        line.withLock { $0.passOn(lane) }?.resume(returning: lane)
    }
}

/// Who is admitted, who runs and who waits.
///
/// A value: it changes under the lock, and every resumption happens outside it.
private struct Line {
    typealias Turn = CheckedContinuation<Int, any Error>

    private var admitted = 0
    private var byName: [RecordKey: Int] = [:]
    private var freeLanes: [Int]
    private var lastTicket = 0
    /// Tickets drawn whose turn has not come to stand in line yet; false when cancelled meanwhile.
    private var arriving: [Int: Bool] = [:]
    private var order: [(ticket: Int, turn: Turn)] = []

    var standing: Int { order.count }

    init(lanes: Int) { freeLanes = Array(0..<lanes) }

    mutating func admit(_ name: RecordKey, bound: Int, perName: Int) -> Bool {
        guard admitted < bound, byName[name, default: 0] < perName else { return false }
        admitted += 1
        byName[name, default: 0] += 1
        return true
    }

    mutating func dismiss(_ name: RecordKey) {
        admitted -= 1
        byName[name] = byName[name].flatMap { $0 > 1 ? $0 - 1 : nil }
    }

    mutating func nextTicket() -> Int {
        lastTicket += 1
        arriving[lastTicket] = true
        return lastTicket
    }

    /// A lane to go on with, a refusal because it was cancelled, or nil: stands in line.
    mutating func enter(_ ticket: Int, _ turn: Turn) -> Result<Int, any Error>? {
        guard arriving.removeValue(forKey: ticket) == true else { return .failure(CancellationError()) }
        if let lane = freeLanes.popLast() { return .success(lane) }
        order.append((ticket, turn))
        return nil
    }

    /// The waiting turn to be told that it is off; a check that runs goes on.
    mutating func leave(_ ticket: Int) -> Turn? {
        if let place = order.firstIndex(where: { $0.ticket == ticket }) { return order.remove(at: place).turn }
        if arriving[ticket] != nil { arriving[ticket] = false }
        return nil
    }

    /// The next in line, who takes the lane; or the lane is free.
    mutating func passOn(_ lane: Int) -> Turn? {
        guard !order.isEmpty else {
            freeLanes.append(lane)
            return nil
        }
        return order.removeFirst().turn
    }
}
