import CognitoMFACore
package import UserPoolModel

extension UserAuthRecord {
    /// The secret of a user that an ancillary field depends on.
    package enum Basis: Sendable, Hashable {
        /// The password, by its hash.
        case password
        /// The secret of the authenticator app.
        case softwareToken
        /// The address or number that receives codes.
        case destination(AttributeName)
        /// None: the field ends with the sign-ins of its generation.
        case generation
    }

    /// The premise of an ancillary field that is made now, or is read now.
    ///
    /// It changes with the generation, and with the password or factor.
    package func premise(_ basis: Basis) -> FieldPremise {
        switch basis {
        case .generation: FieldPremise(generation: generation)
        case .password: premise("password", password.map { Array($0.text.utf8) })
        case .softwareToken: premise("software token", softwareToken?.secret.bytes)
        case .destination(let name):
            premise(name.rawValue, attributes.destination(name).map { Array($0.text.utf8) })
        }
    }

    /// The digest is SHA-256 of the label, a zero byte, and the secret behind a one; an absent secret has neither.
    private func premise(_ label: String, _ secret: [UInt8]?) -> FieldPremise {
        let message = Array(label.utf8) + [0] + (secret.map { [1] + $0 } ?? [])
        return FieldPremise(generation: generation, digest: SHA256.hash(message).array)
    }
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

extension UserAuthRecord {
    /// A usual user of whom nothing is true: an address, a number, a password hash that no password has.
    static let standIn: UserAuthRecord = {
        let id = "00000000-0000-4000-8000-000000000000"
        var user = UserAuthRecord(
            username: Username(id), sub: UserSub(id), status: .confirmed,
            attributes: [
                .email: "nobody@decoy.invalid", .emailVerified: "true", .phoneNumber: "+10000000000",
                .phoneNumberVerified: "true",
            ],
            password: PasswordHash(
                "$pbkdf2-sha256$i=600000$" + String(repeating: "A", count: 22) + "$" + String(repeating: "A", count: 43)
            ),
            createdAt: UnixTime(seconds: 0))
        user.reservations[.sub] = ReservationMark(
            digest: [UInt8](repeating: 0, count: 32), nonce: [UInt8](repeating: 0, count: 16))
        return user
    }()
}

extension VerifiedSoftwareToken: FieldValue {
    package func write(to writer: inout FieldWriter) {
        writer.put(1, secret.bytes)
        writer.put(2, friendlyDeviceName)
        writer.put(3, Int64(bitPattern: replayFloor.rawValue))
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        let secret = try SharedSecret(stored: reader.bytes(1))
        let name = try reader.text(2)
        let floor = try reader.int64(3).required("replay floor")
        self.init(secret: secret, friendlyDeviceName: name, replayFloor: TimeStep(UInt64(bitPattern: floor)))
    }
}

extension PendingSoftwareToken: FieldValue {
    package func write(to writer: inout FieldWriter) {
        writer.put(1, secret.bytes)
        writer.put(2, associatedAt)
        writer.put(3, failures)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        self.init(
            secret: try SharedSecret(stored: reader.bytes(1)),
            associatedAt: try reader.time(2).required("association"), failures: try reader.count(3) ?? 0)
    }
}

extension SharedSecret {
    fileprivate init(stored bytes: [UInt8]?) throws(CodecError) {
        guard let bytes, let secret = try? SharedSecret(bytes: bytes) else { throw CodecError("no secret") }
        self = secret
    }
}
