public import AuthFlow
public import UserPoolModel

/// Turns passwords into hashes and verifies them.
///
/// Called off Swift's cooperative threads, so it may take its time.
public protocol PasswordHasher: Sendable {
    /// A hash of `password` with a fresh salt.
    func hash(_ password: Password) async throws -> PasswordHash
    /// Whether `password` is the one `hash` was made from. With nil (an unknown user) it does the same work and answers false.
    func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool
    /// Whether a hash should be made anew at the next right password; `false` unless implemented.
    func needsRehash(_ hash: PasswordHash) -> Bool
}

extension PasswordHasher {
    /// Keeps every hash as it is.
    public func needsRehash(_ hash: PasswordHash) -> Bool { false }
}
