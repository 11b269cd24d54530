import CognitoMFACore

/// The secret of an app client: 24-64 characters, `[\w+]+`.
public struct ClientSecret: SecretText, Encodable {
    /// The secret itself.
    public let text: String
    /// Holds `text` unchanged.
    public init(_ text: String) { self.text = text }

    /// The `SECRET_HASH` that goes with `username`: base64 of HMAC-SHA-256 under the secret over username and client id.
    ///
    /// Source: Cognito developer guide, computing secret hash values.
    public func hash(username: Username, client: AppClientID) -> String {
        let message = Array(username.text.utf8) + Array(client.text.utf8)
        return Base64.encode(HMAC<SHA256>(key: Array(text.utf8)).authenticationCode(for: message))
    }
}
