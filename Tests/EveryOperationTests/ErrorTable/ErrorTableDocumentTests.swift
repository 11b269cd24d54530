import Foundation
import Testing

/// `Docs/ErrorTable.md` is generated from the tested rows; `UPDATE_DOCS=1 swift test --filter ErrorTableDocument` writes
/// it again.
@Suite struct ErrorTableDocumentTests {
    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Docs/ErrorTable.md")

    private var text: String {
        let rows = ErrorTableTests.all
        let count = { (mark: Evidence) in rows.count { $0.evidence == mark } }
        var lines = [
            "# Error table", "",
            "Written from `Tests/AuthFlowTests/ErrorTable`, where each row is a test: a state, a call, the exact exception and",
            "text. What the marks mean is in [Fidelity](Fidelity.md).", "",
            "\(rows.count) rows: \(count(.documented)) documented, \(count(.observed)) observed, \(count(.assumed)) assumed (our choice).",
            "", "| Call and state | Exception | Text | Source |", "|---|---|---|---|",
        ]
        lines += rows.map { row in
            let text = row.text.replacing("|", with: "\\|")
            return "| \(row.id) | \(row.code) | `\(text)` | \(row.evidence) |"
        }
        let exceptions = NotOfferedTests.exceptions
        lines += [
            "", "## Not offered", "",
            "\(NotOfferedTests.challenges.count) challenges answer UnsupportedOperationException: "
                + NotOfferedTests.challenges.joined(separator: ", ") + ".", "",
            "\(NotOfferedTests.flows.count) flows answer InvalidParameterException `<flow> flow not enabled for this client`: "
                + NotOfferedTests.flows.joined(separator: ", ") + ".", "",
            "\(exceptions.flatMap(\.names).count) exceptions of the service model are raised by nothing here:", "",
        ]
        lines += exceptions.map { "- \($0.feature): " + $0.names.joined(separator: ", ") }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test func theDocumentSaysWhatIsTested() throws {
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.file, encoding: .utf8) == text)
    }
}
