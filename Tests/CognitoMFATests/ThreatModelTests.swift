import Foundation
import Testing

/// The threat model names tests and rules that exist.
@Suite struct ThreatModelTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Every test of the repository, as `Suite.test`, and every suite.
    private static func tests() throws -> Set<String> {
        var names: Set<String> = []
        let folder = root.appending(path: "Tests")
        let files = FileManager.default.enumerator(
            at: folder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let source = try String(contentsOf: file, encoding: .utf8)
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

    @Test func everyTestNamedThereExists() throws {
        let tests = try Self.tests()
        let named = try Self.text("Docs/ThreatModel.md").matches(of: /`(\w+Tests(?:\.\w+)?)`/).map { String($0.1) }
        #expect(named.count > 60)
        for name in named { #expect(tests.contains(name), "\(name)") }
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
