import CognitoMFACore

/// The secret of an app client: 24-64 characters, `[\w+]+`.
public struct ClientSecret: SecretText, Encodable {
    /// The text of the secret.
    public let text: String
    /// Stores `text` unchanged.
    public init(_ text: String) { self.text = text }

    /// Returns the `SECRET_HASH` of a user name: Base64 of HMAC-SHA-256 over user name and client id, with the secret
    /// as key.
    ///
    /// Source: Cognito developer guide, computing secret hash values.
    public func hash(username: Username, client: AppClientID) -> String {
        let message = Array(username.text.utf8) + Array(client.text.utf8)
        return Base64.encode(HMAC<SHA256>(key: Array(text.utf8)).authenticationCode(for: message))
    }
}
