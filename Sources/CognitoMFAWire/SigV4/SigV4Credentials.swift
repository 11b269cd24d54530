public import UserPoolModel

/// The secret half of an access key.
public struct SecretAccessKey: SecretText {
    /// The secret itself.
    public let text: String
    /// Holds `text` unchanged.
    public init(_ text: String) { self.text = text }
}

/// An access key with its secret, for signing requests.
public struct SigV4Credentials: Sendable, CustomStringConvertible, CustomReflectable {
    /// The key's id.
    public let accessKeyID: String
    /// The key's secret.
    public let secretAccessKey: SecretAccessKey
    /// The session token of a temporary key; nil for a permanent one.
    public let sessionToken: String?

    /// Creates credentials from their parts.
    public init(accessKeyID: String, secretAccessKey: SecretAccessKey, sessionToken: String? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }

    /// The key's id; the secret and the token are left out.
    public var description: String { "SigV4Credentials(\(accessKeyID))" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
