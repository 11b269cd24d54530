public import CognitoMFA
import CryptoExtras
import JWTKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A private RSA key of 2,048 bits or more, and the one kind of token it signs.
public struct RSASigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// The `kid`: SHA-256 of the public key (SubjectPublicKeyInfo, DER) in base64url, so that it is never another key's.
    public let id: String
    /// What it signs.
    public let use: TokenUse
    /// The private key in PEM; a secret.
    public let pem: String
    let key: JWTKit.Insecure.RSA.PrivateKey

    /// Takes a private key in PEM.
    ///
    /// - Throws: what the library for it throws when it is no private RSA key, or has fewer than 2,048 bits.
    public init(pem: String, use: TokenUse) throws {
        let key = try JWTKit.Insecure.RSA.PrivateKey(pem: pem)
        self.key = key
        self.pem = pem
        self.use = use
        id = Base64.encodeURL(CognitoMFACore.SHA256.hash(Array(key.publicKey.derRepresentation)))
    }

    /// Draws a key of 2,048 bits; it takes a tenth of a second or so.
    public static func generate(for use: TokenUse) throws -> Self {
        try Self(pem: _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation, use: use)
    }

    /// The id and no key.
    public var description: String { "RSASigningKey(\(id), \(use.rawValue))" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
