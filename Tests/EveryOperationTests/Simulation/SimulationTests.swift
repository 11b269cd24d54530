import CognitoMFASimulation
import CognitoMFATesting
import Foundation
import Testing

/// Many clients, a store that fails, processes that die, clocks that jump: every history verified by the Auditor.
///
/// `SCHEDULES=20000` runs as many; a seed that fails is shrunk and printed, and `SEED=n` runs it again.
@Suite(.serialized) struct SimulationTests {
    static let environment = ProcessInfo.processInfo.environment
    static let schedules = environment["SCHEDULES"].flatMap { Int($0) } ?? 200
    static let first = environment["SEED"].flatMap { UInt64($0) } ?? 0
    /// Schedules under way at once: each runs one client at a time, so this is what keeps the cores busy.
    static let lanes = 6

    /// Runs schedules side by side.
    private static func run(_ simulation: Simulation) async -> (tally: Tally, bad: [Simulation.Run]) {
        await withTaskGroup(of: (Tally, [Simulation.Run]).self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    var tally = Tally()
                    var bad: [Simulation.Run] = []
                    for number in stride(from: lane, to: schedules, by: lanes) {
                        let run = await simulation.run(seed: first + UInt64(number))
                        tally.add(run.tally)
                        if !run.isGood, bad.count < 3 { bad.append(run) }
                    }
                    return (tally, bad)
                }
            }
            var whole: (tally: Tally, bad: [Simulation.Run]) = (Tally(), [])
            for await (tally, bad) in group {
                whole.tally.add(tally)
                whole.bad += bad
            }
            return whole
        }
    }

    // R1-R119 as far as clients see them; the records' bounds: R14, R15, R22, R31, R34, R50, R54, R105, R106
    @Test func noScheduleBreaksARule() async throws {
        let simulation = Simulation(stage: try await Stage())
        let clock = ContinuousClock()
        let start = clock.now
        let (tally, bad) = await Self.run(simulation)
        let took = clock.now - start
        for run in bad {
            let least = await simulation.shrunk(run)
            Issue.record(
                "seed \(run.plan.seed) broke a rule; SEED=\(run.plan.seed) SCHEDULES=1 runs it again:\n\(least.report)")
        }
        print("\(Self.schedules) schedules in \(took)")
        for (what, count) in tally.counts.sorted(by: { $0.key < $1.key }) { print("  \(what): \(count)") }
        for (kind, count) in tally.faults.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            print("  fault \(kind): \(count)")
        }
        print("  conflicts: \(tally.conflicts)")
        // Of a hundred schedules so many at least: an idle simulation finds nothing.
        let least = [
            "calls": 700, "grants by password": 40, "grants by app": 15, "grants by SMS": 10, "wrong or used codes": 30,
            "wrong passwords": 30, "locks met": 10, "expired": 3, "used codes": 3, "used sessions": 3, "refreshes": 3,
            "pool changes": 5, "sign-outs and disablings": 5, "password changes": 3, "number changes": 2,
            "calls lost in a crash": 5, "refusals by a trigger": 3,
            "further codes": 3, "further codes refused": 3, "changes of factor": 3, "browser sessions by password": 6,
            "browser sessions by a factor": 6, "browser sessions read": 6, "browser sessions ended": 4,
            "ended browser sessions met": 4, "confirmations in a browser": 2,
            "membership changes": 10, "tokens that name groups": 5, "deletions of groups": 2,
        ]
        guard Self.schedules >= 100 else { return }
        for (what, count) in least {
            #expect(tally.counts[what, default: 0] * 100 >= count * Self.schedules, "\(what)")
        }
        #expect(tally.conflicts * 100 >= 50 * Self.schedules)
        guard Self.schedules >= 20_000 else { return }
        let rare = [
            "apps proved", "grants by set-up", "reuse of refresh tokens found", "revoked tokens met", "revocations",
            "deletions", "creations", "numbers verified", "disabled users met", "wrong set-up codes", "internal errors",
        ]
        for what in rare { #expect(tally.counts[what, default: 0] * 1_000 >= Self.schedules, "\(what)") }
        for kind in Plan.Fault.Kind.allCases {
            #expect(tally.faults[kind, default: 0] * 200 >= Self.schedules, "\(kind)")
        }
    }

    /// The same number, the same history, whatever runs beside it.
    @Test func aSeedIsAHistory() async throws {
        let simulation = Simulation(stage: try await Stage())
        let seeds = UInt64(0)..<12
        /// Without descriptions: the order inside a set that is printed is the runtime's.
        @Sendable func history(_ simulation: Simulation, _ seed: UInt64) async -> History {
            var history = await simulation.run(seed: seed).history
            for place in history.observations.indices { history.observations[place].texts = [] }
            return history
        }
        let alone = await history(simulation, 5)
        let together = await withTaskGroup(of: (UInt64, History).self) { group in
            for seed in Array(seeds) + Array(seeds) {
                group.addTask { (seed, await history(simulation, seed)) }
            }
            var histories: [UInt64: [History]] = [:]
            for await (seed, history) in group { histories[seed, default: []].append(history) }
            return histories
        }
        #expect(together[5]?.first == alone)
        for seed in seeds {
            let both = try #require(together[seed])
            #expect(both.count == 2 && both[0] == both[1] && !both[0].observations.isEmpty, "seed \(seed)")
        }
        #expect(Set(together.values.compactMap(\.first)).count == seeds.count)
        // Another stage, made anew, gives the same again.
        #expect(await history(Simulation(stage: try await Stage()), 5) == alone)
    }
}
