package import CognitoMFACore
import UserPoolModel

/// The purpose of a derived key, which is the label of its derivation.
package enum KeyPurpose: String, Sendable, CaseIterable {
    /// Authenticates session handles.
    case session
    /// Digests sent codes.
    case code
    /// Authenticates refresh tokens.
    case refresh
    /// Chooses decoy records.
    case decoy
    /// Digests former passwords.
    case history
    /// Signs tokens with HS256.
    case token
    /// Authenticates the cookies and the forms of the pages.
    case pages
}

/// A key for one purpose, derived from a root by HKDF-SHA-256 (RFC 5869) with the purpose as label.
package struct DerivedKey: Sendable {
    /// The id of the root.
    package let id: String
    /// The first four bytes of SHA-256 of the id, where four bytes must name a key.
    package let shortID: [UInt8]
    private let hmac: HMAC<SHA256>

    init(root: [UInt8], id: String, shortID: [UInt8], purpose: KeyPurpose) {
        self.id = id
        self.shortID = shortID
        guard
            let bytes = try? HKDF<SHA256>.deriveKey(
                inputKey: root, salt: Array("cognito-mfa".utf8), info: Array(purpose.rawValue.utf8), byteCount: 32)
        else { preconditionFailure("HKDF gives 32 bytes of any root") }
        hmac = HMAC(key: bytes)
    }

    /// Returns the HMAC-SHA-256 of a message under this key.
    package func authenticationCode(for message: [UInt8]) -> SHA256.Digest { hmac.authenticationCode(for: message) }

    /// Returns true when `code` is the whole HMAC of `message`; compares in constant time.
    package func isValid(_ code: [UInt8], for message: [UInt8]) -> Bool {
        hmac.isValid(code, for: message)
    }

    /// Returns true when `bytes` end in the HMAC of the bytes before it; compares in constant time.
    package func hasSigned(_ bytes: [UInt8]) -> Bool { hmac.isCodeAtEnd(of: bytes) }
}

extension DerivedKey: RedactedValue {
    /// The root's id, without the key.
    package var description: String { "DerivedKey(\(id))" }
}
