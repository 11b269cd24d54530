public import CognitoMFACore

/// A name or id as it was given: any text is held, and the service verifies it (its constraint table answers in one place).
///
/// Two identifiers are equal when their UTF-8 bytes are, so that every store agrees on who exists: Swift's `==` on
/// `String` would make the composed and the decomposed spelling of a name one user, SQL's would make them two.
public protocol TextIdentifier: Sendable, Hashable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The text as it was given.
    var text: String { get }
    /// Holds `text` unchanged.
    init(_ text: String)
}

extension TextIdentifier {
    /// Holds the literal unchanged.
    public init(stringLiteral value: String) { self.init(value) }

    /// Reads a single string.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The text itself.
    public var description: String { text }

    /// Compares UTF-8 bytes.
    @inlinable public static func == (left: Self, right: Self) -> Bool {
        ConstantTime.areEqual(left.text.utf8, right.text.utf8)
    }

    /// Feeds the UTF-8 bytes.
    @inlinable public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(0xFF as UInt8)
    }
}
