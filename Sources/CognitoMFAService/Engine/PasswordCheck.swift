import AuthFlow
import UserPoolModel

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
