public import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// The parts of a hash of ``PBKDF2PasswordHasher``, for another hasher that reads and writes the same form.
///
/// The form is a PHC string, `$pbkdf2-sha256$i=600000$<salt>$<key>`; salt and key are in base64 without padding.
public struct PBKDF2Hash: Sendable, RedactedValue {
    /// The iterations of PBKDF2-HMAC-SHA-256, 1 to 4,294,967,295.
    public let iterations: Int
    /// The salt, of any length.
    public let salt: [UInt8]
    /// The derived key of 32 bytes.
    public let key: [UInt8]

    /// Stores the parts unchanged.
    public init(iterations: Int, salt: [UInt8], key: [UInt8]) {
        (self.iterations, self.salt, self.key) = (iterations, salt, key)
    }

    /// Reads a stored hash; nil for one of another form.
    public init?(_ hash: PasswordHash) {
        let parts = hash.text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "pbkdf2-sha256", parts[2].hasPrefix("i="),
            let iterations = Int(parts[2].dropFirst(2)), (1...Int(UInt32.max)).contains(iterations),
            let salt = Self.bytes(parts[3]), let key = Self.bytes(parts[4]), key.count == 32
        else { return nil }
        self.init(iterations: iterations, salt: salt, key: key)
    }

    /// The text to store.
    public var passwordHash: PasswordHash {
        let (salt, key) = (Base64.encode(salt, padding: false), Base64.encode(key, padding: false))
        return PasswordHash("$pbkdf2-sha256$i=\(iterations)$\(salt)$\(key)")
    }

    /// The bytes of a password from which its key is derived: UTF-8, with 0xFF behind a NUL at the end.
    ///
    /// HMAC pads a key with zeros, so a zero at its end would not count. 0xFF occurs in no UTF-8.
    public static func bytes(of password: Password) -> [UInt8] {
        let bytes = Array(password.text.utf8)
        return bytes.last == 0 ? bytes + [0xFF] : bytes
    }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        try? Base64.decode(text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4))
    }
}
