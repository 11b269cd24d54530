/// A phone number in E.164: `+`, then 1-15 digits, the first not zero.
public struct PhoneNumber: Sendable, Hashable, Codable, RedactedValue {
    /// The number in E.164, as in `+14155550123`.
    public let e164: String

    /// Validates a number in E.164.
    ///
    /// - Throws: InvalidParameterException `Invalid phone number format.`
    public init(_ text: String) throws(CognitoError) {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "+"), (1...15).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            digits.first != UInt8(ascii: "0")
        else { throw .invalidPhoneNumber }
        e164 = text
    }

    /// Decodes a single string.
    public init(from decoder: any Decoder) throws { try self.init(try String(from: decoder)) }

    /// Encodes a single string.
    public func encode(to encoder: any Encoder) throws { try e164.encode(to: encoder) }

    /// The masked number with its last four digits, as in `+*******0123`.
    ///
    /// A number of four digits or fewer is masked completely.
    public var masked: String {
        let digits = e164.dropFirst()
        guard digits.count > 4 else { return "+" + String(repeating: "*", count: digits.count) }
        return "+" + String(repeating: "*", count: digits.count - 4) + digits.suffix(4)
    }

    /// The masked number, since complete numbers do not belong in logs.
    public var description: String { masked }
}
