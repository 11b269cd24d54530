import ArgumentParser

/// A command that adds new keys before the old ones; it takes two steps if processes serve meanwhile.
struct RotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-keys",
        abstract: "Stage new keys and, when all processes have been started again, promote them.",
        discussion: """
            Staged keys open and verify, promoted ones seal and sign. Start every process that shares the file again after \
            each step; between the two, give verifiers of tokens time to fetch the public keys. With neither flag both steps \
            are one: stop every process first.
            """)

    /// A step of a rotation.
    enum Step: String, EnumerableFlag {
        case stage, promote
    }

    @Option(help: "The file of keys.")
    var keys: String

    @Flag(help: "Only this step.")
    var step: Step?

    func run() throws {
        let file = try KeyFile.change(keys) { file in
            if step != .promote { try file.stage() }
            if step != .stage { try file.promote() }
        }
        print(
            step == .stage
                ? "New keys are staged: start every process again, then promote them."
                : "New keys seal and sign from the next start; \(file.roots.count) roots in all.")
    }
}
