import AuthFlow
import CognitoMFACore
import UserPoolModel

/// The host's hasher on the hashing threads: one that hands out its derivations runs in groups, any other as single
/// checks.
struct PasswordHashing: Sendable {
    private let hasher: any PasswordHasher
    private let queue: HashingQueue

    init(_ hasher: any PasswordHasher, on queue: HashingQueue) {
        self.hasher = hasher
        self.queue = queue
    }

    /// Returns a hash of `password` with a fresh salt.
    ///
    /// - Throws: InternalErrorException when the hasher throws or the task is cancelled in the queue;
    ///   TooManyRequestsException when the check was displaced.
    func hash(_ password: Password) async throws(CognitoError) -> PasswordHash {
        try await failing { () async throws in
            guard let deriving = hasher as? any DerivingPasswordHasher else {
                return try await queue.run { [hasher] in try await hasher.hash(password) }
            }
            let (derivation, finish) = deriving.making(password)
            return finish(try await queue.derive(derivation))
        }
    }

    /// Returns true when `hash` was made from `password`; for nil it does the same work and returns false.
    func verify(_ password: Password, against hash: PasswordHash?) async throws(CognitoError) -> Bool {
        try await failing { () async throws in
            guard let deriving = hasher as? any DerivingPasswordHasher else {
                return try await queue.run { [hasher] in try await hasher.verify(password, against: hash) }
            }
            let (derivation, verify) = try deriving.checking(password, against: hash)
            return verify(try await queue.derive(derivation))
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
        let cost = (hasher as? any DerivingPasswordHasher)?.iterations ?? PBKDF2PasswordHasher.defaultIterations
        let derivation = PasswordHistory.derivation(of: password, salt: salt, iterations: iterations ?? cost)
        return try await failing { () async throws in
            PasswordHistory.Digest(
                salt: salt, iterations: derivation.iterations, hash: try await queue.derive(derivation))
        }
    }

    private func failing<Value>(_ body: () async throws -> Value) async throws(CognitoError) -> Value {
        do { return try await body() } catch is HashingQueue.DisplacedCheck { throw .tooManyRequests } catch {
            throw .internalError(error)
        }
    }
}
