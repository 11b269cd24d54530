/// An e-mail address: one `@` with text on both sides and no white space.
///
/// More cannot be validated without sending.
public struct EmailAddress: Sendable, Hashable, Codable, RedactedValue {
    /// The address as given.
    public let text: String

    /// Validates an address.
    ///
    /// - Throws: InvalidParameterException `Invalid email address format.`
    public init(_ text: String) throws(CognitoError) {
        guard Self.isPlain(text) || Self.isValid(text) else { throw .invalidEmail }
        self.text = text
    }

    /// True for a valid address of visible ASCII, which most are: bytes are compared in a tenth of the time of characters.
    private static func isPlain(_ text: String) -> Bool {
        let (bytes, at) = (text.utf8, UInt8(ascii: "@"))
        return bytes.allSatisfy { (0x21...0x7E).contains($0) } && bytes.count { $0 == at } == 1
            && bytes.first != at && bytes.last != at
    }

    private static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        // Also counts bytes: a combining mark after a second `@` hides it in a `Character`, but not from a mail
        // server.
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && text.utf8.count { $0 == UInt8(ascii: "@") } == 1
            && !text.unicodeScalars.contains {
                $0.properties.isWhitespace || $0.properties.generalCategory == .control
            }
    }

    /// Decodes a single string.
    public init(from decoder: any Decoder) throws { try self.init(try String(from: decoder)) }

    /// Encodes a single string.
    public func encode(to encoder: any Encoder) throws { try text.encode(to: encoder) }

    /// The masked address with the first letters of name and domain, as in `j***@g***`.
    public var masked: String {
        let domain = text.utf8.firstIndex(of: UInt8(ascii: "@")).map { text[$0...].dropFirst() } ?? ""
        return "\(text.prefix(1))***@\(domain.prefix(1))***"
    }

    /// The masked address, since complete addresses do not belong in logs.
    public var description: String { masked }

    /// Compares the UTF-8 bytes.
    public static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// Feeds the UTF-8 bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
