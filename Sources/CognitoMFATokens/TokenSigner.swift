public import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// A signer of tokens, which also verifies their signatures.
///
/// If other services verify the tokens, use RS256 through a library of your choice. ``LocalTokenSigner`` is for one
/// process that signs and verifies.
public protocol TokenSigner: TokenKeySet {
    /// Returns the key that signs tokens of a use now.
    func signingKey(for use: TokenUse) async throws -> TokenKey
    /// Returns the signature of a JWS signing input (RFC 7515, 5.1) with one of this signer's keys.
    func sign(_ input: [UInt8], with key: TokenKey) async throws -> [UInt8]
}

/// The keys that verify tokens: a signer's own, or the public ones of a key set (RFC 7517).
public protocol TokenKeySet: Sendable {
    /// Returns the key with an id, old keys included, or nil if it is not one of these.
    func key(id: String) async throws -> TokenKey?
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
    /// The only use of the key; nil for one of a public key set, which does not tell it.
    public let use: TokenUse?

    /// Creates the description of a key.
    public init(id: String, algorithm: String, use: TokenUse?) {
        (self.id, self.algorithm, self.use) = (id, algorithm, use)
    }
}

/// A signer with HS256 (RFC 7518, 3.2), for one process that issues and verifies.
///
/// The key that verifies these tokens can also sign them, so it never leaves the process and is in no JWKS.
public struct LocalTokenSigner: TokenSigner {
    private static let algorithm = "HS256"
    private let keys: [(key: TokenKey, hmac: HMAC<SHA256>)]

    /// Creates a signer with keys derived from the ring: 32 bytes each, one for access tokens and one for ID tokens of
    /// every root key.
    public init(keys: KeyRing) {
        self.keys = keys.all(.token).flatMap { root in
            TokenUse.allCases.map { use in
                (
                    TokenKey(id: "\(root.id).\(use.rawValue)", algorithm: Self.algorithm, use: use),
                    HMAC(key: Array(root.authenticationCode(for: Array(use.rawValue.utf8))))
                )
            }
        }
    }

    /// Returns the newest key of a use.
    public func signingKey(for use: TokenUse) -> TokenKey {
        guard let newest = keys.first(where: { $0.key.use == use }) else {
            preconditionFailure("a ring has a root, and a root a key of every use")
        }
        return newest.key
    }

    /// Returns the key with an id, or nil if there is none.
    public func key(id: String) -> TokenKey? { keys.first { $0.key.id == id }?.key }

    /// Returns the HMAC-SHA-256 of the input.
    ///
    /// - Throws: ``UnknownKey`` if the key is not one of this signer's.
    public func sign(_ input: [UInt8], with key: TokenKey) throws -> [UInt8] {
        guard let hmac = hmac(of: key) else { throw UnknownKey() }
        return Array(hmac.authenticationCode(for: input))
    }

    /// Returns true if a signature is the HMAC of the input, compared in constant time.
    public func isValid(_ signature: [UInt8], of input: [UInt8], with key: TokenKey) -> Bool {
        hmac(of: key)?.isValid(signature, for: input) ?? false
    }

    /// The error for a key of another signer.
    public struct UnknownKey: Error, Sendable {}

    private func hmac(of key: TokenKey) -> HMAC<SHA256>? { keys.first { $0.key == key }?.hmac }
}

extension LocalTokenSigner: RedactedValue {
    /// The key ids, without the keys.
    public var description: String { "LocalTokenSigner(\(keys.map(\.key.id).joined(separator: ", ")))" }
}
