import AuthFlow
import CognitoMFACore
import UserPoolModel

/// A user's record as the release after this one has it: with a second way to verify the password, and one critical field.
struct NextUser: StorableRecord {
    static let kind = UserAuthRecord.kind
    static let leavesTombstone = UserAuthRecord.leavesTombstone
    /// The tag of the verifier, which is ancillary: without it nobody signs in by it.
    static let verifierTag: UInt8 = 0x80
    /// The tag of the closure, which is critical: without it a closed user would sign in.
    static let closureTag: UInt8 = 120

    var user: UserAuthRecord
    /// Made of the password when that is set; a stand-in for SRP's.
    var verifier: [UInt8]?
    /// Written once the host has set the next format.
    var closure: Int?
    var ancillary = AncillaryFields()

    init(_ user: UserAuthRecord) { self.user = user }

    var operations: OperationRing {
        get { user.operations }
        set { user.operations = newValue }
    }
    var expiresAt: UnixTime? { user.expiresAt }
    var isPending: Bool { user.isPending }
    var replacedTombstone: Tombstone? { user.replacedTombstone }

    static func verifier(of password: Password) -> [UInt8] {
        SHA256.hash(Array("verifier \(password.text)".utf8)).array
    }

    /// The first factors of the next release that accept a password.
    func accepts(_ password: Password, hasher: some PasswordHashChecking) async throws -> Set<String> {
        var accepted: Set<String> = []
        if try await hasher.isRight(password, for: user.password) { accepted.insert("PASSWORD") }
        if let verifier, verifier == Self.verifier(of: password) { accepted.insert("PASSWORD_SRP") }
        return accepted
    }

    func write(to writer: inout FieldWriter) {
        user.write(to: &writer)
        writer.put(Self.closureTag, closure)
        writer.put(ancillary: Self.verifierTag, verifier, under: user.premise(.password)) { $1.put(2, $0) }
    }

    init(from reader: inout FieldReader) throws(CodecError) {
        user = try UserAuthRecord(from: &reader)
        closure = try reader.count(Self.closureTag)
        verifier = try reader.ancillary(Self.verifierTag, under: user.premise(.password)) {
            (inner) throws(CodecError) in try inner.bytes(2).required("verifier")
        }
    }
}

/// Compares a password with a hash.
protocol PasswordHashChecking {
    func isRight(_ password: Password, for hash: PasswordHash?) async throws -> Bool
}
