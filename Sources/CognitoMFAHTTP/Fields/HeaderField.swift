/// The refusal of a header that no HTTP message can carry.
public enum HeaderFieldError: Error, Sendable, Hashable {
    /// The name is not a token (RFC 9110, 5.6.2).
    case name
    /// The value has a line break, NUL or another control character.
    case value
}

/// A name of a header, equal to another whatever the case of its letters.
public struct HeaderName: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The name in the spelling that was given.
    public let text: String

    /// Creates a name from text.
    ///
    /// - Throws: ``HeaderFieldError/name`` unless the text is a token.
    public init(validating text: String) throws(HeaderFieldError) {
        guard text.isToken else { throw .name }
        self.text = text
    }

    /// Creates a name from a literal, which must be a token.
    public init(stringLiteral literal: StaticString) {
        text = literal.description
        precondition(text.isToken, "the name of a header is a token")
    }

    /// Returns true for the same name in any case.
    public static func == (left: Self, right: Self) -> Bool { left.text.equalsIgnoringASCIICase(right.text) }

    /// Hashes the name in lower case.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte.asciiLowercased) }
        hasher.combine(0xFF as UInt8)
    }

    /// The name.
    public var description: String { text }
}

/// A value of a header, byte for byte as it was given.
///
/// It has no line break, so it cannot become a second header.
public struct HeaderValue: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The value.
    public let text: String

    /// Creates a value from text.
    ///
    /// - Throws: ``HeaderFieldError/value`` for a control character other than the tab.
    public init(validating text: String) throws(HeaderFieldError) {
        guard text.utf8.allSatisfy(\.isFieldValueByte) else { throw .value }
        self.text = text
    }

    /// Creates a value from a literal, which must have no control character.
    public init(stringLiteral literal: StaticString) {
        text = literal.description
        precondition(text.utf8.allSatisfy(\.isFieldValueByte), "the value of a header has no control character")
    }

    /// Creates a value from printable ASCII and `?` in place of every other byte, cut to a number of bytes.
    ///
    /// - Parameters:
    ///   - text: text that may repeat something that a client sent.
    ///   - limit: the largest number of bytes.
    public init(replacingUnprintable text: String, limit: Int = 512) {
        self.text = String(
            decoding: text.utf8.prefix(limit).map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") },
            as: UTF8.self)
    }

    /// Returns true for the same bytes: Swift calls two spellings of one letter equal.
    public static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

/// A header: one line of a message.
public struct HeaderField: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The name.
    public let name: HeaderName
    /// The value; it may be a secret, so a header prints its name only.
    public let value: HeaderValue

    /// Creates a header from its parts.
    public init(_ name: HeaderName, _ value: HeaderValue) { (self.name, self.value) = (name, value) }

    /// The name, without the value.
    public var description: String { "\(name): ..." }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
