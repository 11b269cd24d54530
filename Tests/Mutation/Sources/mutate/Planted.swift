import Foundation

/// A mutation written by hand: for an order of steps that no operator turns round, and for a rule that two operations
/// share and one of them forgets.
///
/// `mutated` stands in the place of `original` and contains `MUTANT` where it asks whether it is the active one.
struct Planted: Codable, Sendable {
    let file: String
    let place: String
    let title: String
    let original: String
    let mutated: String

    static func load(from package: URL) throws -> [Planted] {
        let data = try Data(contentsOf: package.appending(path: "Tests/Mutation/Planted.json"))
        return try JSONDecoder().decode([Planted].self, from: data)
    }

    /// Puts the mutation into a source; lines stay where they are.
    func plant(in source: String, area: Area, register: Register) throws -> String {
        let parts = source.components(separatedBy: original)
        guard parts.count == 2 else { throw Failure("\(file): found \(parts.count - 1) times, not once: \(original)") }
        guard mutated.contains("MUTANT") else { throw Failure("\(title): asks nowhere whether it is active") }
        let lines = { (text: String) in text.count { $0 == "\n" } }
        guard lines(original) == lines(mutated) else { throw Failure("\(title): moves the lines below it") }
        let id = register.number(.planted, of: title, in: place, file, 0, area)
        return parts.joined(separator: mutated.replacing("MUTANT", with: id.map { "Mutant.on(\($0))" } ?? "false"))
    }
}

/// The reason for which a command stops.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
