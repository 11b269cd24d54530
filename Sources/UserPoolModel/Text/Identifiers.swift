/// The id of a user pool: 1-55 characters, `[\w-]+_[0-9a-zA-Z]+`, as in `eu-west-1_main`.
public struct UserPoolID: TextIdentifier {
    /// The id as it was given.
    public let text: String
    /// Holds `text` unchanged; the service verifies it.
    public init(_ text: String) { self.text = text }
    /// The part before the underscore, as in `eu-west-1`.
    public var region: String { String(text.prefix { $0 != "_" }) }
}

/// The id of an app client: 1-128 characters, `[\w+]+`.
///
/// In process a hyphen is allowed too, so that a host may name its client `help-desk` in code.
public struct AppClientID: TextIdentifier {
    /// The id as it was given.
    public let text: String
    /// Holds `text` unchanged; the service verifies it.
    public init(_ text: String) { self.text = text }
}

/// What a user signs in with: 1-128 letters, marks, symbols, numbers and punctuation.
public struct Username: TextIdentifier {
    /// The name as it was given.
    public let text: String
    /// Holds `text` unchanged; the service verifies it.
    public init(_ text: String) { self.text = text }
}

/// The stable id of a user, a UUID in lower case; a name that is taken again gets another.
public struct UserSub: TextIdentifier {
    /// The id as it was given.
    public let text: String
    /// Holds `text` unchanged.
    public init(_ text: String) { self.text = text }

    /// True for a text in the exact form: hexadecimal digits in lower case, in groups of 8, 4, 4, 4 and 12.
    package static func isForm(_ text: String) -> Bool {
        guard text.utf8.count == 36 else { return false }
        return text.utf8.enumerated().allSatisfy { place, byte in
            switch place {
            case 8, 13, 18, 23: byte == UInt8(ascii: "-")
            default: (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
            }
        }
    }
}
