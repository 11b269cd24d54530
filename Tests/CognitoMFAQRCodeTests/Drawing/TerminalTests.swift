import CognitoMFAQRCode
import Testing

@Suite struct TerminalTests {
    private let code: QRCode

    init() throws { code = try QRCode("HELLO WORLD", errorCorrection: .quartile, raisesErrorCorrection: false) }

    /// The modules that blocks fill, row by row.
    private func blocks(_ lines: [Substring]) -> [[Bool]] {
        lines.flatMap { line in
            [line.map { "█▀".contains($0) }, line.map { "█▄".contains($0) }]
        }
    }

    @Test func lightModulesAreDrawnWithAMargin() {
        let lines = code.terminalText(.plain).split(separator: "\n")
        let rows = blocks(lines)
        #expect(lines.count == 13)
        #expect(lines.allSatisfy { $0.count == code.terminalColumns && $0.count == 25 })
        for (y, row) in rows.enumerated() {
            for (x, isFilled) in row.enumerated() { #expect(isFilled == !code.isDark(x: x - 2, y: y - 2)) }
        }
    }

    @Test func darkModulesAreDrawnWhenInverted() {
        for (y, row) in blocks(code.terminalText(.inverted).split(separator: "\n")).enumerated() {
            for (x, isFilled) in row.enumerated() { #expect(isFilled == code.isDark(x: x - 2, y: y - 2)) }
        }
    }

    @Test func everyLineSetsItsColoursAndEndsThem() {
        let plain = code.terminalText(.plain).split(separator: "\n")
        let lines = code.terminalText().split(separator: "\n")
        #expect(lines.map(String.init) == plain.map { "\u{1B}[97;40m\($0)\u{1B}[0m" })
        #expect(code.terminalText().hasSuffix("\u{1B}[0m\n"))
    }

    @Test(arguments: [QRCode.TerminalStyle.plain, .inverted]) func withoutColoursThereIsNoEscape(
        _ style: QRCode.TerminalStyle
    ) {
        #expect(!code.terminalText(style).unicodeScalars.contains("\u{1B}"))
    }
}
