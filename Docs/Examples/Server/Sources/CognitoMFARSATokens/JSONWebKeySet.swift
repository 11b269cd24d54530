import CognitoMFA
import CognitoMFACore
import JWTKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A set of public keys, as Cognito serves them at `/<UserPoolId>/.well-known/jwks.json` (RFC 7517).
public struct JSONWebKeySet: Sendable, Hashable, Encodable {
    /// One public key.
    public struct Key: Sendable, Hashable, Encodable {
        /// The algorithm, `RS256`.
        public let alg: String
        /// The public exponent in base64url.
        public let e: String
        /// The key's id.
        public let kid: String
        /// The kind of key, `RSA`.
        public let kty: String
        /// The modulus in base64url.
        public let n: String
        /// The use, `sig`.
        public let use: String
    }

    /// The keys, newest first.
    public let keys: [Key]

    /// Creates the set of the public halves of signing keys.
    init(_ keys: [RSASigningKey]) throws {
        self.keys = try keys.map { key in
            let numbers = try key.key.publicKey.getKeyPrimitives()
            return Key(
                alg: "RS256", e: Base64.encodeURL(numbers.publicExponent), kid: key.id, kty: "RSA",
                n: Base64.encodeURL(numbers.modulus), use: "sig")
        }
    }

    /// The document as JSON, in UTF-8.
    public var json: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self))
        }
    }
}
