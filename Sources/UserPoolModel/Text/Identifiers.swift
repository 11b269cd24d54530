public import CognitoMFACore

/// The id of a user pool: 1-55 characters, `[\w-]+_[0-9a-zA-Z]+`, as in `eu-west-1_main`.
public struct UserPoolID: TextIdentifier {
    /// The id as given.
    public let text: String
    /// Stores `text` unchanged; the service validates it.
    public init(_ text: String) { self.text = text }
    /// The part before the underscore, as in `eu-west-1`.
    public var region: String { String(text.prefix { $0 != "_" }) }
}

/// The id of an app client: 1-128 characters, `[\w+]+`.
///
/// Calls in the same process may also use a hyphen, as in `help-desk`.
public struct AppClientID: TextIdentifier {
    /// The id as given.
    public let text: String
    /// Stores `text` unchanged; the service validates it.
    public init(_ text: String) { self.text = text }
}

/// The name with which a user signs in: 1-128 letters, marks, symbols, numbers and punctuation.
public struct Username: TextIdentifier {
    /// The name as given.
    public let text: String
    /// Stores `text` unchanged; the service validates it.
    public init(_ text: String) { self.text = text }
}

/// The name of a group: 1-128 letters, marks, symbols, numbers and punctuation.
///
/// Two names that differ in case only are one group's.
public struct GroupName: TextIdentifier {
    /// The name as given.
    public let text: String
    /// Stores `text` unchanged; the service validates it.
    public init(_ text: String) { self.text = text }
}

/// The permanent id of a user, a UUID in lower case.
///
/// A new user with the name of a deleted one gets a new id.
public struct UserSub: TextIdentifier {
    /// The id as given.
    public let text: String
    /// Stores `text` unchanged.
    public init(_ text: String) { self.text = text }

    /// Returns true for a text in the exact form of a sub (8-4-4-4-12 hexadecimal digits in lower case).
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
