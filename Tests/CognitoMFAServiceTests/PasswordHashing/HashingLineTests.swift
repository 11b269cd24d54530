import AuthFlow
import CognitoMFAService
import Testing

// R39, R41
@Suite struct HashingLineTests {
    private typealias Move = HashingLine.Move

    @Test func whileAnotherThreadIsFreeAFirstCheckStartsAtOnce() {
        var line = HashingLine(lanes: 2)
        #expect(line.enqueue(1, cost: 100, waitsForGroup: true) == .start(lane: 1, tickets: [1]))
        #expect(line.enqueue(2, cost: 100, waitsForGroup: true) == .wait(lane: 0, group: 1, cost: 100))
        #expect(line.grouped == 1 && line.queued == 0)
    }

    @Test func fourOfOneCostStartAtOnce() {
        var line = HashingLine(lanes: 1)
        #expect(line.enqueue(1, cost: 100, waitsForGroup: true) == .wait(lane: 0, group: 1, cost: 100))
        #expect(line.enqueue(2, cost: 100, waitsForGroup: true) == nil)
        #expect(line.enqueue(3, cost: 100, waitsForGroup: true) == nil)
        #expect(line.enqueue(4, cost: 100, waitsForGroup: true) == .start(lane: 0, tickets: [1, 2, 3, 4]))
        #expect(line.closeGroup(on: 0, number: 1) == nil, "the time of a group that has started")
        #expect(line.release(0) == nil)
    }

    @Test func fewerStartWhenTheirTimeIsOver() {
        var line = HashingLine(lanes: 1)
        _ = line.enqueue(1, cost: 100, waitsForGroup: true)
        _ = line.enqueue(2, cost: 100, waitsForGroup: true)
        #expect(line.closeGroup(on: 0, number: 1) == .start(lane: 0, tickets: [1, 2]))
        #expect(line.closeGroup(on: 0, number: 1) == nil)
    }

    @Test func anOldTimeDoesNotEndALaterGroup() {
        var line = HashingLine(lanes: 1)
        _ = line.enqueue(1, cost: 100, waitsForGroup: true)
        #expect(line.remove(1).wasWaiting)
        #expect(line.enqueue(2, cost: 100, waitsForGroup: true) == .wait(lane: 0, group: 2, cost: 100))
        #expect(line.closeGroup(on: 0, number: 1) == nil)
        #expect(line.closeGroup(on: 0, number: 2) == .start(lane: 0, tickets: [2]))
    }

    @Test func otherCostsDoNotJoin() {
        var line = HashingLine(lanes: 1)
        _ = line.enqueue(1, cost: 100, waitsForGroup: true)
        #expect(line.enqueue(2, cost: 200, waitsForGroup: true) == nil)
        #expect(line.enqueue(3, cost: nil, waitsForGroup: false) == nil)
        #expect(line.queued == 2)
        #expect(line.closeGroup(on: 0, number: 1) == .start(lane: 0, tickets: [1]))
        #expect(line.release(0) == .start(lane: 0, tickets: [2]))
        #expect(line.release(0) == .start(lane: 0, tickets: [3]))
        #expect(line.release(0) == nil)
    }

    @Test func theNextCheckTakesThoseOfItsCostAlong() {
        var line = HashingLine(lanes: 1)
        _ = line.enqueue(0, cost: 100, waitsForGroup: false)
        for (ticket, cost) in [(1, 100), (2, 200), (3, 100), (4, 100), (5, 100), (6, 100), (7, 200)] {
            #expect(line.enqueue(ticket, cost: cost, waitsForGroup: true) == nil)
        }
        #expect(line.release(0) == .start(lane: 0, tickets: [1, 3, 4, 5]))
        #expect(line.release(0) == .start(lane: 0, tickets: [2, 7]))
        #expect(line.release(0) == .start(lane: 0, tickets: [6]))
    }

    @Test func aCheapDerivationWaitsForNoGroup() {
        var line = HashingLine(lanes: 1)
        #expect(line.enqueue(1, cost: 2, waitsForGroup: false) == .start(lane: 0, tickets: [1]))
    }

    @Test func removingTheLastOfAGroupFreesItsThread() {
        var line = HashingLine(lanes: 1)
        _ = line.enqueue(1, cost: 100, waitsForGroup: true)
        _ = line.enqueue(2, cost: 200, waitsForGroup: true)
        let left = line.remove(1)
        #expect(left.wasWaiting && left.next == .start(lane: 0, tickets: [2]))
        #expect(!line.remove(2).wasWaiting, "it has started")
        #expect(!line.remove(9).wasWaiting)
    }

    /// Every sequence of six events of a small line.
    ///
    /// No check starts twice or is lost, no group mixes costs or is too large, no thread has two tasks, and no check is
    /// queued while a thread is free.
    @Test(arguments: [1, 2]) func everyShortSequenceKeepsTheRules(lanes: Int) {
        struct World {
            var line: HashingLine
            var tickets = 0
            var costs: [Int: Int?] = [:]
            var busy: Set<Int> = []
            var openGroups: [Int: Int] = [:]
            var waiting: Set<Int> = []

            mutating func take(_ move: Move?) {
                switch move {
                case nil: break
                case .wait(let lane, let group, _)?:
                    #expect(!busy.contains(lane) && openGroups[lane] == nil)
                    openGroups[lane] = group
                case .start(let lane, let started)?:
                    #expect(!busy.contains(lane) && !started.isEmpty && started.count <= 4)
                    #expect(Set(started).count == started.count && waiting.isSuperset(of: started))
                    #expect(Set(started.map { costs[$0] ?? nil }).count == 1)
                    #expect(started.count == 1 || (costs[started[0]] ?? nil) != nil)
                    busy.insert(lane)
                    openGroups[lane] = nil
                    waiting.subtract(started)
                }
            }

            func verify(_ lanes: Int) {
                #expect(line.queued + line.grouped == waiting.count)
                if busy.count + openGroups.count < lanes { #expect(line.queued == 0 && openGroups.isEmpty) }
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
                next.take(next.line.enqueue(next.tickets, cost: cost, waitsForGroup: cost == 100))
                walk(next, depth - 1)
            }
            for lane in world.busy {
                var next = world
                next.busy.remove(lane)
                let move = next.line.release(lane)
                // A group that starts because another thread is free does not wait for its time.
                if case .start(let other, _) = move { next.openGroups[other] = nil }
                next.take(move)
                walk(next, depth - 1)
            }
            for (lane, group) in world.openGroups {
                var next = world
                next.take(next.line.closeGroup(on: lane, number: group))
                walk(next, depth - 1)
            }
            for ticket in world.waiting {
                var next = world
                next.waiting.remove(ticket)
                let wasOpen = next.openGroups.first { next.line.grouped == 1 && $0.key >= 0 }?.key
                let before = next.line.grouped
                let (wasWaiting, move) = next.line.remove(ticket)
                #expect(wasWaiting)
                if next.line.grouped < before, next.line.grouped == 0, let wasOpen { next.openGroups[wasOpen] = nil }
                next.take(move)
                walk(next, depth - 1)
            }
        }
        walk(World(line: HashingLine(lanes: lanes)), 6)
        #expect(sequences > 5_000)
    }
}
