import CognitoMFA
import CognitoMFACore
import Crypto
import CryptoExtras
import Foundation

/// A hasher with PBKDF2-HMAC-SHA-256 of swift-crypto, which is as fast in a debug build as in a release build.
///
/// It writes and reads the form of the library's `PBKDF2PasswordHasher`, so a store can change from one to the other.
struct CryptoPasswordHasher: PasswordHasher {
    /// The number of iterations of a new hash.
    let iterations: Int

    /// A hash in another form.
    struct UnreadableHash: Error {}

    func hash(_ password: Password) async throws -> PasswordHash {
        let salt = SystemRandomSource().bytes(count: 16, for: .nonce)
        let key = try key(of: password, salt: salt, iterations: iterations)
        return PasswordHash(
            "$pbkdf2-sha256$i=\(iterations)$\(Base64.encode(salt, padding: false))$\(Base64.encode(key, padding: false))"
        )
    }

    /// Costs as much for an unknown user, and for a hash of fewer iterations, as for any other.
    func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
        let salt = [UInt8](repeating: 0, count: 16)
        guard let hash else {
            _ = try key(of: password, salt: salt, iterations: iterations)
            return false
        }
        guard let stored = Stored(hash.text) else { throw UnreadableHash() }
        let key = try key(of: password, salt: stored.salt, iterations: stored.iterations)
        if stored.iterations < iterations {
            _ = try self.key(of: password, salt: salt, iterations: iterations - stored.iterations)
        }
        return ConstantTime.areEqual(key, stored.hash)
    }

    func needsRehash(_ hash: PasswordHash) -> Bool { Stored(hash.text)?.iterations != iterations }

    var historyIterations: Int { iterations }

    func historyKey(_ password: [UInt8], salt: [UInt8], iterations: Int) async throws -> [UInt8] {
        try Self.key(of: password, salt: salt, iterations: iterations)
    }

    private func key(of password: Password, salt: [UInt8], iterations: Int) throws -> [UInt8] {
        var bytes = Array(password.text.utf8)
        // HMAC pads a key with zeros, so a zero at its end would not count. 0xFF occurs in no UTF-8.
        if bytes.last == 0 { bytes.append(0xFF) }
        return try Self.key(of: bytes, salt: salt, iterations: iterations)
    }

    private static func key(of password: [UInt8], salt: [UInt8], iterations: Int) throws -> [UInt8] {
        let key = try KDF.Insecure.PBKDF2.deriveKey(
            from: password, salt: salt, using: .sha256, outputByteCount: 32, unsafeUncheckedRounds: iterations)
        return unsafe key.withUnsafeBytes { unsafe Array($0) }
    }

    private struct Stored {
        let iterations: Int
        let salt: [UInt8]
        let hash: [UInt8]

        init?(_ text: String) {
            let parts = text.split(separator: "$", omittingEmptySubsequences: false)
            guard parts.count == 5, parts[0].isEmpty, parts[1] == "pbkdf2-sha256", parts[2].hasPrefix("i="),
                let iterations = Int(parts[2].dropFirst(2)), (1...Int(UInt32.max)).contains(iterations),
                let salt = Self.bytes(parts[3]), let hash = Self.bytes(parts[4]), hash.count == 32
            else { return nil }
            (self.iterations, self.salt, self.hash) = (iterations, salt, hash)
        }

        private static func bytes(_ text: Substring) -> [UInt8]? {
            try? Base64.decode(text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4))
        }
    }
}
