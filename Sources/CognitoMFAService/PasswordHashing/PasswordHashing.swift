package import AuthFlow
package import CognitoMFACore
package import UserPoolModel

/// The host's hasher on the hashing threads: one that hands out its derivations runs in groups, any other as single
/// checks.
struct PasswordHashing: Sendable {
    let hasher: any PasswordHasher
    let queue: HashingQueue

    /// Returns a hash of `password` with a fresh salt.
    ///
    /// - Throws: InternalErrorException when the hasher throws or the task is cancelled in the queue;
    ///   TooManyRequestsException when the check was displaced.
    func hash(_ password: Password) async throws(CognitoError) -> PasswordHash {
        try await run {
            $0.making(password)
        } single: {
            try await $0.hash(password)
        }
    }

    /// Returns true when `hash` was made from `password`; for nil it does the same work and returns false.
    func verify(_ password: Password, against hash: PasswordHash?) async throws(CognitoError) -> Bool {
        try await run {
            try $0.checking(password, against: hash)
        } single: {
            try await $0.verify(password, against: hash)
        }
    }

    /// Returns a new hash of the password when `hash` has another cost than the hasher's; otherwise nil.
    ///
    /// A displaced renewal waits for the next sign-in. The password is right, so a refusal here would reveal that without
    /// an event.
    func renewed(_ password: Password, _ hash: PasswordHash?) async throws(CognitoError) -> PasswordHash? {
        guard let hash, hasher.needsRehash(hash) else { return nil }
        do throws(CognitoError) { return try await self.hash(password) } catch .tooManyRequests { return nil }
    }

    /// Returns the slow hash to compare with former passwords.
    ///
    /// - Parameter iterations: The iterations of the history; nil for a new one.
    func historyDigest(
        of password: Password, salt: [UInt8], iterations: Int?
    ) async throws(CognitoError) -> PasswordHistory.Digest {
        let derivation = PasswordHistory.derivation(
            of: password, salt: salt, iterations: iterations ?? hasher.historyIterations)
        let key = try await run { _ in
            (derivation, { $0 })
        } single: {
            try await $0.historyKey(derivation.password, salt: salt, iterations: derivation.iterations)
        }
        return PasswordHistory.Digest(salt: salt, iterations: derivation.iterations, hash: key)
    }

    /// Derives the key of a hasher that hands out its derivations in a group; asks any other for a single check.
    private func run<Value: Sendable>(
        _ grouped: (any DerivingPasswordHasher) throws -> (KeyDerivation, @Sendable ([UInt8]) -> Value),
        single: @escaping @Sendable (any PasswordHasher) async throws -> Value
    ) async throws(CognitoError) -> Value {
        do {
            guard let deriving = hasher as? any DerivingPasswordHasher else {
                return try await queue.run { [hasher] in try await single(hasher) }
            }
            let (derivation, finish) = try grouped(deriving)
            return finish(try await queue.derive(derivation))
        } catch is HashingQueue.DisplacedCheck { throw .tooManyRequests } catch {
            throw .internalError(error)
        }
    }
}

extension PasswordHasher {
    /// The iterations of a new hash of ``PBKDF2PasswordHasher``: 600,000.
    public var historyIterations: Int { PBKDF2PasswordHasher.defaultIterations }

    /// Returns the key that the library derives itself.
    public func historyKey(_ password: [UInt8], salt: [UInt8], iterations: Int) async throws -> [UInt8] {
        try KeyDerivation.keys(of: [KeyDerivation(password: password, salt: salt, iterations: iterations)])[0]
    }
}

/// A hasher that hands out its derivations, so that the service can compute several at once.
package protocol DerivingPasswordHasher: PasswordHasher {
    /// Returns the derivation of ``PasswordHasher/hash(_:)``, and the function that turns its key into a hash.
    func making(_ password: Password) -> (KeyDerivation, @Sendable ([UInt8]) -> PasswordHash)
    /// Returns the derivation of ``PasswordHasher/verify(_:against:)``, and the function that verifies its key.
    func checking(
        _ password: Password, against hash: PasswordHash?
    ) throws -> (KeyDerivation, @Sendable ([UInt8]) -> Bool)
}

/// A PBKDF2-HMAC-SHA-256 key of 32 bytes to derive (RFC 8018, 5.2), and the number of iterations to spend on it.
package struct KeyDerivation: Sendable {
    /// The key of the HMAC, as bytes.
    package let password: [UInt8]
    package let salt: [UInt8]
    /// The iterations of the key, at least 1.
    package let iterations: Int
    /// All iterations done, at least those of the key, so that every check costs the same whatever its hash (R42).
    package let cost: Int

    package init(password: [UInt8], salt: [UInt8], iterations: Int, cost: Int? = nil) {
        self.password = password
        self.salt = salt
        self.iterations = iterations
        self.cost = max(iterations, cost ?? 0)
    }

    /// The largest number of keys derived side by side.
    package static let groupSize = 4

    /// Returns the keys of up to four derivations of one cost; all are ready when the last one is (R41).
    package static func keys(of group: [KeyDerivation]) throws(ParameterError) -> [[UInt8]] {
        let keys = try PBKDF2<SHA256>.deriveKeys(
            group.map { ($0.password, $0.salt, $0.iterations) }, through: group.map(\.cost).max() ?? 1)
        // The last value is that of the iterations past the keys.
        return keys.dropLast()
    }
}

extension PasswordHistory {
    /// Returns the slow hash of a password, made as the history's entries were.
    package static func digest(
        of password: Password, salt: [UInt8], iterations: Int
    ) throws(ParameterError) -> Digest {
        let keys = try KeyDerivation.keys(of: [derivation(of: password, salt: salt, iterations: iterations)])
        return Digest(salt: salt, iterations: iterations, hash: keys[0])
    }

    /// Returns the derivation that ``digest(of:salt:iterations:)`` runs.
    package static func derivation(of password: Password, salt: [UInt8], iterations: Int) -> KeyDerivation {
        KeyDerivation(password: Array(password.text.utf8), salt: salt, iterations: iterations)
    }
}
