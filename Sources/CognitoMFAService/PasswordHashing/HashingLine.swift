import AuthFlow

/// Who waits for a hashing thread, who gathers on one, and who goes next: tickets in, moves out.
///
/// Derivations of one cost go in groups of up to four. While another thread is free a derivation starts at once; on the last
/// free one it waits for company for a bounded time. A thread that ends its work takes the first in line, and with it those
/// of the same cost who came next: nobody waits for more than those before, and a group.
struct HashingLine {
    /// What is to be done now.
    enum Move: Hashable {
        /// The thread takes these.
        case start(lane: Int, tickets: [Int])
        /// The thread waits for more; ``end(of:mark:)`` when the time is over.
        case gather(lane: Int, mark: Int, cost: Int)
    }

    private struct Gathering {
        let cost: Int
        let mark: Int
        var tickets: [Int]
    }

    private var freeLanes: [Int]
    private var gatherings: [Int: Gathering] = [:]
    private var order: [(ticket: Int, cost: Int?)] = []
    private var marks = 0

    init(lanes: Int) { freeLanes = Array(0..<lanes) }

    /// How many have no thread and no group yet.
    var standing: Int { order.count }
    /// True for a check that has no thread and no group yet.
    func stands(_ ticket: Int) -> Bool { order.contains { $0.ticket == ticket } }
    /// How many are in groups that have not started.
    var gathering: Int { gatherings.values.reduce(0) { $0 + $1.tickets.count } }

    /// Takes a check into the line.
    ///
    /// - Parameters:
    ///   - cost: Of a derivation; nil for a check that goes alone.
    ///   - gathers: Whether the derivation is long enough for company to be waited for.
    mutating func enter(_ ticket: Int, cost: Int?, gathers: Bool) -> Move? {
        if let cost, let (lane, group) = gatherings.first(where: { $0.value.cost == cost }) {
            let tickets = group.tickets + [ticket]
            guard tickets.count == KeyDerivation.groupSize else {
                gatherings[lane]?.tickets = tickets
                return nil
            }
            gatherings[lane] = nil
            return .start(lane: lane, tickets: tickets)
        }
        guard let lane = freeLanes.popLast() else {
            order.append((ticket, cost))
            return nil
        }
        guard let cost, gathers, freeLanes.isEmpty else { return .start(lane: lane, tickets: [ticket]) }
        marks += 1
        gatherings[lane] = Gathering(cost: cost, mark: marks, tickets: [ticket])
        return .gather(lane: lane, mark: marks, cost: cost)
    }

    /// The time of a group is over: it starts as it is, unless it has.
    mutating func end(of lane: Int, mark: Int) -> Move? {
        guard let group = gatherings[lane], group.mark == mark else { return nil }
        gatherings[lane] = nil
        return .start(lane: lane, tickets: group.tickets)
    }

    /// The thread has ended its work: the next go on, or it is free.
    mutating func passOn(_ lane: Int) -> Move? {
        guard let first = order.first else {
            freeLanes.append(lane)
            // With a free thread beside it nobody waits for company.
            guard let (other, group) = gatherings.first else { return nil }
            gatherings[other] = nil
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

    /// Takes a check out that has not started.
    ///
    /// - Returns: whether it was there, and what its going leads to.
    mutating func leave(_ ticket: Int) -> (wasThere: Bool, next: Move?) {
        if let place = order.firstIndex(where: { $0.ticket == ticket }) {
            order.remove(at: place)
            return (true, nil)
        }
        guard let (lane, group) = gatherings.first(where: { $0.value.tickets.contains(ticket) }) else {
            return (false, nil)
        }
        let rest = group.tickets.filter { $0 != ticket }
        gatherings[lane]?.tickets = rest
        guard rest.isEmpty else { return (true, nil) }
        gatherings[lane] = nil
        return (true, passOn(lane))
    }
}
