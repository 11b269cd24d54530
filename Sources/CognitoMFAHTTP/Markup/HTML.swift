/// HTML in which every text that is not part of the program is escaped.
///
/// A literal is markup. What is interpolated is text, unless it is `HTML` itself:
///
/// ```swift
/// let page: HTML = "<p>Hello, \(name)</p><input name=\"name\"\(attribute: "value", name)>"
/// ```
///
/// Text stands between tags or in the value of an attribute. Behind a `=` without quotes it gets them; elsewhere in a tag it
/// would become an attribute, so that literal stops the program. Escaped text is not safe as a script, as a style sheet, or
/// as the address of a link whose scheme a stranger chooses.
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// The markup.
    public let markup: String

    /// Escapes text.
    public init(escaping text: String) { markup = Self.escaped(text) }

    /// Creates markup from a literal.
    public init(stringLiteral literal: StaticString) { markup = literal.description }

    /// Creates markup from a literal, and text from what is interpolated.
    public init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

    /// Joins pieces of markup.
    public init(_ pieces: some Sequence<HTML>) { markup = pieces.reduce(into: "") { $0 += $1.markup } }

    /// The bytes of the markup in UTF-8.
    public var bytes: [UInt8] { Array(markup.utf8) }
    /// The markup.
    public var description: String { markup }

    /// The parts of a literal: its own are markup, and the others are escaped.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate var markup = ""
        private var place = MarkupPlace.text

        /// Begins without markup.
        public init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

        /// Adds markup that stands in the program.
        public mutating func appendLiteral(_ literal: StaticString) { append(literal.description) }

        /// Adds escaped text.
        public mutating func appendInterpolation(_ text: String) {
            let escaped = HTML.escaped(text)
            guard place == .tag else {
                markup += escaped
                return
            }
            precondition(markup.utf8.last == UInt8(ascii: "="), "text in a tag is the value of an attribute")
            markup += "\"\(escaped)\""
        }

        /// Adds a number.
        public mutating func appendInterpolation(_ number: Int) { appendInterpolation(number.description) }

        /// Adds markup.
        public mutating func appendInterpolation(_ html: HTML) { append(html.markup) }

        /// Adds markup, or nothing.
        public mutating func appendInterpolation(_ html: HTML?) { append(html?.markup ?? "") }

        /// Adds pieces of markup, one after the other.
        public mutating func appendInterpolation(_ pieces: [HTML]) { append(HTML(pieces).markup) }

        /// Adds a space and an attribute with its quoted value to a tag, or nothing without a value.
        public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            precondition(place == .tag, "an attribute stands in a tag")
            guard let value else { return }
            markup += " \(name.description)=\"\(HTML.escaped(value))\""
        }

        /// Adds a space and an attribute without a value to a tag, or nothing.
        public mutating func appendInterpolation(attribute name: StaticString, if isSet: Bool) {
            precondition(place == .tag, "an attribute stands in a tag")
            if isSet { markup += " \(name.description)" }
        }

        private mutating func append(_ piece: String) {
            for byte in piece.utf8 { place.move(past: byte) }
            markup += piece
        }
    }

    /// Returns text with references in place of `& < > " '`; NUL, which HTML cannot carry, becomes U+FFFD.
    private static func escaped(_ text: String) -> String {
        var markup: [UInt8] = []
        markup.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): markup += "&amp;".utf8
            case UInt8(ascii: "<"): markup += "&lt;".utf8
            case UInt8(ascii: ">"): markup += "&gt;".utf8
            case UInt8(ascii: "\""): markup += "&quot;".utf8
            case UInt8(ascii: "'"): markup += "&#39;".utf8
            case 0: markup += "\u{FFFD}".utf8
            default: markup.append(byte)
            }
        }
        return String(decoding: markup, as: UTF8.self)
    }

    /// Returns true for the same bytes: Swift calls two spellings of one letter equal.
    public static func == (left: Self, right: Self) -> Bool { left.markup.utf8.elementsEqual(right.markup.utf8) }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

/// A place in markup: between tags, in a tag, or in the quoted value of an attribute.
private enum MarkupPlace: Sendable {
    case text, tag, doubleQuotes, singleQuotes

    mutating func move(past byte: UInt8) {
        switch (self, byte) {
        case (.text, UInt8(ascii: "<")), (.doubleQuotes, UInt8(ascii: "\"")), (.singleQuotes, UInt8(ascii: "'")):
            self = .tag
        case (.tag, UInt8(ascii: ">")): self = .text
        case (.tag, UInt8(ascii: "\"")): self = .doubleQuotes
        case (.tag, UInt8(ascii: "'")): self = .singleQuotes
        default: break
        }
    }
}
