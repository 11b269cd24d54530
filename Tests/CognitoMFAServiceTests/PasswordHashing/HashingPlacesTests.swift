import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

// R124
@Suite struct HashingPlacesTests {
    private typealias Network = SourceAddress.Network
    private static let attacker = Network("192.0.2.1")
    private static let honest = Network("198.51.100.1")

    /// A queue of `bound` places on one thread, and the operations admitted to it by `networks`, in this order.
    private func full(_ networks: [Network?], perName: Int = 2) throws -> (places: HashingPlaces, numbers: [Int]) {
        var places = HashingPlaces(lanes: 1)
        var numbers: [Int] = []
        for (place, network) in networks.enumerated() {
            numbers.append(try admitted(&places, place, network, bound: networks.count, perName: perName).number)
        }
        return (places, numbers)
    }

    /// Admits an operation that must get a place.
    private func admitted(
        _ places: inout HashingPlaces, _ number: Int, _ network: Network?, bound: Int, perName: Int = 2
    ) throws -> (number: Int, displaced: HashingPlaces.Displaced) {
        let admission = places.admit(name(number), from: network, bound: bound, perName: perName)
        return try #require(admission)
    }

    private func name(_ number: Int) -> RecordKey { RecordKey("user/a/\(number)") }

    @Test func theNewestQueuedOperationLosesItsPlace() throws {
        var (places, numbers) = try full([Self.attacker, Self.attacker, Self.attacker, Self.attacker])
        // The first has the thread, the second and third are queued, the fourth has no check yet.
        for (ticket, number) in numbers.prefix(3).enumerated() {
            _ = places.enqueue(ticket, of: number, cost: nil, waitsForGroup: false)
        }
        #expect(places.line.queued == 2)
        let admitted = try admitted(&places, 9, Self.honest, bound: 4)
        #expect(admitted.displaced == [2])
        #expect(places.isDisplaced(numbers[2]) && !places.isDisplaced(numbers[1]) && !places.isDisplaced(numbers[3]))
        #expect(places.line.queued == 1 && places.taken == 4)
        #expect(places.held(by: Self.attacker) == 3 && places.held(by: Self.honest) == 1)
        #expect(places.release(0) == .start(lane: 0, tickets: [1]), "the remaining check keeps its turn")
        // The place now belongs to the new operation: the end of the displaced one frees nothing.
        places.dismiss(numbers[2])
        #expect(places.taken == 4)
    }

    @Test func withNothingQueuedTheNewestWithoutAThreadLosesItsPlace() throws {
        var (places, numbers) = try full([Self.attacker, Self.attacker, Self.attacker])
        _ = places.enqueue(0, of: numbers[0], cost: nil, waitsForGroup: false)
        let admitted = try admitted(&places, 9, Self.honest, bound: 3)
        #expect(admitted.displaced.isEmpty)
        #expect(places.isDisplaced(numbers[2]) && !places.isDisplaced(numbers[0]) && !places.isDisplaced(numbers[1]))
    }

    @Test func anOperationOnAThreadOrInAGroupIsNeverDisplaced() throws {
        var (places, numbers) = try full([Self.attacker, Self.attacker, Self.attacker])
        for (ticket, number) in numbers.enumerated() {
            _ = places.enqueue(ticket, of: number, cost: 100, waitsForGroup: true)
        }
        #expect(places.line.grouped == 3)
        #expect(places.admit(name(9), from: Self.honest, bound: 3, perName: 2) == nil)
        _ = places.closeGroup(on: 0, number: 1)
        #expect(places.line.grouped == 0)
        #expect(places.admit(name(9), from: Self.honest, bound: 3, perName: 2) == nil)
        // Between two checks it can be.
        _ = places.release(0)
        #expect(places.admit(name(9), from: Self.honest, bound: 3, perName: 2) != nil)
        #expect(places.isDisplaced(numbers[2]))
    }

    @Test func equalsDoNotDisplaceEachOther() throws {
        var (places, _) = try full([Self.attacker, Self.attacker, Self.honest])
        // One more would leave the newcomer's network with more than the other.
        #expect(places.admit(name(8), from: Self.honest, bound: 3, perName: 2) == nil)
        #expect(places.admit(name(9), from: Self.attacker, bound: 3, perName: 2) == nil)
        var (single, _) = try full([Self.attacker])
        #expect(single.admit(name(9), from: Self.honest, bound: 1, perName: 2) == nil)
    }

