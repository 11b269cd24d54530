/// The verdict on a first factor, with what it was made against.
///
/// It counts only while the record still says so (R16, R37). The machine takes nothing else as a first factor.
package struct FirstFactorProof: Sendable, Hashable {
    /// The way the factor was proved, with what it was verified against.
    package enum Method: Sendable, Hashable {
        /// A password, verified against this hash; nil for a user without one.
        case password(against: PasswordHash?)
    }

    package let method: Method
    /// The user's revocation generation that was read for the proof.
    package let generation: UInt32
    package let isAccepted: Bool
    /// The same password under today's cost, when the stored hash is of another.
    package let renewed: PasswordHash?

    /// The first factor that is proved.
    package var factor: FirstFactor {
        switch method {
        case .password: .password
        }
    }

    /// Returns true if the record still holds what the proof was made against.
    package func isCurrent(for record: borrowing UserAuthRecord) -> Bool {
        guard generation == record.generation else { return false }
        switch method {
        case .password(let hash): return hash == record.password
        }
    }
}

extension FirstFactorProof {
    /// The verdict of a slow password check.
    ///
    /// - Parameters:
    ///   - hash: The hash that the password was verified against; nil for a user without one.
    ///   - renewed: The same password under today's cost, when `hash` is of another.
    package init(password hash: PasswordHash?, generation: UInt32, isAccepted: Bool, renewed: PasswordHash? = nil) {
        self.init(method: .password(against: hash), generation: generation, isAccepted: isAccepted, renewed: renewed)
    }
}

/// A new password, hashed outside the swap: for sign-in, and for comparison with former ones where the pool keeps them.
package struct NewPassword: Sendable, Hashable {
    package let hash: PasswordHash
    package let digest: PasswordHistory.Digest?

    package init(hash: PasswordHash, digest: PasswordHistory.Digest? = nil) {
        (self.hash, self.digest) = (hash, digest)
    }
}
