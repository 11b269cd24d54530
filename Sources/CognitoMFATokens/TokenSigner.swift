/// Signs tokens and verifies signatures.
///
/// A server that others verify uses RS256 through a library of its own; see ``LocalTokenSigner`` for one process that
/// does both.
public protocol TokenSigner: Sendable {
    /// The key that signs tokens of this use now.
    func signingKey(for use: TokenUse) async throws -> TokenKey
    /// The key with this id, old ones included; nil when it is not this signer's.
    func key(id: String) async throws -> TokenKey?
    /// The signature of a JWS signing input (RFC 7515, 5.1) under a key of this signer's.
    func sign(_ input: [UInt8], with key: TokenKey) async throws -> [UInt8]
    /// Whether a signature is right, in constant time where the algorithm has a secret.
    func isValid(_ signature: [UInt8], of input: [UInt8], with key: TokenKey) async throws -> Bool
}

/// What a token is for, as in the claim `token_use`.
public enum TokenUse: String, Sendable, Hashable, Codable, CaseIterable {
    /// For the operations of its user.
    case access
    /// Who the user is.
    case id
}

/// A key by name: its algorithm and its use come from here and never from a token.
public struct TokenKey: Sendable, Hashable {
    /// The `kid` of a header.
    public let id: String
    /// The `alg` of a header, as in `RS256`.
    public let algorithm: String
    /// The one kind of token it signs.
    public let use: TokenUse

    /// Names a key.
    public init(id: String, algorithm: String, use: TokenUse) {
        self.id = id
        self.algorithm = algorithm
        self.use = use
    }
}
