import Foundation
import Testing

/// The number of states that `Docs/Reliability/Faults.md` tells.
@Suite struct FaultDocumentTests {
    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Docs/Reliability/Faults.md")

    @Test func theDocumentTellsTheNumberOfStates() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let states = "in \(FaultedOperation.all.count) states"
        #expect(text.contains(states), "it tells another number than \(states)")
    }
}
