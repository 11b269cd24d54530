public import AuthFlow
public import UserPoolModel

/// Hashes passwords and verifies them.
///
/// It runs on threads outside Swift's cooperative pool, so it may block them for the time of a hash.
public protocol PasswordHasher: Sendable {
    /// Returns a hash of `password` with a fresh salt.
    func hash(_ password: Password) async throws -> PasswordHash
    /// Returns true when `hash` was made from `password`.
    ///
    /// For nil (an unknown user) it must do the same work and return false.
    func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool
    /// Returns true when the hash should be replaced at the next sign-in with the right password; false by default.
    func needsRehash(_ hash: PasswordHash) -> Bool
    /// The PBKDF2 iterations of a new password history; 600,000 by default.
    var historyIterations: Int { get }
    /// Returns a PBKDF2-HMAC-SHA-256 key of 32 bytes (RFC 8018, 5.2), by which a password is compared with former ones.
    ///
    /// The library's own derivation by default. A faster one of the host must return the same bytes.
    func historyKey(_ password: [UInt8], salt: [UInt8], iterations: Int) async throws -> [UInt8]
}

extension PasswordHasher {
    /// Returns false: no hash is replaced.
    public func needsRehash(_ hash: PasswordHash) -> Bool { false }
}
