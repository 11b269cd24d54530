import CognitoMFAWire
import Foundation
import Testing

/// `Docs/Operations.md` is written from the wire's table; `UPDATE_DOCS=1 swift test --filter OperationsDocument` writes it
/// anew.
@Suite struct OperationsDocumentTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Docs/Operations.md")

    private static let head = """
        # Operations

        Written from the wire's tables of operations in `Sources/CognitoMFAWire/Operations`. Cognito's newest service model
        has 153 operations, and all of them are here.

        - **supported**: works as in Cognito.
        - **differs**: works, with the difference that the remark names.
        - **added**: Cognito has no such operation.
        - **not yet**: not offered; over the wire it answers OperationNotEnabledException.

        Finer differences, each with its reason, are in [Fidelity](Fidelity.md). All exceptions and their texts are in the
        [error table](ErrorTable.md).

        | Status | Operations | Remark |
        |---|---|---|

        """

    /// A row of the document: the operations that share a status and a remark.
    private struct Row: Equatable {
        let status: String
        let remark: String
        var operations: [String] = []

        init(_ parity: Parity) {
            (status, remark) =
                switch parity {
                case .supported(let remark): ("supported", remark)
                case .differs(let remark): ("differs", remark)
                case .added(let remark): ("added", remark)
                }
        }

        init(_ area: NotOffered.Area) {
            (status, remark) = ("not yet", area.name)
            operations = area.names
        }

        var text: String {
            "| \(status) | \(operations.map { "`\($0)`" }.joined(separator: ", ")) |"
                + (remark.isEmpty ? " |" : " \(remark) |")
        }
    }

    private var text: String {
        let offered =
            PublicOperations.all.map { ($0.name, $0.parity) }
            + AdministrationOperations.all.map { ($0.name, $0.parity) }
        var rows: [Row] = []
        for (name, parity) in offered {
            var row = Row(parity)
            let place = rows.firstIndex { $0.status == row.status && $0.remark == row.remark }
            if let place {
                rows[place].operations.append(name)
            } else {
                row.operations = [name]
                rows.append(row)
            }
        }
        let order = ["supported", "differs", "added"]
        rows = order.flatMap { status in rows.filter { $0.status == status } }
        rows += NotOffered.areas.map(Row.init)
        return Self.head + rows.map { $0.text + "\n" }.joined()
    }

    @Test func theDocumentIsWrittenFromTheTable() throws {
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.file, encoding: .utf8) == text)
    }
}
