/// The colour of buttons, links and focus in one mode, with the text on it.
public struct Accent: Sendable, Hashable {
    /// The colour itself, on the card and on the page.
    public var colour: Colour
    /// The text on a button of the colour.
    public var text: Colour
    /// The button's colour under a pointer.
    public var hover: Colour

    /// Creates an accent from its colours.
    public init(_ colour: Colour, text: Colour, hover: Colour) {
        (self.colour, self.text, self.hover) = (colour, text, hover)
    }

    /// Creates an accent from one colour, with white or black text, whichever is easier to read.
    public init(_ colour: Colour) {
        let (white, black) = (Colour(0xFFFFFF), Colour(0x000000))
        let isDark = colour.contrast(with: white) >= colour.contrast(with: black)
        self.init(
            colour, text: isDark ? white : black, hover: colour.mixed(with: isDark ? black : white, share: 0.2))
    }
}

/// The colours of one mode.
struct Palette: Sendable, Hashable {
    var page: Colour
    var surface: Colour
    var text: Colour
    var muted: Colour
    /// The borders of fields and buttons, which must be seen.
    var border: Colour
    /// The card's line, which is only decoration.
    var line: Colour
    var accent: Accent
    var error: Colour
    var errorGround: Colour
    var success: Colour
    var successGround: Colour
    var warning: Colour
    var warningGround: Colour

    static func light(_ accent: Accent) -> Palette {
        Palette(
            page: Colour(0xF4F6F9), surface: Colour(0xFFFFFF), text: Colour(0x1B1F24), muted: Colour(0x545D69),
            border: Colour(0x7A8492), line: Colour(0xD9DEE5), accent: accent, error: Colour(0xB3261E),
            errorGround: Colour(0xFDEEEC), success: Colour(0x17683A), successGround: Colour(0xE8F5EC),
            warning: Colour(0x7A4B00), warningGround: Colour(0xFFF4E0))
    }

    static func dark(_ accent: Accent) -> Palette {
        Palette(
            page: Colour(0x0F1216), surface: Colour(0x191D23), text: Colour(0xE8EBF0), muted: Colour(0xA9B2BF),
            border: Colour(0x7F8998), line: Colour(0x323A45), accent: accent, error: Colour(0xFFB4AB),
            errorGround: Colour(0x3A1A17), success: Colour(0x8ED8A8), successGround: Colour(0x12291B),
            warning: Colour(0xF4C77B), warningGround: Colour(0x33270F))
    }

    /// The pairs that stand on each other, with the contrast that WCAG 2.2 asks for (1.4.3, 1.4.11).
    var pairs: [(name: String, Colour, on: Colour, least: Double)] {
        [
            ("text on card", text, surface, 4.5), ("text on page", text, page, 4.5),
            ("muted text on card", muted, surface, 4.5), ("muted text on page", muted, page, 4.5),
            ("accent on card", accent.colour, surface, 4.5), ("accent on page", accent.colour, page, 4.5),
            ("text on accent", accent.text, accent.colour, 4.5),
            ("text on accent under a pointer", accent.text, accent.hover, 4.5),
            ("error on card", error, surface, 4.5), ("error on its ground", error, errorGround, 4.5),
            ("success on its ground", success, successGround, 4.5),
            ("warning on its ground", warning, warningGround, 4.5),
            ("text on error's ground", text, errorGround, 4.5), ("border on card", border, surface, 3),
        ]
    }
}
