import Dispatch

/// The order in which checks get a hashing thread: a value that takes tickets and returns moves.
///
/// Derivations of one cost run in groups of up to four. While another thread is free, a derivation starts at once. On the
/// last free thread it waits a bounded time for others of its cost. A thread that ends its work takes the first check in
/// the queue, and with it the next ones of the same cost.
package struct HashingLine {
    /// The next step of one thread.
    package enum Move: Hashable {
        /// The thread starts these checks.
        case start(lane: Int, tickets: [Int])
        /// The thread waits for more checks of this cost, until ``closeGroup(on:number:)``.
        case wait(lane: Int, group: Int, cost: Int)
    }

    /// A group that has a thread and has not started.
    private struct OpenGroup {
        package let cost: Int
        package let number: Int
        package var tickets: [Int]
    }

    private var freeLanes: [Int]
    private var openGroups: [Int: OpenGroup] = [:]
    private var order: [(ticket: Int, cost: Int?)] = []
    private var lastGroup = 0

    package init(lanes: Int) { freeLanes = Array(0..<lanes) }

    /// The number of checks with neither a thread nor a group.
    package var queued: Int { order.count }
    /// True for a check with neither a thread nor a group.
    package func isQueued(_ ticket: Int) -> Bool { order.contains { $0.ticket == ticket } }
    /// The number of checks in groups that have not started.
    package var grouped: Int { openGroups.values.reduce(0) { $0 + $1.tickets.count } }

    /// Adds a check.
    ///
    /// - Parameters:
    ///   - cost: The iterations of a derivation; nil for a single check, which joins no group.
    ///   - waitsForGroup: True for a derivation long enough that waiting for others pays.
    package mutating func enqueue(_ ticket: Int, cost: Int?, waitsForGroup: Bool) -> Move? {
        if let cost, let (lane, group) = openGroups.first(where: { $0.value.cost == cost }) {
            let tickets = group.tickets + [ticket]
            guard tickets.count == KeyDerivation.groupSize else {
                openGroups[lane]?.tickets = tickets
                return nil
            }
            openGroups[lane] = nil
            return .start(lane: lane, tickets: tickets)
        }
        guard let lane = freeLanes.popLast() else {
            order.append((ticket, cost))
            return nil
        }
        guard let cost, waitsForGroup, freeLanes.isEmpty else { return .start(lane: lane, tickets: [ticket]) }
        lastGroup += 1
        openGroups[lane] = OpenGroup(cost: cost, number: lastGroup, tickets: [ticket])
        return .wait(lane: lane, group: lastGroup, cost: cost)
    }

    /// Starts a group whose time is over; nil when it has started before.
    package mutating func closeGroup(on lane: Int, number: Int) -> Move? {
        guard let group = openGroups[lane], group.number == number else { return nil }
        openGroups[lane] = nil
        return .start(lane: lane, tickets: group.tickets)
    }

    /// Releases a thread that has ended its work: it takes the next checks, or is free.
    package mutating func release(_ lane: Int) -> Move? {
        guard let first = order.first else {
            freeLanes.append(lane)
            // While a thread is free no group waits for more.
            guard let (other, group) = openGroups.first else { return nil }
            openGroups[other] = nil
            return .start(lane: other, tickets: group.tickets)
        }
        guard let cost = first.cost else {
            order.removeFirst()
            return .start(lane: lane, tickets: [first.ticket])
        }
        let places = order.indices.filter { order[$0].cost == cost }.prefix(KeyDerivation.groupSize)
        let tickets = places.map { order[$0].ticket }
        for place in places.reversed() { order.remove(at: place) }
        return .start(lane: lane, tickets: tickets)
    }

    /// Removes a check that has not started.
    ///
    /// - Returns: True when it was still waiting, and the move that its removal allows.
    package mutating func remove(_ ticket: Int) -> (wasWaiting: Bool, next: Move?) {
        if let place = order.firstIndex(where: { $0.ticket == ticket }) {
            order.remove(at: place)
            return (true, nil)
        }
        guard let (lane, group) = openGroups.first(where: { $0.value.tickets.contains(ticket) }) else {
            return (false, nil)
        }
        let rest = group.tickets.filter { $0 != ticket }
        openGroups[lane]?.tickets = rest
        guard rest.isEmpty else { return (true, nil) }
        openGroups[lane] = nil
        return (true, release(lane))
    }
}

/// One hashing thread as an executor: a serial queue of its own, so that hashing never blocks a cooperative thread.
final class HashingLane: TaskExecutor {
    private let queue: DispatchQueue

    init(number: Int) { queue = DispatchQueue(label: "cognito-mfa.hashing.\(number)") }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = unsafe asUnownedTaskExecutor()
        queue.async { unsafe job.runSynchronously(on: executor) }
    }

    /// Runs `work` on the thread after a delay.
    func after(_ delay: Duration, _ work: @escaping @Sendable () -> Void) {
        guard delay > .zero else { return queue.async(execute: work) }
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(delay / .nanoseconds(1))), execute: work)
    }
}
