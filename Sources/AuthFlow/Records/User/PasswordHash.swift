public import UserPoolModel

/// A password hash in PHC string format (`$id$parameters$salt$hash`), or what a host's own hasher makes.
public struct PasswordHash: SecretText {
    /// The string as it is stored.
    public let text: String
    /// The string as it is stored.
    public var rawValue: String { text }
    /// Takes a string as it is stored.
    public init(_ text: String) { self.text = text }
}
