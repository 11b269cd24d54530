import ArgumentParser

/// Puts new keys before the old ones.
struct RotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-keys",
        abstract: "Put new keys before those of a file; all processes that use it must be started again.")

    @Option(help: "The file of keys.")
    var keys: String

    func run() throws {
        var file = try KeyFile.load(keys)
        try file.rotate()
        try file.save(replacing: keys)
        print("New keys sign and seal from the next start; \(file.roots.count) roots in all.")
    }
}