    @Test func withoutAnAddressNobodyDisplacesOrIsDisplaced() throws {
        var (attacked, _) = try full([Self.attacker, Self.attacker, Self.attacker])
        #expect(attacked.admit(name(9), from: nil, bound: 3, perName: 2) == nil)
        var (unknown, _) = try full([nil, nil, nil])
        #expect(unknown.admit(name(9), from: Self.honest, bound: 3, perName: 2) == nil)
    }

    // R40
    @Test func aNamesBoundComesFirst() throws {
        var (places, _) = try full([Self.attacker, Self.attacker, Self.attacker], perName: 1)
        #expect(places.admit(name(0), from: Self.honest, bound: 3, perName: 1) == nil)
        #expect(places.held(by: Self.attacker) == 3)
    }

    /// A small queue beside a plain count that checks it after every event.
    private struct World {
        struct Operation {
            let network: Network?
            var isDisplaced = false
            var queued: Set<Int> = []
            var onThreads: Set<Int> = []
        }

        let bound: Int
        var places: HashingPlaces
        var operations: [Int: Operation] = [:]
        var busy: [Int: [Int]] = [:]
        var openGroups: [Int: Int] = [:]
        var names = 0
        var tickets = 0
        var displacements = 0

        init(lanes: Int, bound: Int) {
            self.bound = bound
            places = HashingPlaces(lanes: lanes)
        }

        var taken: Int { operations.values.count { !$0.isDisplaced } }

        func held(_ network: Network) -> Int {
            operations.values.count { !$0.isDisplaced && $0.network == network }
        }

        mutating func admit(from network: Network?) {
            names += 1
            let before = self
            let admission = places.admit(RecordKey("user/a/\(names)"), from: network, bound: bound, perName: 1)
            // The operations that a new one of this network could displace.
            let candidates = before.operations.filter { _, other in
                guard let network, let its = other.network else { return false }
                return !other.isDisplaced && other.onThreads.isEmpty
                    && before.held(network) + 1 <= before.held(its) - 1
            }
            guard before.taken >= bound else {
                #expect(admission?.displaced == [], "a free place is given")
                if let admission { operations[admission.number] = Operation(network: network) }
                return
            }
            #expect((admission != nil) == !candidates.isEmpty)
            guard let admission else { return }
            displacements += 1
            let gone = operations.keys.filter { places.isDisplaced($0) && operations[$0]?.isDisplaced == false }
            #expect(gone.count == 1, "one place for one")
            guard let victim = gone.first, let previousOwner = operations[victim] else { return }
            #expect(candidates[victim] != nil, "none that runs, none of a network that holds no more than it would")
            let most = candidates.values.compactMap { $0.network.map(before.held) }.max()
            #expect(previousOwner.network.map(before.held) == most)
            let peers = candidates.filter { $0.value.network.map(before.held) == most }
            let queued = peers.filter { !$0.value.queued.isEmpty }
            #expect(victim == (queued.isEmpty ? peers : queued).keys.max(), "the newest")
            #expect(Set(admission.displaced) == previousOwner.queued)
            operations[victim]?.isDisplaced = true
            operations[victim]?.queued = []
            operations[admission.number] = Operation(network: network)
        }

        mutating func enqueue(_ number: Int, cost: Int?) {
            guard !places.isDisplaced(number) else { return }
            tickets += 1
            operations[number]?.queued.insert(tickets)
            let move = places.enqueue(tickets, of: number, cost: cost, waitsForGroup: cost != nil)
            // It has joined an open group.
            if move == nil, !places.line.isQueued(tickets) { onThread(tickets) }
            take(move)
        }

        mutating func onThread(_ ticket: Int) {
            for number in operations.keys where operations[number]?.queued.remove(ticket) != nil {
                operations[number]?.onThreads.insert(ticket)
            }
        }

        mutating func take(_ move: HashingLine.Move?) {
            switch move {
            case nil: break
            case .wait(let lane, let group, _)?:
                openGroups[lane] = group
                onThread(tickets)
            case .start(let lane, let started)?:
                openGroups[lane] = nil
                #expect(busy[lane] == nil)
                busy[lane] = started
                for ticket in started { onThread(ticket) }
            }
        }

        mutating func release(_ lane: Int) {
            for ticket in busy.removeValue(forKey: lane) ?? [] {
                for number in operations.keys { operations[number]?.onThreads.remove(ticket) }
            }
            take(places.release(lane))
        }

