public import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// A hasher with PBKDF2-HMAC-SHA-256 (RFC 8018, 5.2).
///
/// Hashes are PHC strings, `$pbkdf2-sha256$i=600000$<salt>$<key>`; ``PBKDF2Hash`` reads and writes them.
public struct PBKDF2PasswordHasher: PasswordHasher, DerivingPasswordHasher {
    /// OWASP's figure for PBKDF2-HMAC-SHA-256.
    public static let defaultIterations = 600_000
    /// The fewest iterations, for demos and tests in which a password protects nothing.
    public static let floorIterations = 1_000

    /// The number of iterations of a hash, 1,000 to 4,294,967,295.
    public let iterations: Int
    private let random: any RandomSource

    /// Creates a hasher with the given number of iterations; fewer than 1,000 are raised to 1,000.
    public init(iterations: Int = defaultIterations, random: some RandomSource = SystemRandomSource()) {
        self.init(anyIterations: max(iterations, Self.floorIterations), random: random)
    }

    /// Creates a hasher with any number of iterations from 1, for tests that hash at every step.
    package init(anyIterations iterations: Int, random: some RandomSource = SystemRandomSource()) {
        self.iterations = min(max(iterations, 1), Int(UInt32.max))
        self.random = random
    }

    /// Returns a hash with a fresh salt of 16 bytes.
    public func hash(_ password: Password) async throws -> PasswordHash {
        let (derivation, finish) = making(password)
        return finish(try KeyDerivation.keys(of: [derivation])[0])
    }

    /// Verifies in constant time; every verdict costs at least this hasher's iterations.
    ///
    /// For nil it derives a key of the same cost and returns false.
    ///
    /// - Throws: ``UnreadableHash`` for a hash of another format.
    public func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
        let (derivation, verify) = try checking(password, against: hash)
        return verify(try KeyDerivation.keys(of: [derivation])[0])
    }

    /// Returns the derivation of ``hash(_:)``, and the function that turns its key into a hash.
    package func making(_ password: Password) -> (KeyDerivation, @Sendable ([UInt8]) -> PasswordHash) {
        let salt = random.bytes(count: 16, for: .nonce)
        let derivation = KeyDerivation(password: PBKDF2Hash.bytes(of: password), salt: salt, iterations: iterations)
        return (derivation, { [iterations] in PBKDF2Hash(iterations: iterations, salt: salt, key: $0).passwordHash })
    }

    /// Returns the derivation of ``verify(_:against:)``, and the function that verifies its key.
    ///
    /// For a hash of fewer iterations the derivation goes on to this hasher's number, whether the password is right or
    /// wrong. It takes as long as any other, and as long as that of an unknown name.
    package func checking(
        _ password: Password, against hash: PasswordHash?
    ) throws -> (KeyDerivation, @Sendable ([UInt8]) -> Bool) {
        let bytes = PBKDF2Hash.bytes(of: password)
        guard let hash else {
            let salt = [UInt8](repeating: 0, count: 16)
            return (KeyDerivation(password: bytes, salt: salt, iterations: iterations), { _ in false })
        }
        guard let stored = PBKDF2Hash(hash) else { throw UnreadableHash() }
        return (
            KeyDerivation(password: bytes, salt: stored.salt, iterations: stored.iterations, cost: iterations),
            { ConstantTime.areEqual($0, stored.key) }
        )
    }

    /// The iterations of this hasher's hashes.
    public var historyIterations: Int { iterations }

    /// Returns true for a hash with another number of iterations than this hasher's.
    public func needsRehash(_ hash: PasswordHash) -> Bool { PBKDF2Hash(hash)?.iterations != iterations }

    /// The error for a stored hash that is not in this hasher's format.
    public struct UnreadableHash: Error, Sendable {}
}
