public import CognitoMFA
import CognitoMFACore
import CryptoExtras
import JWTKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A private RSA key of 2,048 bits or more, for one kind of token.
public struct RSASigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// The `kid`: SHA-256 of the public key (SubjectPublicKeyInfo, DER) in base64url, so no two keys share one.
    public let id: String
    /// The kind of token that it signs.
    public let use: TokenUse
    /// The private key in PEM; a secret.
    public let pem: String
    let key: JWTKit.Insecure.RSA.PrivateKey

    /// Reads a private key in PEM.
    ///
    /// - Throws: the error of JWTKit or swift-crypto for a text that is not a private RSA key, or a key under 2,048 bits.
    public init(pem: String, use: TokenUse) throws {
        let key = try JWTKit.Insecure.RSA.PrivateKey(pem: pem)
        self.key = key
        self.pem = pem
        self.use = use
        id = Base64.encodeURL(CognitoMFACore.SHA256.hash(Array(key.publicKey.derRepresentation)))
    }

    /// Generates a random key of 2,048 bits; it takes about a tenth of a second.
    public static func generate(for use: TokenUse) throws -> Self {
        try Self(pem: _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation, use: use)
    }

    /// The id, without the key.
    public var description: String { "RSASigningKey(\(id), \(use.rawValue))" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
