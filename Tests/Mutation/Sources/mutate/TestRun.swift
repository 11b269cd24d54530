/// The result of a mutation.
enum Verdict: Sendable, Hashable {
    case killed(by: String)
    case survived
    /// No test comes by it.
    case notReached
    case notCompiled
}

/// Runs the tests against one mutation after another.
final class TestRun: Sendable {
    private let program: TestProgram
    private let suites: [TestProgram.Suite]
    /// The number of mutations that each suite killed.
    private let kills = Shared<[String: Int]>([:])
    private let done = Shared(0)
    private let journal: LastRun

    init(_ program: TestProgram, suites: [TestProgram.Suite], journal: LastRun) {
        self.journal = journal
        self.program = program
        self.suites = suites
    }

    func verify(_ mutations: [Mutation], jobs: Int) throws -> [Mutation: Verdict] {
        let verdicts = try parallel(mutations, jobs: jobs) { mutation, _ in
            let verdict = try self.verdict(on: mutation)
            let count = self.done.with { count in
                count += 1
                self.journal.add(verdict, on: mutation)
                return count
            }
            if count % 50 == 0 { say("\(count) of \(mutations.count)") }
            if case .killed = verdict {} else { say("\(verdict): \(mutation.key)") }
            return (mutation, verdict)
        }
        return Dictionary(uniqueKeysWithValues: verdicts)
    }

    /// The suites that come by the mutation: those that kill most for their time one by one, then all others at once.
    private func verdict(on mutation: Mutation) throws -> Verdict {
        let kills = kills.with { $0 }
        let worth = { (suite: TestProgram.Suite) in
            Double(1 + kills[suite.name, default: 0]) / (0.1 + suite.seconds)
        }
        let reaching = suites.filter { $0.reached.contains(mutation.id) }.sorted { worth($0) > worth($1) }
        guard !reaching.isEmpty else { return .notReached }
        let first = reaching.prefix(4)
        for suite in first {
            guard let kill = try kill(of: mutation, by: [suite], named: suite.name) else { continue }
            self.kills.with { $0[suite.name, default: 0] += 1 }
            return kill
        }
        let rest = Array(reaching.dropFirst(first.count))
        if rest.isEmpty { return .survived }
        return try kill(of: mutation, by: rest, named: "one of \(rest.count)") ?? .survived
    }

    private func kill(of mutation: Mutation, by suites: [TestProgram.Suite], named name: String) throws -> Verdict? {
        switch try program.outcome(of: suites, with: mutation) {
        case .passed: nil
        case .failed: .killed(by: name)
        case .outOfTime: .killed(by: name + LastRun.outOfTime)
        }
    }
}
