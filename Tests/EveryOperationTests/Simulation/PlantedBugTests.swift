import CognitoMFASimulation
import CognitoMFATesting
import Testing

/// Bugs on purpose: the Auditor must find each.
@Suite struct PlantedBugTests {
    /// Looks for a bug from the first seed on.
    private func find(_ bug: PlantedBug, within schedules: Int, in simulation: Simulation) async -> Simulation.Run? {
        for seed in 0..<UInt64(schedules) {
            let run = await simulation.run(seed: seed, planting: bug)
            if !run.isGood { return run }
        }
        return nil
    }

    /// Those that a few schedules show; all of them where there is time.
    private static let bugs: [PlantedBug] =
        SimulationTests.environment["SCHEDULES"] == nil
        ? [.lastWriteWins, .swapsForgotten, .locksWithoutTime, .membershipKept, .browserKept, .switchGrants]
        : PlantedBug.allCases

    @Test(arguments: bugs) func isFound(_ bug: PlantedBug) async throws {
        let simulation = Simulation(stage: try await Stage())
        let run = try #require(await find(bug, within: 1_000, in: simulation), "\(bug) was not found")
        print("planted \(bug): found by \(run.rule ?? "") in schedule \(run.plan.seed + 1)")
    }

    /// The printed failure is short: a few calls and the fault that matters.
    @Test func aFailureIsShrunk() async throws {
        let simulation = Simulation(stage: try await Stage())
        let run = try #require(await find(.locksWithoutTime, within: 100, in: simulation))
        let least = await simulation.shrunk(run, planting: .locksWithoutTime, budget: 150)
        #expect(least.rule == run.rule && least.plan.size < run.plan.size)
        // Six wrong codes and the sign-ins to give them in.
        #expect(least.plan.size <= 14, "\(least.report)")
        #expect(least.report.contains("R49: a code was verified"))
        let again = await simulation.run(least.plan, planting: .locksWithoutTime)
        #expect(again.history == least.history)
    }
}
