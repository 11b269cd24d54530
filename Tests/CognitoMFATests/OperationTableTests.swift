import Foundation
import Testing

/// The table of operations in `Docs/Operations.md` against the code.
@Suite struct OperationTableTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The table's rows by status.
    ///
    /// A row is `| status | operations, separated by commas | remark |`.
    private func table() throws -> [String: Set<String>] {
        let text = try String(contentsOf: Self.root.appending(path: "Docs/Operations.md"), encoding: .utf8)
        var rows: [String: Set<String>] = [:]
        for line in text.split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, ["supported", "differs", "added", "not yet"].contains(cells[0]) else { continue }
            for name in cells[1].split(separator: ",") {
                let name = name.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
                #expect(rows[cells[0], default: []].insert(name).inserted, "\(name) stands twice")
            }
        }
        return rows
    }

    /// The operations that have a request type and a method of the same name.
    private func operations() throws -> Set<String> {
        let folder = Self.root.appending(path: "Sources/CognitoMFAService/Operations")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var requests: Set<String> = []
        var methods: Set<String> = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /public struct ([A-Za-z]+)Request:/) {
                requests.insert(String(match.1).replacing("MFAConfig", with: "MfaConfig"))
            }
            for match in text.matches(of: /public func ([a-z])([A-Za-z]+)\(\s*_ request:/) {
                methods.insert((match.1.uppercased() + match.2).replacing("MFAConfig", with: "MfaConfig"))
            }
        }
        #expect(requests == methods, "a request without its method, or the reverse")
        return requests
    }

    @Test func theTableSaysWhatTheCodeDoes() throws {
        let table = try table()
        let kinds = ["supported", "differs", "added"].map { table[$0, default: []] }
        let offered = kinds.reduce(Set()) { $0.union($1) }
        #expect(try offered == operations())
        #expect(offered.count >= 54 && offered.count == kinds.map(\.count).reduce(0, +))
        let missing = table["not yet", default: []]
        #expect(missing.isDisjoint(with: offered) && missing.count > 20)
    }
}
