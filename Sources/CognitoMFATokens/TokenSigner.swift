/// A signer of tokens, which also verifies their signatures.
///
/// If other services verify the tokens, use RS256 through a library of your choice. ``LocalTokenSigner`` is for one
/// process that signs and verifies.
public protocol TokenSigner: Sendable {
    /// Returns the key that signs tokens of a use now.
    func signingKey(for use: TokenUse) async throws -> TokenKey
    /// Returns the key with an id, old keys included, or nil if it is not one of this signer's.
    func key(id: String) async throws -> TokenKey?
    /// Returns the signature of a JWS signing input (RFC 7515, 5.1) with one of this signer's keys.
    func sign(_ input: [UInt8], with key: TokenKey) async throws -> [UInt8]
    /// Returns true if a signature is valid; with a secret key, the comparison takes constant time.
    func isValid(_ signature: [UInt8], of input: [UInt8], with key: TokenKey) async throws -> Bool
}

/// The use of a token, as in the claim `token_use`.
public enum TokenUse: String, Sendable, Hashable, Codable, CaseIterable {
    /// Authorizes the operations of its user.
    case access
    /// Identifies the user to the app.
    case id
}

/// The name, algorithm and use of a key; a token never decides them.
public struct TokenKey: Sendable, Hashable {
    /// The id, in the header `kid`.
    public let id: String
    /// The algorithm, in the header `alg`, as in `RS256`.
    public let algorithm: String
    /// The only use of the key.
    public let use: TokenUse

    /// Creates the description of a key.
    public init(id: String, algorithm: String, use: TokenUse) {
        self.id = id
        self.algorithm = algorithm
        self.use = use
    }
}
