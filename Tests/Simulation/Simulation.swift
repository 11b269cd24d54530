package import CognitoMFATesting
import Synchronization

/// Runs plans and audits their histories.
package struct Simulation: Sendable {
    let stage: Stage

    package init(stage: Stage) { self.stage = stage }

    /// The result of a plan.
    package struct Run: Sendable {
        package let plan: Plan
        package let history: History
        package let violations: [Violation]
        /// The bounds that stored records exceed, in words.
        package let faults: [String]
        package let tally: Tally

        package var isGood: Bool { violations.isEmpty && faults.isEmpty }
    }

    /// Runs one plan to its end; the same plan always has the same history.
    package func run(_ plan: Plan, planting bug: PlantedBug? = nil) async -> Run {
        let world = World(plan, on: stage, planting: bug)
        await withTaskGroup(of: Void.self) { group in
            for (number, script) in plan.clients.enumerated() {
                group.addTask {
                    var client = SimulatedClient(world, number, script)
                    await client.run()
                }
            }
        }
        // At the end an administrator describes every user, through a process of its own.
        let names = Set(plan.clients.map(\.user)).sorted()
        for name in names {
            world.reopen()
            let step = Plan.Step(.describeUser, process: plan.offsets.count, variant: 0)
            var inspector = SimulatedClient(
                world, plan.clients.count, Plan.Script(role: .administrator, user: name, steps: [step]))
            await inspector.run()
        }
        world.end()
        let (observations, rows, tally) = world.state.withLock { ($0.observations, $0.rows, $0.tally) }
        let history = History(premise: stage.premise(of: plan), observations: observations)
        var whole = tally
        whole.count(observations)
        return Run(
            plan: plan, history: history, violations: Auditor(terms: Stage.terms(of: plan)).violations(in: history),
            faults: RecordInspector.faults(in: rows), tally: whole)
    }

    /// Runs the plan of a seed.
    package func run(seed: UInt64, planting bug: PlantedBug? = nil) async -> Run {
        await run(Plan(seed: seed), planting: bug)
    }
}
