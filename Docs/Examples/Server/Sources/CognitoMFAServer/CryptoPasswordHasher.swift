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
        return PBKDF2Hash(iterations: iterations, salt: salt, key: key).passwordHash
    }

    /// Costs as much for an unknown user, and for a hash of fewer iterations, as for any other.
    func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
        let salt = [UInt8](repeating: 0, count: 16)
        guard let hash else {
            _ = try key(of: password, salt: salt, iterations: iterations)
            return false
        }
        guard let stored = PBKDF2Hash(hash) else { throw UnreadableHash() }
        let key = try key(of: password, salt: stored.salt, iterations: stored.iterations)
        if stored.iterations < iterations {
            _ = try self.key(of: password, salt: salt, iterations: iterations - stored.iterations)
        }
        return ConstantTime.areEqual(key, stored.key)
    }

    func needsRehash(_ hash: PasswordHash) -> Bool { PBKDF2Hash(hash)?.iterations != iterations }

    var historyIterations: Int { iterations }

    func historyKey(_ password: [UInt8], salt: [UInt8], iterations: Int) async throws -> [UInt8] {
        try Self.key(of: password, salt: salt, iterations: iterations)
    }

    private func key(of password: Password, salt: [UInt8], iterations: Int) throws -> [UInt8] {
        try Self.key(of: PBKDF2Hash.bytes(of: password), salt: salt, iterations: iterations)
    }

    private static func key(of password: [UInt8], salt: [UInt8], iterations: Int) throws -> [UInt8] {
        let key = try KDF.Insecure.PBKDF2.deriveKey(
            from: password, salt: salt, using: .sha256, outputByteCount: 32, unsafeUncheckedRounds: iterations)
        return unsafe key.withUnsafeBytes { unsafe Array($0) }
    }
}
