/// An e-mail address: one `@` with text on both sides and no white space.
///
/// More cannot be validated without sending.
public struct EmailAddress: Sendable, Hashable, Codable, CustomStringConvertible, CustomReflectable {
    /// The address as given.
    public let text: String

    /// Validates an address.
    ///
    /// - Throws: InvalidParameterException `Invalid email address format.`
    public init(_ text: String) throws(CognitoError) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        // Also counts bytes: a combining mark after a second `@` hides it in a `Character`, but not from a mail
        // server.
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
            text.utf8.count(where: { $0 == UInt8(ascii: "@") }) == 1,
            !text.unicodeScalars.contains(where: {
                $0.properties.isWhitespace || $0.properties.generalCategory == .control
            })
        else { throw .invalidEmail }
        self.text = text
    }

    /// Decodes a single string.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The masked address with the first letters of name and domain, as in `j***@g***`.
    public var masked: String {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.map { $0.prefix(1) + "***" }.joined(separator: "@")
    }

    /// The masked address, since complete addresses do not belong in logs.
    public var description: String { masked }
    /// A mirror without children, because `dump` prints the children of a mirror.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

    /// Compares the UTF-8 bytes.
    public static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// Feeds the UTF-8 bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
