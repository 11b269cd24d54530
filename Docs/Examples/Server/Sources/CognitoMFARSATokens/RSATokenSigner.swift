public import CognitoMFA
import JWTKit

/// A signer of tokens with RS256 (RFC 7518, 3.3): anyone with the public keys can verify, and nobody else can sign.
///
/// Pass it to `SignedTokenIssuer`, which makes the claims. Keys are given newest first. The first key of a use signs; the
/// others verify older tokens until you remove them.
public struct RSATokenSigner: TokenSigner, CustomStringConvertible, CustomReflectable {
    private static let algorithm = "RS256"
    private let entries: [Entry]
    /// The public keys.
    public let keySet: JSONWebKeySet

    private struct Entry: Sendable {
        let key: TokenKey
        let algorithm: any JWTAlgorithm
    }

    /// Creates a signer that signs with the first key of each use.
    ///
    /// - Throws: ``MissingKey`` unless there is a key for access tokens and one for ID tokens.
    public init(_ keys: [RSASigningKey]) async throws {
        for use in TokenUse.allCases where !keys.contains(where: { $0.use == use }) { throw MissingKey(use: use) }
        let collection = JWTKeyCollection()
        var entries: [Entry] = []
        for key in keys {
            let id = JWKIdentifier(string: key.id)
            await collection.add(rsa: key.key, digestAlgorithm: .sha256, kid: id)
            entries.append(
                Entry(
                    key: TokenKey(id: key.id, algorithm: Self.algorithm, use: key.use),
                    algorithm: try await collection.getKey(for: id)))
        }
        self.entries = entries
        keySet = try JSONWebKeySet(keys)
    }

    /// No key signs tokens of this use.
    public struct MissingKey: Error, Sendable {
        /// The use without a key.
        public let use: TokenUse
    }

    /// The key id is not one of this signer's keys.
    public struct UnknownKey: Error, Sendable {}

    /// Returns the id of the newest key of a use.
    public func signingKey(for use: TokenUse) throws -> TokenKey {
        guard let entry = entries.first(where: { $0.key.use == use }) else { throw MissingKey(use: use) }
        return entry.key
    }

    /// Returns the key with this id; older keys count too.
    public func key(id: String) -> TokenKey? { entries.first { $0.key.id == id }?.key }

    /// Signs the input by RSASSA-PKCS1-v1_5 with SHA-256.
    public func sign(_ input: [UInt8], with key: TokenKey) throws -> [UInt8] {
        guard let entry = entry(of: key) else { throw UnknownKey() }
        return try entry.algorithm.sign(input)
    }

    /// Returns true when the signature was made with the key.
    public func isValid(_ signature: [UInt8], of input: [UInt8], with key: TokenKey) throws -> Bool {
        try entry(of: key)?.algorithm.verify(signature, signs: input) ?? false
    }

    private func entry(of key: TokenKey) -> Entry? { entries.first { $0.key == key } }

    /// The ids, without the keys.
    public var description: String { "RSATokenSigner(\(entries.map(\.key.id).joined(separator: ", ")))" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
