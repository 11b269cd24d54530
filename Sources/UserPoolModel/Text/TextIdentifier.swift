public import CognitoMFACore

/// A name or an id; any text is accepted, and the service validates it.
///
/// Two identifiers are equal if their UTF-8 bytes are equal, so that every store agrees on the users that exist. With
/// `==` of `String`, the composed and the decomposed spelling of a name would be one user; in SQL they would be two.
public protocol TextIdentifier: Sendable, Hashable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The text as given.
    var text: String { get }
    /// Stores `text` unchanged.
    init(_ text: String)
}

extension TextIdentifier {
    /// Stores the literal unchanged.
    public init(stringLiteral value: String) { self.init(value) }

    /// Decodes a single string.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The text as given.
    public var description: String { text }

    /// Compares the UTF-8 bytes.
    @inlinable public static func == (left: Self, right: Self) -> Bool {
        ConstantTime.areEqual(left.text.utf8, right.text.utf8)
    }

    /// Feeds the UTF-8 bytes to the hasher.
    @inlinable public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(0xFF as UInt8)
    }
}
