import CognitoMFACore
package import UserPoolModel

// kind / first 16 bytes of SHA-256 of the pool id / SHA-256 of the name: lower-case ASCII only, for some databases fold case.
extension RecordKey {
    /// A user: the pool and the canonical name.
    package static func user(_ pool: UserPoolID, _ name: CanonicalName) -> RecordKey {
        user(pool, digest: name.digest)
    }

    /// A user, by what the keys of the pool's users begin with.
    package static func user(behind start: String, _ name: CanonicalName) -> RecordKey {
        RecordKey(Hexadecimal.encode(name.digest, behind: start))
    }

    /// A user, by the digest that a session handle carries.
    package static func user(_ pool: UserPoolID, digest: [UInt8]) -> RecordKey {
        RecordKey(kind: "user/", of: pool, digest)
    }

    /// A pool.
    package static func pool(_ pool: UserPoolID) -> RecordKey {
        RecordKey(kind: "pool/", SHA256.hash(utf8: pool.text))
    }

    /// An app client, by its id alone: clients come without a pool.
    package static func client(_ client: AppClientID) -> RecordKey {
        RecordKey(kind: "client/", SHA256.hash(utf8: client.text))
    }

    /// A reservation on an alias, by the digest of its canonical spelling.
    package static func reservation(_ pool: UserPoolID, digest: [UInt8]) -> RecordKey {
        RecordKey(kind: "alias/", of: pool, digest)
    }

    /// One of the decoys of a pool.
    package static func decoy(_ pool: UserPoolID, number: UInt16) -> RecordKey {
        RecordKey(kind: "decoy/", of: pool, number.bigEndianBytes)
    }

    /// The messages to one number or address of a pool that anyone can ask for.
    package static func sendQuota(_ pool: UserPoolID, _ destination: CodeDestination) -> RecordKey {
        RecordKey(kind: "quota/", of: pool, SHA256.hash(utf8: destination.text).array)
    }

    /// The messages after a right password to a number or address that its user has verified.
    ///
    /// The byte before the digest makes the key longer than any key of the other quota: the two cannot meet.
    package static func sendQuota(
        _ pool: UserPoolID, _ destination: CodeDestination, of owner: CanonicalName
    ) -> RecordKey {
        RecordKey(kind: "quota/", of: pool, [1] + SHA256.hash(owner.digest + Array(destination.text.utf8)).array)
    }

    /// The list of pools.
    package static let directory = RecordKey("directory/pools")

    /// What the keys of all users of a pool begin with.
    package static func users(of pool: UserPoolID) -> String { start("user/", of: pool) }

    /// A family of tokens.
    package static func family(_ family: TokenFamilyID) -> RecordKey {
        RecordKey(Hexadecimal.encode(family.bytes, behind: "family/"))
    }

    /// The kind, and what tells the row from others of it.
    private init(kind: String, _ digest: SHA256.Digest) { self.init(Hexadecimal.encode(digest, behind: kind)) }

    /// The kind, the pool, and what tells the row from others of both.
    private init(kind: String, of pool: UserPoolID, _ rest: [UInt8]) {
        self.init(Hexadecimal.encode(rest, behind: Self.start(kind, of: pool)))
    }

    private static func start(_ kind: String, of pool: UserPoolID) -> String {
        Hexadecimal.encode(SHA256.hash(utf8: pool.text), first: 16, behind: kind) + "/"
    }
}
