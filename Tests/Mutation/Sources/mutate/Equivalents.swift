import Foundation

/// The mutations that no test can kill, or that need none, each with the reason.
struct Equivalents {
    struct Entry: Codable, Sendable {
        let mutation: String
        let reason: String
    }

    let entries: [Entry]

    init(of package: URL) throws {
        let data = try Data(contentsOf: package.appending(path: "Tests/Mutation/Equivalents.json"))
        entries = try JSONDecoder().decode([Entry].self, from: data)
        let names = entries.map(\.mutation)
        guard Set(names).count == names.count else { throw Failure("an equivalent mutation stands twice in the list") }
    }

    var keys: Set<String> { Set(entries.map(\.mutation)) }

    /// The table of the page.
    var table: String {
        var lines = ["| Mutation | Why it changes nothing that a test could see |", "| --- | --- |"]
        for entry in entries {
            let name = entry.mutation.replacing("|", with: "\\|")
            lines.append("| \(name) | \(entry.reason.replacing("|", with: "\\|")) |")
        }
        return lines.joined(separator: "\n")
    }
}

/// The page that lists them between two marks.
struct Page {
    private static let start = "<!-- equivalent mutations: written by `mutate page` -->\n"
    private static let end = "\n<!-- end -->"
    let file: URL

    init(of package: URL) { file = package.appending(path: "Docs/Reliability/Mutation.md") }

    /// The page with this table.
    func with(_ table: String) throws -> String {
        let text = try String(contentsOf: file, encoding: .utf8)
        guard let start = text.range(of: Self.start), let end = text.range(of: Self.end) else {
            throw Failure("\(file.lastPathComponent) has no marks for the table")
        }
        return text[..<start.upperBound] + table + text[end.lowerBound...]
    }

    func agrees(with table: String) throws -> Bool {
        try with(table) == String(contentsOf: file, encoding: .utf8)
    }
}
