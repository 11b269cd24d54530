public import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// A hasher with PBKDF2-HMAC-SHA-256 (RFC 8018, 5.2).
///
/// Hashes are PHC strings, `$pbkdf2-sha256$i=600000$<salt>$<hash>`; salt and hash are in base64 without padding.
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
        let derivation = KeyDerivation(password: Self.bytes(of: password), salt: salt, iterations: iterations)
        return (
            derivation,
            { [iterations] in PasswordHash("$pbkdf2-sha256$i=\(iterations)$\(Self.text(salt))$\(Self.text($0))") }
        )
    }

    /// Returns the derivation of ``verify(_:against:)``, and the function that verifies its key.
    ///
    /// For a hash of fewer iterations the derivation goes on to this hasher's number, whether the password is right or
    /// wrong. It takes as long as any other, and as long as that of an unknown name.
    package func checking(
        _ password: Password, against hash: PasswordHash?
    ) throws -> (KeyDerivation, @Sendable ([UInt8]) -> Bool) {
        let bytes = Self.bytes(of: password)
        guard let hash else {
            let salt = [UInt8](repeating: 0, count: 16)
            return (KeyDerivation(password: bytes, salt: salt, iterations: iterations), { _ in false })
        }
        guard let stored = Stored(hash.text) else { throw UnreadableHash() }
        return (
            KeyDerivation(password: bytes, salt: stored.salt, iterations: stored.iterations, cost: iterations),
            { ConstantTime.areEqual($0, stored.hash) }
        )
    }

    /// The iterations of this hasher's hashes.
    public var historyIterations: Int { iterations }

    /// Returns true for a hash with another number of iterations than this hasher's.
    public func needsRehash(_ hash: PasswordHash) -> Bool { Stored(hash.text)?.iterations != iterations }

    /// The error for a stored hash that is not in this hasher's format.
    public struct UnreadableHash: Error, Sendable {}

    private struct Stored: Sendable {
        let iterations: Int
        let salt: [UInt8]
        let hash: [UInt8]

        init?(_ text: String) {
            let parts = text.split(separator: "$", omittingEmptySubsequences: false)
            guard parts.count == 5, parts[0].isEmpty, parts[1] == "pbkdf2-sha256", parts[2].hasPrefix("i="),
                let iterations = Int(parts[2].dropFirst(2)), (1...Int(UInt32.max)).contains(iterations),
                let salt = PBKDF2PasswordHasher.bytes(parts[3]), let hash = PBKDF2PasswordHasher.bytes(parts[4]),
                hash.count == 32
            else { return nil }
            (self.iterations, self.salt, self.hash) = (iterations, salt, hash)
        }
    }

    private static func bytes(of password: Password) -> [UInt8] {
        var bytes = Array(password.text.utf8)
        // HMAC pads a key with zeros, so a zero at its end would not count. 0xFF occurs in no UTF-8.
        if bytes.last == 0 { bytes.append(0xFF) }
        return bytes
    }

    private static func text(_ bytes: [UInt8]) -> String { Base64.encode(bytes, padding: false) }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return try? Base64.decode(text + padding)
    }
}
