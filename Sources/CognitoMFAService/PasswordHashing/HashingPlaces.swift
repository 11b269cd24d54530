package import AuthFlow

/// The operations that hold a place, by name and by source network, and the line of their checks.
///
/// An operation holds a place from its admission to its end. When all places are taken, a network that holds fewer takes
/// one from the network that holds most (R124). The operation that loses its place goes on, but its next check is refused.
/// An operation that makes no further check ends as usual.
package struct HashingPlaces {
    /// Tickets of checks that must be refused, because their operation has lost its place.
    package typealias Displaced = [Int]

    private struct Holder {
        package let name: RecordKey
        /// Nil when the host gives no address; such an operation neither displaces nor is displaced.
        package let network: SourceAddress.Network?
        package var isDisplaced = false
        /// Its checks in the queue.
        package var queued: [Int] = []
        /// The number of its checks that have a thread or are in a group.
        package var onThreads = 0
    }

    package private(set) var line: HashingLine
    /// Operations under way, including those that have lost their place.
    private var holders: [Int: Holder] = [:]
    private var byName: [RecordKey: Int] = [:]
    private var byNetwork: [SourceAddress.Network: Int] = [:]
    private var owners: [Int: Int] = [:]
    private var onLane: [Int: [Int]] = [:]
    private var numbers = 0
    /// The number of places taken.
    package private(set) var taken = 0

    package init(lanes: Int) { line = HashingLine(lanes: lanes) }

    /// True when no operation holds a place and nothing is counted.
    package var isEmpty: Bool {
        taken == 0 && holders.isEmpty && byName.isEmpty && byNetwork.isEmpty && owners.isEmpty && onLane.isEmpty
    }

    /// The number of places that a network holds.
    package func held(by network: SourceAddress.Network) -> Int { byNetwork[network, default: 0] }

    /// Gives a place to an operation on `name`; nil when there is none for it.
    ///
    /// - Returns: The operation's number, and the checks to refuse in its favour.
    package mutating func admit(
        _ name: RecordKey, from network: SourceAddress.Network?, bound: Int, perName: Int
    ) -> (number: Int, displaced: Displaced)? {
        guard byName[name, default: 0] < perName else { return nil }
        var displaced: Displaced = []
        if taken >= bound {
            guard let network, let victim = victim(of: network) else { return nil }
            displaced = displace(victim)
        }
        numbers += 1
        holders[numbers] = Holder(name: name, network: network)
        byName[name, default: 0] += 1
        take(from: network)
        return (numbers, displaced)
    }

    /// Ends an operation and frees its place, unless another operation has taken it.
    package mutating func dismiss(_ number: Int) {
        guard let holder = holders.removeValue(forKey: number) else { return }
        byName[holder.name] = byName[holder.name].flatMap { $0 > 1 ? $0 - 1 : nil }
        if !holder.isDisplaced { refund(from: holder.network) }
    }

    /// True when another operation has taken its place, so that it may not hash any more.
    package func isDisplaced(_ number: Int) -> Bool { holders[number]?.isDisplaced ?? false }

    /// Adds a check to the line; `number` is nil for a check outside any operation.
    package mutating func enqueue(_ ticket: Int, of number: Int?, cost: Int?, waitsForGroup: Bool) -> HashingLine.Move?
    {
        if let number, holders[number] != nil {
            owners[ticket] = number
            holders[number]?.queued.append(ticket)
        }
        let move = line.enqueue(ticket, cost: cost, waitsForGroup: waitsForGroup)
        if !line.isQueued(ticket) { starts(ticket) }
        return recordingStart(of: move)
    }

    /// Removes a check that has not started.
    package mutating func remove(_ ticket: Int) -> (wasWaiting: Bool, next: HashingLine.Move?) {
        let (wasWaiting, next) = line.remove(ticket)
        if wasWaiting { ends(ticket) }
        return (wasWaiting, recordingStart(of: next))
    }

    /// Starts a group whose time is over.
    package mutating func closeGroup(on lane: Int, number: Int) -> HashingLine.Move? {
        recordingStart(of: line.closeGroup(on: lane, number: number))
    }

    /// Releases a thread that has ended its work.
    package mutating func release(_ lane: Int) -> HashingLine.Move? {
        for ticket in onLane.removeValue(forKey: lane) ?? [] { ends(ticket) }
        return recordingStart(of: line.release(lane))
    }

    /// The operation that loses its place to a new one of `network`; nil when the new one may not have a place.
    ///
    /// The exchange must not leave the new operation's network with more places than the other. Equals therefore never
    /// displace each other, and no two networks take a place from each other in turn. The victim is of the network that
    /// holds most: its newest operation in the queue, or else its newest with no check on a thread.
    private func victim(of network: SourceAddress.Network) -> Int? {
        let own = byNetwork[network, default: 0]
        let candidates = holders.lazy.compactMap { number, holder -> (held: Int, queued: Int, number: Int)? in
            guard let other = holder.network, !holder.isDisplaced, holder.onThreads == 0 else { return nil }
            let held = byNetwork[other, default: 0]
            return held >= own + 2 ? (held, holder.queued.isEmpty ? 0 : 1, number) : nil
        }
        return candidates.max { $0 < $1 }?.number
    }

    /// Takes the place and the queued checks from an operation, which goes on without.
    private mutating func displace(_ number: Int) -> Displaced {
        guard let holder = holders[number] else { return [] }
        holders[number]?.isDisplaced = true
        refund(from: holder.network)
        for ticket in holder.queued {
            // It is queued, so its removal starts nothing.
            _ = line.remove(ticket)
            ends(ticket)
        }
        return holder.queued
    }

    private mutating func take(from network: SourceAddress.Network?) {
        taken += 1
        if let network { byNetwork[network, default: 0] += 1 }
    }

    private mutating func refund(from network: SourceAddress.Network?) {
        taken -= 1
        if let network { byNetwork[network] = byNetwork[network].flatMap { $0 > 1 ? $0 - 1 : nil } }
    }

    /// Records the checks that get a thread by a move, and returns the move.
    private mutating func recordingStart(of move: HashingLine.Move?) -> HashingLine.Move? {
        if case .start(let lane, let tickets)? = move {
            onLane[lane] = tickets.filter { owners[$0] != nil }
            for ticket in tickets { starts(ticket) }
        }
        return move
    }

    private mutating func starts(_ ticket: Int) {
        guard let number = owners[ticket], let place = holders[number]?.queued.firstIndex(of: ticket) else { return }
        holders[number]?.queued.remove(at: place)
        holders[number]?.onThreads += 1
    }

    private mutating func ends(_ ticket: Int) {
        guard let number = owners.removeValue(forKey: ticket) else { return }
        if let place = holders[number]?.queued.firstIndex(of: ticket) {
            holders[number]?.queued.remove(at: place)
        } else {
            holders[number]?.onThreads -= 1
        }
    }
}
