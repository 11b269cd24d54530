package import AuthFlow
package import UserPoolModel

/// A hasher that states its cost and hands out its derivations, so that the service can compute several at once.
package protocol DerivingPasswordHasher: PasswordHasher {
    /// The PBKDF2 iterations of a hash.
    var iterations: Int { get }
    /// Returns the derivation of ``PasswordHasher/hash(_:)``, and the function that turns its key into a hash.
    func making(_ password: Password) -> (KeyDerivation, @Sendable ([UInt8]) -> PasswordHash)
    /// Returns the derivation of ``PasswordHasher/verify(_:against:)``, and the function that verifies its key.
    func checking(
        _ password: Password, against hash: PasswordHash?
    ) throws -> (KeyDerivation, @Sendable ([UInt8]) -> Bool)
}
