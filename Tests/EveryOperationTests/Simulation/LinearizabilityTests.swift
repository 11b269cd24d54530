import CognitoMFASimulation
import CognitoMFATesting
import Testing

/// Concurrent clients on one user: sign-ins, right and used and wrong codes, set-ups and a removal.
///
/// Every history must be one that some order of its calls explains.
@Suite struct LinearizabilityTests {
    private static let histories = SimulationTests.environment["SCHEDULES"] == nil ? 30 : 4_000

    /// Four clients and an administrator at once, while the time stands still.
    private func plan(_ seed: UInt64) -> Plan {
        var randomness = SeededRandomness(seed)
        func step(_ intent: Plan.Intent) -> Plan.Step {
            // No phone is a step off: all show the same code.
            Plan.Step(intent, process: randomness.below(2), variant: randomness.next() << 4)
        }
        var clients: [Plan.Script] = []
        for _ in 0..<4 {
            let intents: [Plan.Intent] = (0..<(2 + randomness.below(3))).map { _ in
                randomness.pick(weighted: [
                    (10, .advance), (3, .guess), (3, .replay), (2, .codeOfEarlierStep), (1, .signIn),
                ])
            }
            clients.append(Plan.Script(role: .owner, user: "tess", steps: ([.signIn] + intents).map(step)))
        }
        if randomness.percent(40) {
            let enrolment: [Plan.Intent] = [.signIn, .advance, .associate, .prove, .prove, .signIn, .advance]
            clients.append(Plan.Script(role: .owner, user: "tess", steps: enrolment.map(step)))
        }
        if randomness.percent(30) {
            clients.append(Plan.Script(role: .administrator, user: "tess", steps: [.deleteApp].map(step)))
        }
        return Plan(
            seed: seed, rule: PoolRule(.optional, [.sms, .app]), clients: clients,
            stickiness: randomness.pick([0, 50, 90]), tick: 1)
    }

    private func isExplained(_ run: Simulation.Run) throws -> Bool {
        let user = try #require(run.history.premise.users["tess"])
        let calls = run.history.observations.filter { call in
            switch call.request {
            case .signIn, .answer, .associate, .verify, .removeApp: true
            default: false
            }
        }
        let model = OneTimeModel(verified: user.secret, isOn: true, now: Stage.start)
        var search = Linearizability(calls)
        return search.order(from: model) != nil
    }

    // R49, R51, R58, R59, R61
    @Test func everyHistoryIsExplained() async throws {
        let simulation = Simulation(stage: try await Stage())
        var (grants, used, wrong, overlaps) = (0, 0, 0, 0)
        for seed in 0..<UInt64(Self.histories) {
            let run = await simulation.run(plan(seed))
            let isExplained = try isExplained(run)
            if !isExplained { Issue.record("no order explains:\n\(run.report)") }
            for call in run.history.observations {
                if case .answer = call.request, call.answer.isTokens { grants += 1 }
                if call.answer.says("already been used once.") { used += 1 }
                if call.answer.says("Invalid code received for user") { wrong += 1 }
                overlaps += run.history.observations.count {
                    $0.number < call.number && !$0.span.precedes(call.span) && !call.span.precedes($0.span)
                }
            }
        }
        print("\(Self.histories) histories: \(grants) grants, \(used) used codes, \(wrong) wrong, \(overlaps) overlaps")
        #expect(grants * 2 >= Self.histories && used * 4 >= Self.histories && wrong * 4 >= Self.histories)
        #expect(overlaps >= 5 * Self.histories)
    }

    @Test(arguments: [PlantedBug.lastWriteWins, .floorNotRaised, .codesNotCounted])
    func aPlantedViolationIsFound(_ bug: PlantedBug) async throws {
        let simulation = Simulation(stage: try await Stage())
        var seed: UInt64 = 0
        while seed < 200, try isExplained(await simulation.run(plan(seed), planting: bug)) { seed += 1 }
        #expect(seed < 200, "\(bug)")
        print("planted \(bug): no order explains history \(seed + 1)")
    }
}