        mutating func remove(_ ticket: Int) {
            let grouped = places.line.grouped
            let (wasWaiting, move) = places.remove(ticket)
            #expect(wasWaiting)
            if places.line.grouped < grouped, places.line.grouped == 0 { openGroups = [:] }
            for number in operations.keys {
                operations[number]?.queued.remove(ticket)
                operations[number]?.onThreads.remove(ticket)
            }
            take(move)
        }

        mutating func dismiss(_ number: Int) {
            places.dismiss(number)
            operations[number] = nil
        }

        func verify() {
            #expect(places.taken == taken && taken <= bound)
            for network in Set(operations.values.compactMap(\.network)) {
                #expect(places.held(by: network) == held(network))
            }
            let queued = operations.values.reduce(0) { $0 + $1.queued.count }
            #expect(places.line.queued == queued, "no check of a displaced operation is queued")
            for (number, operation) in operations {
                #expect(places.isDisplaced(number) == operation.isDisplaced)
                if operation.isDisplaced { #expect(operation.queued.isEmpty && operation.onThreads.isEmpty) }
            }
        }

        /// Ends everything under way.
        mutating func drain() {
            while let (lane, group) = openGroups.first {
                openGroups[lane] = nil
                take(places.closeGroup(on: lane, number: group))
            }
            while let lane = busy.keys.first { release(lane) }
            verify()
            for number in operations.keys { dismiss(number) }
            #expect(places.isEmpty && places.line.queued == 0 && places.line.grouped == 0)
        }

        /// Every event that can come next.
        func events(_ networks: [Network?], costs: [Int?]) -> [(inout World) -> Void] {
            var events: [(inout World) -> Void] = networks.map { network in { $0.admit(from: network) } }
            for (number, operation) in operations where operation.queued.isEmpty && operation.onThreads.isEmpty {
                if !operation.isDisplaced {
                    for cost in costs { events.append { $0.enqueue(number, cost: cost) } }
                }
                events.append { $0.dismiss(number) }
            }
            for lane in busy.keys { events.append { $0.release(lane) } }
            for (lane, group) in openGroups {
                events.append {
                    $0.openGroups[lane] = nil
                    $0.take($0.places.closeGroup(on: lane, number: group))
                }
            }
            for ticket in operations.values.flatMap({ $0.queued }) { events.append { $0.remove(ticket) } }
            return events
        }
    }

    /// Every sequence of four events in a queue of three places that one network has taken.
    @Test func everyShortSequenceKeepsTheRules() {
        var (sequences, displacements) = (0, 0)
        func walk(_ world: World, _ depth: Int) {
            world.verify()
            guard depth > 0 else {
                var last = world
                last.drain()
                sequences += 1
                if world.displacements > 0 { displacements += 1 }
                return
            }
            for event in world.events([Self.attacker, Self.honest, nil], costs: [nil]) {
                var next = world
                event(&next)
                walk(next, depth - 1)
            }
        }
        var world = World(lanes: 1, bound: 3)
        for _ in 0..<3 { world.admit(from: Self.attacker) }
        walk(world, 4)
        #expect(sequences > 3_000 && displacements > 300)
    }

    /// Long random sequences with groups, of four networks and of calls without one.
    @Test(arguments: [(1, 4), (1, 9), (2, 5), (3, 12)]) func longSequencesKeepTheRules(lanes: Int, bound: Int) {
        let networks = [nil, Self.attacker, Self.honest, Network("2001:db8::1"), Network("junk")]
        var displacements = 0
        for seed in 0..<8 as Range<UInt64> {
            let random = SeededRandomSource(seed: seed)
            var world = World(lanes: lanes, bound: bound)
            for _ in 0..<150 {
                let events = world.events(networks, costs: [nil, 100, 200])
                let randomness = random.bytes(count: 2, for: .nonce).reduce(0) { $0 << 8 | Int($1) }
                // Admissions come first; every other event is one, so that the queue is full most of the time.
                events[randomness & 1 == 0 ? randomness / 2 % networks.count : randomness / 2 % events.count](&world)
                world.verify()
            }
            displacements += world.displacements
            world.drain()
        }
        #expect(displacements > 10)
    }

    @Test func anEndOfOneOfTwoFreesOnePlaceOfTheName() throws {
        var places = HashingPlaces(lanes: 1)
        func admit() -> Int? { places.admit(name(1), from: nil, bound: 9, perName: 2)?.number }
        let first = try #require(admit())
        #expect(admit() != nil && admit() == nil)
        places.dismiss(first)
        #expect(admit() != nil && admit() == nil)
    }
}
