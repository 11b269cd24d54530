import ArgumentParser
import Foundation

@main
struct Mutate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Changes the package one small thing at a time and runs its tests against each change.",
        subcommands: [Run.self, List.self, Write.self], defaultSubcommand: Run.self)
}

struct Choice: ParsableArguments {
    @Option(help: "The package whose sources are changed, in a copy.")
    var package = FileManager.default.currentDirectoryPath

    @Option(help: "rules, operations, records or kernels; may be given several times.")
    var area: [String] = []

    @Flag(help: "Only the mutations written by hand, in a copy without any others.")
    var planted = false

    @Option(help: "Only mutations whose name contains this.")
    var only: String?

    @Option(help: "So many, chosen by the seed.")
    var sample: Int?

    @Option(help: "The seed of a sample.")
    var seed: UInt64 = 1

    var folder: URL { URL(fileURLWithPath: package).standardizedFileURL }
    /// The copy's place: one for each choice of areas.
    var scratch: URL {
        let name = planted ? "planted" : area.isEmpty ? "mutants" : area.joined(separator: "-")
        return folder.appending(path: "Tests/Mutation/.build/\(name)")
    }

    /// A copy that leaves out what is skipped.
    func copy(skipping skipped: Set<Int> = []) -> PackageCopy {
        PackageCopy(package: folder, scratch: scratch, skipped: skipped, plantedOnly: planted)
    }

    /// The mutations that are compiled in: those of the areas, and of these a sample.
    func compiledIn(of all: [Mutation]) throws -> [Mutation] {
        for area in area where Area(rawValue: area) == nil { throw ValidationError("there is no area \(area)") }
        var mine = all.filter { area.isEmpty || area.contains($0.area.rawValue) }
        guard let sample, sample < mine.count else { return mine }
        var generator = SplitMix(state: seed)
        mine.shuffle(using: &generator)
        return Array(mine.prefix(sample))
    }

    /// The mutations asked for, of those that are compiled in.
    func chosen(of mine: [Mutation]) -> [Mutation] {
        mine.filter { mutation in only.map { mutation.key.contains($0) } ?? true }
    }
}

/// A generator that goes on the same everywhere (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Builds the copy, runs the tests and reports the score.")

    @OptionGroup var choice: Choice

    @Option(help: "Test runs at a time.")
    var jobs = 2

    @Option(help: "The lowest adjusted score, in percent.")
    var least = 95.0

    @Flag(help: "Take the copy as the last run has built it.")
    var built = false

    @Flag(help: "Verify only what the last run has not killed, or only by its time-out: more tests kill no fewer.")
    var again = false

    @Flag(help: "Fail for a survivor that is not explained, whatever the score is.")
    var strict = false

    func run() throws {
        let start = Date()
        let (all, _) = try choice.copy().rewritten(leavingOut: [])
        let mine = try choice.compiledIn(of: all)
        let chosen = choice.chosen(of: mine)
        say("\(chosen.count) of \(all.count) mutations")
        let journal = LastRun(in: choice.scratch)
        // Explained mutations run each time: a kill by a slow machine must not be carried over.
        let explained = try Equivalents(of: choice.folder).keys
        let last = again ? journal.killed.filter { !explained.contains($0.key) } : [:]
        let compiledIn = mine.filter { last[$0.key] == nil }
        let copy = choice.copy(skipping: Set(all.map(\.id)).subtracting(compiledIn.map(\.id)))
        let built = try self.built ? copy.asBuilt() : copy.build()
        say("built in \(Int(built.seconds)) s, \(built.rounds) rounds; \(built.notCompiled.count) do not compile")
        let program = TestProgram(path: try copy.testProgram(), folder: copy.folder, scratch: choice.scratch)
        let measuring = Date()
        let (suites, failing) = try program.measured(count: all.count, jobs: jobs)
        say("\(suites.count) suites in \(Int(Date().timeIntervalSince(measuring))) s")
        if !again { journal.forget() }
        var compiled = chosen.filter { !built.notCompiled.contains($0.id) && last[$0.key] == nil }
        // In no order: what a run has seen that is cut short is a sample.
        var generator = SplitMix(state: choice.seed)
        compiled.shuffle(using: &generator)
        var verdicts = try TestRun(program, suites: suites, journal: journal).verify(compiled, jobs: jobs)
        for mutation in chosen { if let suite = last[mutation.key] { verdicts[mutation] = .killed(by: suite) } }
        for mutation in chosen where built.notCompiled.contains(mutation.id) { verdicts[mutation] = .notCompiled }
        try report(verdicts, all, start)
        guard failing.isEmpty else { throw Failure("left out, for they fail without a mutation: \(failing)") }
    }

    private func report(_ verdicts: [Mutation: Verdict], _ all: [Mutation], _ start: Date) throws {
        let equivalents = try Equivalents(of: choice.folder)
        let report = Report(verdicts: verdicts, equivalents: equivalents)
        try LastRun(in: choice.scratch).write(verdicts)
        print(report.text)
        print("\(Int(Date().timeIntervalSince(start))) s in all")
        let names = Set(all.map(\.key))
        let stale = choice.planted ? [] : equivalents.keys.subtracting(names).sorted()
        guard stale.isEmpty else {
            throw Failure("Equivalents.json explains what is no mutation:\n\(stale.joined(separator: "\n"))")
        }
        guard try Page(of: choice.folder).agrees(with: equivalents.table) else {
            throw Failure("the page and Equivalents.json differ: run `mutate page`")
        }
        guard report.wronglyExplained.isEmpty else { throw ExitCode.failure }
        guard report.score(nil, withoutExplained: true) >= least, !strict || report.unexplained.isEmpty else {
            throw ExitCode.failure
        }
    }
}

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Names every mutation.")

    @OptionGroup var choice: Choice

    func run() throws {
        let (all, _) = try choice.copy().rewritten(leavingOut: [])
        for mutation in choice.chosen(of: try choice.compiledIn(of: all)) {
            print("\(mutation.id)\t\(mutation.line)\t\(mutation.key)")
        }
    }
}

struct Write: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page", abstract: "Writes the table of Docs/Reliability/Mutation.md from Equivalents.json.")

    @OptionGroup var choice: Choice

    func run() throws {
        let page = Page(of: choice.folder)
        try page.with(Equivalents(of: choice.folder).table).write(to: page.file, atomically: true, encoding: .utf8)
    }
}
