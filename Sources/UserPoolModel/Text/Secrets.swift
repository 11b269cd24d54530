import CognitoMFACore

/// A password as the user typed it: 2-256 characters on one line, the first and the last not white space.
public struct Password: SecretText {
    /// The text of the password.
    public let text: String
    /// Stores `text` unchanged; the service validates it.
    public init(_ text: String) { self.text = text }
}

/// An access token, with which a client calls the operations of its user.
public struct AccessToken: SecretText, Encodable {
    /// The text of the token.
    public let text: String
    /// True for a browser session in the token's place; no text makes one, so that none comes from outside.
    package let isBrowserSession: Bool
    /// Stores `text` unchanged; the service validates it.
    public init(_ text: String) { (self.text, isBrowserSession) = (text, false) }
    /// Lets a browser session call the operations of its user, in process only.
    public init(_ session: BrowserSession) { (text, isBrowserSession) = (session.text, true) }
}

/// A browser's sign-in: 43 letters of Base64url, which the browser has and the store has not.
///
/// For a cookie that is `HttpOnly`. It lives for an hour, and ends before that with its user's other sign-ins.
public struct BrowserSession: SecretText, Encodable {
    /// The random bytes that it is made of.
    package static let byteCount = 32
    /// The letters of its text.
    package static let characterCount = 43

    /// The text of the secret.
    public let text: String
    /// Stores `text` unchanged; the service validates it.
    public init(_ text: String) { self.text = text }
}

/// An ID token, which identifies the user to the app and authorizes no operation.
public struct IDToken: SecretText, Encodable {
    /// The text of the token.
    public let text: String
    /// Stores `text` unchanged.
    public init(_ text: String) { self.text = text }
}

/// A refresh token, with which a client gets new tokens; its content is opaque.
public struct RefreshToken: SecretText, Encodable {
    /// The text of the token.
    public let text: String
    /// Stores `text` unchanged.
    public init(_ text: String) { self.text = text }
}

/// The handle that links a challenge to its answer: 20-2,048 characters (Cognito's `Session`).
public struct SessionHandle: SecretText, Encodable {
    /// The text of the handle.
    public let text: String
    /// Stores `text` unchanged; the service validates it.
    public init(_ text: String) { self.text = text }
}

/// A text that proves an identity.
///
/// It never prints, not even through `dump` or `Mirror`, and compares in constant time.
///
/// Any text is accepted; the service validates it. The type is `Decodable`, so that a web form decodes into it. A type
/// that goes to a client (`AccessToken`, `SessionHandle`) is also `Encodable`; `Password` is not.
public protocol SecretText: Sendable, Hashable, Decodable, ExpressibleByStringLiteral, CustomStringConvertible,
    CustomDebugStringConvertible, CustomReflectable
{
    /// The secret text; show it to its user only.
    var text: String { get }
    /// Stores `text` unchanged.
    init(_ text: String)
}

extension SecretText {
    /// Stores the literal unchanged.
    public init(stringLiteral value: String) { self.init(value) }

    /// Decodes a single string.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// The type's name without the secret.
    public var description: String { "\(Self.self)(redacted)" }

    /// The type's name without the secret.
    public var debugDescription: String { description }

    /// A mirror without children, because `dump` prints the children of a mirror.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

    /// Compares the UTF-8 bytes, in a time that depends on their number only.
    public static func == (left: Self, right: Self) -> Bool { ConstantTime.areEqual(left.text.utf8, right.text.utf8) }

    /// Feeds the UTF-8 bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

extension SecretText where Self: Encodable {
    /// Encodes the secret as a single string, for its owner.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
