extension QRCode {
    /// The colours of a code in a terminal.
    public enum TerminalStyle: Sendable, Hashable, CaseIterable {
        /// White blocks on black by escape sequences, whatever the colours of the terminal are.
        case coloured
        /// Blocks without escape sequences, for light text on a dark ground. This is the style for `NO_COLOR`.
        case plain
        /// Blocks without escape sequences, for dark text on a light ground.
        case inverted
    }

    /// The margin of ``terminalText(_:)`` in modules: less than on paper, which readers of screens accept.
    private static let terminalQuietZone = 2

    /// The columns that ``terminalText(_:)`` fills.
    ///
    /// A narrower terminal breaks the lines, and nothing can be read.
    public var terminalColumns: Int { size + 2 * Self.terminalQuietZone }

    /// Returns the code as lines of half blocks, two modules of height a line, with a margin of two modules.
    ///
    /// - Parameter style: the colours.
    /// - Returns: lines, each with its line break.
    public func terminalText(_ style: TerminalStyle = .coloured) -> String {
        var text = ""
        let range = -Self.terminalQuietZone..<size + Self.terminalQuietZone
        for y in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
            if style == .coloured { text += "\u{1B}[97;40m" }
            for x in range {
                // A last line of one module is light below too.
                let upper = isDark(x: x, y: y) == (style == .inverted)
                let lower = isDark(x: x, y: y + 1) == (style == .inverted)
                text += upper ? lower ? "█" : "▀" : lower ? "▄" : " "
            }
            text += style == .coloured ? "\u{1B}[0m\n" : "\n"
        }
        return text
    }
}
