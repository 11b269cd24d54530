import CognitoMFASimulation
import Testing

@testable import AuthFlow
@testable import CognitoMFAService

// R39, R41
@Suite struct HashingLineTests {
    private typealias Move = HashingLine.Move

    @Test func whileAnotherThreadIsFreeAFirstCheckStartsAtOnce() {
        var line = HashingLine(lanes: 2)
        #expect(line.enter(1, cost: 100, gathers: true) == .start(lane: 1, tickets: [1]))
        #expect(line.enter(2, cost: 100, gathers: true) == .gather(lane: 0, mark: 1, cost: 100))
        #expect(line.gathering == 1 && line.standing == 0)
    }

    @Test func fourOfOneCostStartAtOnce() {
        var line = HashingLine(lanes: 1)
        #expect(line.enter(1, cost: 100, gathers: true) == .gather(lane: 0, mark: 1, cost: 100))
        #expect(line.enter(2, cost: 100, gathers: true) == nil)
        #expect(line.enter(3, cost: 100, gathers: true) == nil)
        #expect(line.enter(4, cost: 100, gathers: true) == .start(lane: 0, tickets: [1, 2, 3, 4]))
        #expect(line.end(of: 0, mark: 1) == nil, "the time of a group that has started")
        #expect(line.passOn(0) == nil)
    }

    @Test func fewerStartWhenTheirTimeIsOver() {
        var line = HashingLine(lanes: 1)
        _ = line.enter(1, cost: 100, gathers: true)
        _ = line.enter(2, cost: 100, gathers: true)
        #expect(line.end(of: 0, mark: 1) == .start(lane: 0, tickets: [1, 2]))
        #expect(line.end(of: 0, mark: 1) == nil)
    }

    @Test func anOldTimeDoesNotEndALaterGroup() {
        var line = HashingLine(lanes: 1)
        _ = line.enter(1, cost: 100, gathers: true)
        #expect(line.leave(1).wasThere)
        #expect(line.enter(2, cost: 100, gathers: true) == .gather(lane: 0, mark: 2, cost: 100))
        #expect(line.end(of: 0, mark: 1) == nil)
        #expect(line.end(of: 0, mark: 2) == .start(lane: 0, tickets: [2]))
    }

    @Test func otherCostsDoNotJoin() {
        var line = HashingLine(lanes: 1)
        _ = line.enter(1, cost: 100, gathers: true)
        #expect(line.enter(2, cost: 200, gathers: true) == nil)
        #expect(line.enter(3, cost: nil, gathers: false) == nil)
        #expect(line.standing == 2)
        #expect(line.end(of: 0, mark: 1) == .start(lane: 0, tickets: [1]))
        #expect(line.passOn(0) == .start(lane: 0, tickets: [2]))
        #expect(line.passOn(0) == .start(lane: 0, tickets: [3]))
        #expect(line.passOn(0) == nil)
    }

    @Test func whoComesNextTakesThoseOfItsCostAlong() {
        var line = HashingLine(lanes: 1)
        _ = line.enter(0, cost: 100, gathers: false)
        for (ticket, cost) in [(1, 100), (2, 200), (3, 100), (4, 100), (5, 100), (6, 100), (7, 200)] {
            #expect(line.enter(ticket, cost: cost, gathers: true) == nil)
        }
        #expect(line.passOn(0) == .start(lane: 0, tickets: [1, 3, 4, 5]))
        #expect(line.passOn(0) == .start(lane: 0, tickets: [2, 7]))
        #expect(line.passOn(0) == .start(lane: 0, tickets: [6]))
    }

    @Test func whatTakesNoTimeWaitsForNobody() {
        var line = HashingLine(lanes: 1)
        #expect(line.enter(1, cost: 2, gathers: false) == .start(lane: 0, tickets: [1]))
    }

    @Test func whoLeavesAnEmptyGroupLeavesItsThreadToTheNext() {
        var line = HashingLine(lanes: 1)
        _ = line.enter(1, cost: 100, gathers: true)
        _ = line.enter(2, cost: 200, gathers: true)
        let left = line.leave(1)
        #expect(left.wasThere && left.next == .start(lane: 0, tickets: [2]))
        #expect(!line.leave(2).wasThere, "it has started")
        #expect(!line.leave(9).wasThere)
    }

    /// Every sequence of six events of a small world: nobody starts twice or is lost, no group mixes costs or is too large, no
    /// thread does two things, and nobody stands while a thread is free.
    @Test(arguments: [1, 2]) func everyShortSequenceKeepsTheRules(lanes: Int) {
        struct World {
            var line: HashingLine
            var tickets = 0
            var costs: [Int: Int?] = [:]
            var busy: Set<Int> = []
            var marks: [Int: Int] = [:]
            var waiting: Set<Int> = []

            mutating func take(_ move: Move?) {
                switch move {
                case nil: break
                case .gather(let lane, let mark, _)?:
                    #expect(!busy.contains(lane) && marks[lane] == nil)
                    marks[lane] = mark
                case .start(let lane, let started)?:
                    #expect(!busy.contains(lane) && !started.isEmpty && started.count <= 4)
                    #expect(Set(started).count == started.count && waiting.isSuperset(of: started))
                    #expect(Set(started.map { costs[$0] ?? nil }).count == 1)
                    #expect(started.count == 1 || (costs[started[0]] ?? nil) != nil)
                    busy.insert(lane)
                    marks[lane] = nil
                    waiting.subtract(started)
                }
            }

            func verify(_ lanes: Int) {
                #expect(line.standing + line.gathering == waiting.count)
                if busy.count + marks.count < lanes { #expect(line.standing == 0 && marks.isEmpty) }
            }
        }
        var sequences = 0
        func walk(_ world: World, _ depth: Int) {
            world.verify(lanes)
            guard depth > 0 else {
                sequences += 1
                return
            }
            for cost in [nil, 100, 200] as [Int?] {
                var next = world
                next.tickets += 1
                next.costs[next.tickets] = .some(cost)
                next.waiting.insert(next.tickets)
                next.take(next.line.enter(next.tickets, cost: cost, gathers: cost == 100))
                walk(next, depth - 1)
            }
            for lane in world.busy {
                var next = world
                next.busy.remove(lane)
                let move = next.line.passOn(lane)
                // A group that starts since its neighbour is free does not wait for its time.
                if case .start(let other, _) = move { next.marks[other] = nil }
                next.take(move)
                walk(next, depth - 1)
            }
            for (lane, mark) in world.marks {
                var next = world
                next.take(next.line.end(of: lane, mark: mark))
                walk(next, depth - 1)
            }
            for ticket in world.waiting {
                var next = world
                next.waiting.remove(ticket)
                let marked = next.marks.first { next.line.gathering == 1 && $0.key >= 0 }?.key
                let before = next.line.gathering
                let (wasThere, move) = next.line.leave(ticket)
                #expect(wasThere)
                if next.line.gathering < before, next.line.gathering == 0, let marked { next.marks[marked] = nil }
                next.take(move)
                walk(next, depth - 1)
            }
        }
        walk(World(line: HashingLine(lanes: lanes)), 6)
        #expect(sequences > 5_000)
    }
}
