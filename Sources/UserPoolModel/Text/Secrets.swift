/// A password as the user typed it: 1-256 characters, none of them white space.
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
