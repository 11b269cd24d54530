package import AuthFlow
import CognitoMFACore
package import UserPoolModel

/// A new password's slow hashes, made once however many tries there are.
package final class NewPasswordHashing {
    private let password: Password
    private let service: UserPoolService
    private let size: Int
    private let freshSalt: [UInt8]
    private var made: (salt: [UInt8]?, new: NewPassword)?

    package init(_ password: Password, for pool: PoolRecord, by service: UserPoolService) {
        self.password = password
        self.service = service
        size = pool.passwordPolicy.passwordHistorySize
        freshSalt = service.random.bytes(count: 16, for: .nonce)
    }

    /// The hashes for a record: the second one, for former passwords, under the record's own salt.
    package func hashes(for record: UserAuthRecord?) async throws(CognitoError) -> NewPassword {
        let history = record?.history
        if let made, size == 0 || history == nil || made.salt == history?.salt { return made.new }
        let hash: PasswordHash
        if let made { hash = made.new.hash } else { hash = try await service.passwordHashing.hash(password) }
        guard size > 0 else {
            let new = NewPassword(hash: hash)
            made = (nil, new)
            return new
        }
        let salt = history?.salt ?? freshSalt
        let digest = try await service.passwordHashing.historyDigest(
            of: password, salt: salt, iterations: history?.iterations)
        let new = NewPassword(hash: hash, digest: digest)
        made = (salt, new)
        return new
    }

    /// The hashes that were made; nil until ``hashes(for:)`` has been asked.
    package var hashed: NewPassword? { made?.new }
}

extension PasswordPolicy {
    /// The end of a temporary password given now; 0 days stand for seven.
    func temporaryPasswordExpiry(from now: UnixTime) -> UnixTime {
        let days = temporaryPasswordValidityDays == 0 ? 7 : temporaryPasswordValidityDays
        return now + .seconds(Int64(days) * 86_400)
    }
}

extension Password {
    /// A password nobody has chosen, which meets the policy: twelve characters or what is asked for, of all classes.
    static func temporary(for policy: PasswordPolicy, _ random: any RandomSource) -> Password {
        let classes: [[Character]] = [
            Array("abcdefghijkmnopqrstuvwxyz"), Array("ABCDEFGHJKLMNPQRSTUVWXYZ"), Array("23456789"), Array("!#%*+-?@"),
        ]
        let count = max(12, policy.minimumLength)
        // 64 bits over at most 25 characters: no character is noticeably likelier.
        let numbers = (0..<count).map { _ in UInt64(bigEndian: random.bytes(count: 8, for: .nonce)) }
        return Password(
            String(
                numbers.enumerated().map { place, number in
                    let letters = classes[place % classes.count]
                    return letters[Int(number % UInt64(letters.count))]
                }))
    }
}

/// The slow check of one operation's password: made once, and once more if the hash changed meanwhile.
struct PasswordCheck {
    private let password: Password
    private let hashing: PasswordHashing
    private var proof: FirstFactorProof?
    private var checks = 0

    init(_ password: Password, by service: UserPoolService) {
        self.password = password
        hashing = service.passwordHashing
    }

    /// The verdict against the record's own hash.
    ///
    /// - Throws: TooManyRequestsException when the hash changed a second time: sixteen tries must not cost sixteen hashes.
    mutating func proof(against record: UserAuthRecord) async throws(CognitoError) -> FirstFactorProof {
        if let proof, proof.isCurrent(for: record) { return proof }
        guard checks < 2 else { throw .tooManyRequests }
        checks += 1
        let isRight = try await isRight(for: record.password)
        let proof = FirstFactorProof(
            password: record.password, generation: record.generation, isAccepted: isRight,
            renewed: isRight ? try await hashing.renewed(password, record.password) : nil)
        self.proof = proof
        return proof
    }

    /// The verdict against a hash, or the same work for none.
    func isRight(for hash: PasswordHash?) async throws(CognitoError) -> Bool {
        try await hashing.verify(password, against: hash)
    }
}
