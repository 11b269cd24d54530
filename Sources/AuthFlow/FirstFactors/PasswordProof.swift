import UserPoolModel

/// The verdict of a slow password check, with what it was made against.
///
/// It counts only while the record still says so.
package struct PasswordProof: Sendable, Hashable {
    package let hash: PasswordHash?
    package let generation: UInt32
    package let isAccepted: Bool
    /// The same password under today's cost, when the stored hash is of another.
    package let renewed: PasswordHash?

    package init(hash: PasswordHash?, generation: UInt32, isAccepted: Bool, renewed: PasswordHash? = nil) {
        self.hash = hash
        self.generation = generation
        self.isAccepted = isAccepted
        self.renewed = renewed
    }

    package func isCurrent(for record: UserAuthRecord) -> Bool {
        hash == record.password && generation == record.generation
    }
}

/// A new password, hashed outside the swap: for sign-in, and for comparison with former ones where the pool keeps them.
package struct NewPassword: Sendable, Hashable {
    package let hash: PasswordHash
    package let digest: PasswordHistory.Digest?

    package init(hash: PasswordHash, digest: PasswordHistory.Digest? = nil) {
        self.hash = hash
        self.digest = digest
    }
}
