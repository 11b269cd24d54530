import Foundation
import Testing

/// The threat model, and the page of findings, name tests and rules that exist.
@Suite struct ThreatModelTests {
    private static let pages = ["Docs/ThreatModel.md", "Docs/Reliability/Findings.md"]

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Every test of the repository: a suite, `Suite.test`, and `test_file.py::test_name` of the example server's clients.
    private static func tests() throws -> Set<String> {
        try files(in: "Tests").union(files(in: "Docs/Examples/Server/Tests"))
    }

    private static func files(in folder: String) throws -> Set<String> {
        var names: Set<String> = []
        let files = FileManager.default.enumerator(
            at: root.appending(path: folder), includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
        while let file = files?.nextObject() as? URL {
            guard ["swift", "py"].contains(file.pathExtension) else { continue }
            let source = try String(contentsOf: file, encoding: .utf8)
            if file.pathExtension == "py" {
                for match in source.matches(of: /(?m)^def (test_\w+)/) {
                    names.insert("\(file.lastPathComponent)::\(match.1)")
                }
                continue
            }
            var suite: Substring?
            for line in source.split(separator: "\n") {
                if let match = line.firstMatch(of: /(?:struct|class) (\w+Tests)\b/) {
                    suite = match.1
                    names.insert(String(match.1))
                }
                if let suite, let match = line.firstMatch(of: /func (\w+)\(/) { names.insert("\(suite).\(match.1)") }
            }
        }
        return names
    }

    @Test(arguments: pages) func everyTestNamedThereExists(page: String) throws {
        let tests = try Self.tests()
        let named = try Self.text(page).matches(of: /`(\w+Tests(?:\.\w+)?|test_\w+\.py::\w+)`/).map { String($0.1) }
        #expect(named.count > 30)
        for name in named { #expect(tests.contains(name), "\(name)") }
    }

    /// Each finding of the page has its row, and each row a test.
    @Test func everyFindingHasATest() throws {
        let rows = try Self.text("Docs/Reliability/Findings.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
        #expect(rows.count == 1 + 22)
        for row in rows.dropFirst() {
            #expect(row.contains(/`(\w+Tests\.\w+|test_\w+\.py::\w+)`/), "\(row)")
        }
    }

    @Test func everyScriptNamedThereExists() throws {
        let scripts = try Self.text("Docs/ThreatModel.md").matches(of: /`bash (\S+)`/).map { String($0.1) }
        #expect(scripts.count >= 2)
        for script in scripts {
            #expect(FileManager.default.fileExists(atPath: Self.root.appending(path: script).path), "\(script)")
        }
    }

    @Test func everyRuleNamedThereIsARule() throws {
        let headings = try Self.text("Docs/Rules.md").matches(of: /- \*\*(R\d+(?:, R\d+)*)\*\*/)
        let rules = Set(headings.flatMap { $0.1.matches(of: /R\d+/).map { String($0.0) } })
        let named = try Self.text("Docs/ThreatModel.md").matches(of: /\bR\d+/).map { String($0.0) }
        #expect(rules.count >= 100 && named.count > 80)
        for rule in named { #expect(rules.contains(rule), "\(rule)") }
    }
}
