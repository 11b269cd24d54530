import CognitoMFACore

/// Text that proves who someone is: it never prints, not through `dump` or `Mirror` either, and compares in constant time.
///
/// Any text is held; the service verifies it. Decodable, so that a web form reads straight into it. What a client must
/// be handed (`AccessToken`, `SessionHandle`) adds `Encodable`; a `Password` does not.
public protocol SecretText: Sendable, Hashable, Decodable, ExpressibleByStringLiteral, CustomStringConvertible,
    CustomDebugStringConvertible, CustomReflectable
{
    /// The secret itself. Hand it to its user only.
    var text: String { get }
    /// Holds `text` unchanged.
    init(_ text: String)
}

extension SecretText {
    /// Holds the literal unchanged.
    public init(stringLiteral value: String) { self.init(value) }

    /// Reads a single string.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// The type's name and no secret.
    public var description: String { "\(Self.self)(redacted)" }

    /// The type's name and no secret.
    public var debugDescription: String { description }

    /// A mirror without children, for `dump` prints what a mirror shows.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

    /// Compares UTF-8 bytes in a time that depends on their number only.
    public static func == (left: Self, right: Self) -> Bool { ConstantTime.areEqual(left.text.utf8, right.text.utf8) }

    /// Feeds the UTF-8 bytes.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

extension SecretText where Self: Encodable {
    /// Writes a single string: the secret, for the one it belongs to.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
