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
