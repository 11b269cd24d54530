import Foundation

/// The tests as one program, run suite by suite.
struct TestProgram: Sendable {
    let path: URL
    let folder: URL
    let scratch: URL

    /// A suite, how long it takes, and which mutations its tests come by.
    struct Suite: Sendable {
        let name: String
        let seconds: Double
        let reached: Set<Int>
    }

    /// Every suite, run once without a mutation, and the names of those that fail even so.
    func measured(count: Int, jobs: Int) throws -> (suites: [Suite], failing: [String]) {
        let failing = Shared<[String]>([])
        let suites = try parallel(try list(), jobs: jobs) { name, worker in
            let file = scratch.appending(path: "reached.\(worker)")
            try? FileManager.default.removeItem(at: file)
            let ending = try run([name], [MutantRuntime.reached: file.path].merging(Self.everyOrder) { $1 }, limit: 600)
            if ending.code != 0 || ending.wasCutShort {
                say("\(name) fails without a mutation:\n\(ending.text.suffix(2000))")
                failing.with { $0.append(name) }
            }
            let bytes = (try? Data(contentsOf: file)) ?? Data()
            let reached = Set((1..<max(2, count + 1)).filter { $0 < bytes.count && bytes[$0] != 0 })
            return Suite(name: name, seconds: ending.seconds, reached: reached)
        }
        let names = failing.with { $0 }
        return (suites.filter { !names.contains($0.name) }.sorted { $0.name < $1.name }, names)
    }

    /// The walks over every order of two operations' calls, which take their time.
    private static let everyOrder = ["EVERY_ORDER": "1"]

    /// Runs some suites with a mutation, to the first failure; one of the reservations over every order of calls.
    ///
    /// - Returns: its end; a crash is a failure.
    func outcome(of suites: [Suite], with mutation: Mutation) throws -> Outcome {
        let expected = suites.map(\.seconds).reduce(0, +)
        let orders = mutation.file.contains("/Engine/Aliases/") ? Self.everyOrder : [:]
        let ending = try run(
            suites.map(\.name), [MutantRuntime.active: "\(mutation.id)"].merging(orders) { $1 },
            limit: 20 + 6 * expected)
        if ending.isOutOfTime { return .outOfTime }
        return ending.code != 0 || ending.wasCutShort ? .failed : .passed
    }

    /// The end of a run with a mutation.
    enum Outcome: Sendable { case passed, failed, outOfTime }

    private func list() throws -> [String] {
        let run = try Subprocess(
            [path.path, "--testing-library", "swift-testing", "--list-tests"], environment: [:], in: folder)
        let ending = run.wait(limit: 60) { _ in false }
        let names = ending.text.split(separator: "\n").map { line in String(line.prefix { $0 != "/" }) }
        guard ending.code == 0, !names.isEmpty else { throw Failure("no tests are listed:\n\(ending.text)") }
        return Array(Set(names)).sorted()
    }

    private func run(
        _ suites: [String], _ environment: [String: String], limit: Double
    ) throws -> Subprocess.Ending {
        let names = suites.map {
            $0.replacing(".", with: "\\.").replacing("(", with: "\\(").replacing(")", with: "\\)")
        }
        let filter = "^(\(names.joined(separator: "|")))(/|$)"
        let quiet = environment.merging(["SWIFT_BACKTRACE": "enable=no", "NO_COLOR": "1"]) { $1 }
        let run = try Subprocess(
            [path.path, "--testing-library", "swift-testing", "--filter", filter], environment: quiet,
            in: folder)
        return run.wait(limit: limit) { $0.contains("✘") || $0.contains("recorded an issue") }
    }
}

/// Works through a list with several threads; the second argument is the worker's number.
func parallel<Item: Sendable, Value: Sendable>(
    _ items: [Item], jobs: Int, _ work: @escaping @Sendable (Item, Int) throws -> Value
) throws -> [Value] {
    let state = Shared<(next: Int, values: [Value], error: (any Error)?)>((0, [], nil))
    let group = DispatchGroup()
    for worker in 0..<jobs {
        DispatchQueue.global().async(group: group) {
            while let item = state.with({ state -> Item? in
                guard state.error == nil, state.next < items.count else { return nil }
                state.next += 1
                return items[state.next - 1]
            }) {
                do {
                    let value = try work(item, worker)
                    state.with { $0.values.append(value) }
                } catch {
                    state.with { $0.error = error }
                }
            }
        }
    }
    group.wait()
    if let error = state.with({ $0.error }) { throw error }
    return state.with { $0.values }
}
