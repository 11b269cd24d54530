package import UserPoolModel

extension RecordKind {
    package static let user = RecordKind(rawValue: 1)
}

extension RecordKey {
    /// A user: the pool and the canonical name.
    package static func user(_ pool: UserPoolID, _ name: CanonicalName) -> RecordKey {
        user(pool, digest: name.digest)
    }

    /// A user, by the start of the keys of the pool's users.
    package static func user(behind start: String, _ name: CanonicalName) -> RecordKey {
        RecordKey(kind: start, name.digest)
    }

    /// A user, by the digest that a session handle carries.
    package static func user(_ pool: UserPoolID, digest: [UInt8]) -> RecordKey {
        RecordKey(kind: "user/", of: pool, digest)
    }

    /// The start of the keys of all users of a pool.
    package static func users(of pool: UserPoolID) -> String { start("user/", of: pool) }
}

extension FamilyRecord {
    /// The user whose sign-in the family is.
    package var userKey: RecordKey { .user(userPoolID, digest: userDigest) }
}
