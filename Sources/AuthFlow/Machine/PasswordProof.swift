import UserPoolModel

/// The verdict of a slow password check, with what it was made against.
///
/// It counts only while the record still says so.
package struct PasswordProof: Sendable, Hashable {
    package let hash: PasswordHash?
    package let generation: UInt32
    package let isAccepted: Bool

    package init(hash: PasswordHash?, generation: UInt32, isAccepted: Bool) {
        self.hash = hash
        self.generation = generation
        self.isAccepted = isAccepted
    }

    package func isCurrent(for record: UserAuthRecord) -> Bool {
        hash == record.password && generation == record.generation
    }
}
