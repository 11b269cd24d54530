/// A password as it was typed: 1-256 characters, none of them white space.
public struct Password: SecretText {
    /// The password itself.
    public let text: String
    /// Holds `text` unchanged; the service verifies it.
    public init(_ text: String) { self.text = text }
}

/// An access token, as a client presents it.
public struct AccessToken: SecretText, Encodable {
    /// The token itself.
    public let text: String
    /// Holds `text` unchanged; the service verifies it.
    public init(_ text: String) { self.text = text }
}

/// An ID token: who the user is, for the app; no key to any operation.
public struct IDToken: SecretText, Encodable {
    /// The token itself.
    public let text: String
    /// Holds `text` unchanged.
    public init(_ text: String) { self.text = text }
}

/// A refresh token, opaque to its holder.
public struct RefreshToken: SecretText, Encodable {
    /// The token itself.
    public let text: String
    /// Holds `text` unchanged.
    public init(_ text: String) { self.text = text }
}

/// The string that links a challenge to its answer: 20-2048 characters (Cognito's `Session`).
public struct SessionHandle: SecretText, Encodable {
    /// The handle itself.
    public let text: String
    /// Holds `text` unchanged; the service verifies it.
    public init(_ text: String) { self.text = text }
}
