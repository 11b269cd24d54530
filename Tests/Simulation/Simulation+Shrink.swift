import CognitoMFATesting

extension Simulation {
    /// Returns a run of the smallest plan found that still breaks the same rule.
    ///
    /// It removes calls and faults one by one. A removal changes the order of the other calls, so each smaller plan is tried
    /// in four orders.
    package func shrunk(_ run: Run, planting bug: PlantedBug? = nil, budget: Int = 3_000) async -> Run {
        guard let rule = run.rule else { return run }
        var best = run
        var left = budget
        var hasShrunk = true
        while hasShrunk, left > 0 {
            hasShrunk = false
            for candidate in best.plan.smaller {
                guard left > 0 else { break }
                var found: Run?
                for order in 0..<4 where found == nil {
                    var plan = candidate
                    if order > 0 { plan.salt = plan.salt &+ UInt64(order) }
                    if order == 3 { plan.stickiness = 100 }
                    left -= 1
                    let again = await self.run(plan, planting: bug)
                    if again.rule == rule { found = again }
                }
                guard let found else { continue }
                best = found
                hasShrunk = true
                break
            }
        }
        return best
    }
}

extension Simulation.Run {
    /// The first rule that was broken.
    package var rule: String? { violations.first?.rule ?? faults.first.map { String($0.prefix { $0 != ":" }) } }

    /// The plan, the history and its violations, as text.
    package var report: String {
        let calls = history.observations.map { "  \($0)" }.joined(separator: "\n")
        return (["\(plan)", "history:", calls] + violations.map { "\($0)" } + faults).joined(separator: "\n")
    }
}

extension Plan {
    /// The number of calls and faults.
    package var size: Int { clients.reduce(faults.count) { $0 + $1.steps.count } }

    /// Every plan with one client, fault or call less, the largest reductions first.
    var smaller: [Plan] {
        var plans: [Plan] = []
        for client in clients.indices where !clients[client].steps.isEmpty {
            var plan = self
            plan.clients[client].steps = []
            plan.faults.removeAll { $0.client == client }
            plans.append(plan)
        }
        for fault in faults.indices {
            var plan = self
            plan.faults.remove(at: fault)
            plans.append(plan)
        }
        for client in clients.indices {
            for step in clients[client].steps.indices.reversed() {
                var plan = self
                plan.clients[client].steps.remove(at: step)
                plan.faults = plan.faults.compactMap { fault in
                    guard fault.client == client, fault.step >= step else { return fault }
                    guard fault.step > step else { return nil }
                    return Fault(fault.kind, client: client, step: fault.step - 1, call: fault.call)
                }
                plans.append(plan)
            }
        }
        return plans
    }
}
