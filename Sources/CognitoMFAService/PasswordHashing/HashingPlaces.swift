import AuthFlow
import UserPoolModel

/// Operations that hold a place, by name and by source network, and the line of their checks.
///
/// A place is held from the admission of an operation to its end. When all are taken, a network that holds fewer takes
/// one from the network that holds most (R124). The operation that loses its place has not lost what it has done: it may
/// go on, but its next check is refused. So an operation whose checks are all behind it ends as if nothing had happened.
struct HashingPlaces {
    /// Tickets whose checks must be refused, since their operation has lost its place.
    typealias Displaced = [Int]

    private struct Holder {
        let name: RecordKey
        /// Nil where the host does not say: neither displaces nor is displaced.
        let network: SourceAddress.Network?
        var isDisplaced = false
        /// Its checks in line.
        var standing: [Int] = []
        /// Its checks that have a thread, or gather on one.
        var onThreads = 0
    }

    private(set) var line: HashingLine
    /// Operations under way, those without a place among them.
    private var holders: [Int: Holder] = [:]
    private var byName: [RecordKey: Int] = [:]
    private var byNetwork: [SourceAddress.Network: Int] = [:]
    private var owners: [Int: Int] = [:]
    private var onLane: [Int: [Int]] = [:]
    private var numbers = 0
    /// Places that are taken.
    private(set) var taken = 0

    init(lanes: Int) { line = HashingLine(lanes: lanes) }

    /// Nobody holds a place and nothing is counted.
    var isEmpty: Bool {
        taken == 0 && holders.isEmpty && byName.isEmpty && byNetwork.isEmpty && owners.isEmpty && onLane.isEmpty
    }

    /// Places that a network holds.
    func held(by network: SourceAddress.Network) -> Int { byNetwork[network, default: 0] }

    /// Gives a place to an operation on `name`; nil when there is none for it.
    ///
    /// - Returns: the number of the operation, and the checks that give way to it.
    mutating func admit(
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

    /// The operation has ended; its place is free, unless another has it already.
    mutating func dismiss(_ number: Int) {
        guard let holder = holders.removeValue(forKey: number) else { return }
        byName[holder.name] = byName[holder.name].flatMap { $0 > 1 ? $0 - 1 : nil }
        if !holder.isDisplaced { refund(from: holder.network) }
    }

    /// Its place went to another, so it may not hash any more.
    func isDisplaced(_ number: Int) -> Bool { holders[number]?.isDisplaced ?? false }

    /// Takes a check of an operation into the line; nil for one without a place.
    mutating func enter(_ ticket: Int, of number: Int?, cost: Int?, gathers: Bool) -> HashingLine.Move? {
        if let number, holders[number] != nil {
            owners[ticket] = number
            holders[number]?.standing.append(ticket)
        }
        let move = line.enter(ticket, cost: cost, gathers: gathers)
        if !line.stands(ticket) { starts(ticket) }
        return noting(move)
    }

    /// Takes a check out that has not started.
    mutating func leave(_ ticket: Int) -> (wasThere: Bool, next: HashingLine.Move?) {
        let (wasThere, next) = line.leave(ticket)
        if wasThere { ends(ticket) }
        return (wasThere, noting(next))
    }

    /// The time of a group is over.
    mutating func end(of lane: Int, mark: Int) -> HashingLine.Move? { noting(line.end(of: lane, mark: mark)) }

    /// A thread has ended its work.
    mutating func passOn(_ lane: Int) -> HashingLine.Move? {
        for ticket in onLane.removeValue(forKey: lane) ?? [] { ends(ticket) }
        return noting(line.passOn(lane))
    }

    /// The operation that gives way to a newcomer of `network`, if the newcomer may have a place at all.
    ///
    /// The exchange must not leave the newcomer's network with more than the other, so equals never displace each other
    /// and no two networks take a place from each other in turn. Of the network that holds most it is the newest
    /// operation that stands in line; or, where none stands, the newest that has no check on a thread.
    private func victim(of network: SourceAddress.Network) -> Int? {
        let own = byNetwork[network, default: 0]
        let candidates = holders.lazy.compactMap { number, holder -> (held: Int, stands: Int, number: Int)? in
            guard let other = holder.network, !holder.isDisplaced, holder.onThreads == 0 else { return nil }
            let held = byNetwork[other, default: 0]
            return held >= own + 2 ? (held, holder.standing.isEmpty ? 0 : 1, number) : nil
        }
        return candidates.max { $0 < $1 }?.number
    }

    /// Takes its place and its checks from an operation that goes on without.
    private mutating func displace(_ number: Int) -> Displaced {
        guard let holder = holders[number] else { return [] }
        holders[number]?.isDisplaced = true
        refund(from: holder.network)
        for ticket in holder.standing {
            // It stands, so its going moves nobody.
            _ = line.leave(ticket)
            ends(ticket)
        }
        return holder.standing
    }

    private mutating func take(from network: SourceAddress.Network?) {
        taken += 1
        if let network { byNetwork[network, default: 0] += 1 }
    }

    private mutating func refund(from network: SourceAddress.Network?) {
        taken -= 1
        if let network { byNetwork[network] = byNetwork[network].flatMap { $0 > 1 ? $0 - 1 : nil } }
    }

    /// Keeps in mind who has a thread now.
    private mutating func noting(_ move: HashingLine.Move?) -> HashingLine.Move? {
        if case .start(let lane, let tickets)? = move {
            onLane[lane] = tickets.filter { owners[$0] != nil }
            for ticket in tickets { starts(ticket) }
        }
        return move
    }

    private mutating func starts(_ ticket: Int) {
        guard let number = owners[ticket], let place = holders[number]?.standing.firstIndex(of: ticket) else { return }
        holders[number]?.standing.remove(at: place)
        holders[number]?.onThreads += 1
    }

    private mutating func ends(_ ticket: Int) {
        guard let number = owners.removeValue(forKey: ticket) else { return }
        if let place = holders[number]?.standing.firstIndex(of: ticket) {
            holders[number]?.standing.remove(at: place)
        } else {
            holders[number]?.onThreads -= 1
        }
    }
}
