import UserPoolModel

extension FirstFactorProof {
    /// The verdict of a slow password check.
    ///
    /// - Parameters:
    ///   - hash: The hash that the password was verified against; nil for a user without one.
    ///   - renewed: The same password under today's cost, when `hash` is of another.
    package init(password hash: PasswordHash?, generation: UInt32, isAccepted: Bool, renewed: PasswordHash? = nil) {
        self.init(.password(against: hash), generation: generation, isAccepted: isAccepted, renewed: renewed)
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
