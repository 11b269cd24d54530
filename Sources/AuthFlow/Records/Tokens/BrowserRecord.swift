package import CognitoMFACore
package import UserPoolModel

/// One browser's sign-in: the user whom it stands for, and the proofs that it was won with.
///
/// It names its user, and no user lists them: one whose user is gone, or has another `sub` or generation, is dead. The
/// store has a digest of its secret, and nobody makes the secret from that.
package struct BrowserRecord: StorableRecord {
    package static let kind = RecordKind.browser
    /// The time that a browser session lives, however it is used.
    package static let life = Duration.seconds(3600)

    /// The id under which a user's record keeps it through a change of factors or of the password.
    package let id: TokenFamilyID
    package let userPoolID: UserPoolID
    package let userDigest: [UInt8]
    package let sub: UserSub
    package let client: AppClientID
    package let generation: UInt32
    /// The user's changes of password when it was opened.
    package let passwordChanges: UInt32
    /// When the user gave the password.
    package let authenticatedAt: UnixTime
    /// The way the first factor was proved; nil where that is not known.
    package let firstFactor: FirstFactor?
    /// The second factors answered in the sign-in.
    package let factorsUsed: FactorSet
    package let endsAt: UnixTime
    /// True once it was ended or replaced.
    ///
    /// The row stays until it expires, so that an insertion whose reply was lost finds its place taken and brings nothing back.
    package private(set) var isEnded = false
    package var operations = OperationRing()
    package var ancillary = AncillaryFields()

    package init(_ grant: borrowing TokenGrant, of name: CanonicalName, passwordChanges: UInt32) {
        id = grant.family
        userPoolID = grant.userPoolID
        userDigest = name.digest
        sub = grant.sub
        client = grant.client.id
        generation = grant.generation
        self.passwordChanges = passwordChanges
        authenticatedAt = grant.authenticatedAt
        firstFactor = grant.firstFactor
        factorsUsed = grant.factorsUsed ?? FactorSet()
        endsAt = grant.issuedAt + Self.life
    }

    package var expiresAt: UnixTime? { endsAt }

    package mutating func end() { isEnded = true }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, id.bytes)
        writer.put(2, userPoolID.text)
        writer.put(3, userDigest)
        writer.put(4, sub.text)
        writer.put(5, client.text)
        writer.put(6, Int64(generation))
        writer.put(7, Int64(passwordChanges))
        writer.put(8, authenticatedAt)
        writer.put(9, byte: firstFactor?.rawValue)
        writer.put(10, factors: factorsUsed)
        writer.put(11, endsAt)
        writer.put(12, isEnded ? true : nil)
        writer.put(19, operations.bytes)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        id = TokenFamilyID(try reader.bytes(1).required("id"))
        userPoolID = UserPoolID(try reader.text(2).required("pool"))
        userDigest = try reader.bytes(3).required("user")
        sub = UserSub(try reader.text(4).required("sub"))
        client = AppClientID(try reader.text(5).required("client"))
        generation = try reader.generation(6)
        passwordChanges = try reader.generation(7)
        authenticatedAt = try reader.time(8).required("sign-in")
        firstFactor = try reader.firstFactor(9)
        factorsUsed = try reader.factorSet(10)
        endsAt = try reader.time(11).required("end")
        isEnded = try reader.flag(12) ?? false
        operations = try OperationRing(bytes: reader.bytes(19))
    }
}

extension RecordKind {
    package static let browser = RecordKind(rawValue: 15)
}

extension RecordKey {
    /// A browser's sign-in, by its secret.
    ///
    /// - Returns: nil for a text that is no secret of ours: 43 characters of Base64url for 32 bytes.
    package static func browser(_ session: BrowserSession) -> RecordKey? {
        guard session.text.utf8.count == BrowserSession.characterCount,
            let secret = try? Base64.decode(session.text, alphabet: .urlSafe),
            secret.count == BrowserSession.byteCount, Base64.encodeURL(secret) == session.text
        else { return nil }
        return RecordKey(kind: "browser/", SHA256.hash(secret).array)
    }
}
