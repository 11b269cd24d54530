/// An e-mail address: one `@` with something on either side and no white space, all that can be verified without sending.
public struct EmailAddress: Sendable, Hashable, Codable, CustomStringConvertible, CustomReflectable {
    /// The address as it was given.
    public let text: String

    /// Takes an address.
    ///
    /// - Throws: InvalidParameterException `Invalid email address format.`
    public init(_ text: String) throws(CognitoError) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        // By bytes too: a mark behind a second `@` makes one `Character` of the two, and a mail server two addresses.
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
            text.utf8.count(where: { $0 == UInt8(ascii: "@") }) == 1,
            !text.unicodeScalars.contains(where: {
                $0.properties.isWhitespace || $0.properties.generalCategory == .control
            })
        else { throw .invalidEmail }
        self.text = text
    }

    /// Reads a single string.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The first letter of name and domain, as in `j***@g***`.
    public var masked: String {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.map { $0.prefix(1) + "***" }.joined(separator: "@")
    }

    /// The masked address: whole addresses do not belong in logs.
    public var description: String { masked }
    /// A mirror without children, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

    /// Compares UTF-8 bytes.
    public static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// Feeds the UTF-8 bytes.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
