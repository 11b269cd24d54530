package import CognitoMFACore
package import UserPoolModel

/// One sign-in's tokens: what its refresh tokens stand for, and whether they are still good.
///
/// It names its user, and no user lists families: a family whose user is gone, or has another `sub` or generation, is dead.
package struct FamilyRecord: StorableRecord {
    package static let kind = RecordKind(rawValue: 8)

    package let id: TokenFamilyID
    package let userPoolID: UserPoolID
    package let userDigest: [UInt8]
    package let sub: UserSub
    package let client: AppClientID
    package let generation: UInt32
    /// When the user signed in; refreshed tokens keep it.
    package let authenticatedAt: UnixTime
    /// The way the first factor was proved; nil where that is not known.
    package let firstFactor: FirstFactor?
    /// The second factors answered in the sign-in; nil where that is not known.
    package let factorsUsed: FactorSet?
    /// When refresh tokens end.
    package let refreshEndsAt: UnixTime
    /// When the last access token may end: later than `refreshEndsAt` where the client says so.
    package private(set) var accessEndsAt: UnixTime
    /// The number of the refresh token that is good now.
    package private(set) var counter: UInt32 = 0
    package private(set) var rotatedAt: UnixTime?
    package private(set) var isRevoked = false
    package var operations = OperationRing()
    package var ancillary = AncillaryFields()

    package init(_ grant: borrowing TokenGrant, of name: CanonicalName) {
        id = grant.family
        userPoolID = grant.userPoolID
        userDigest = name.digest
        sub = grant.sub
        client = grant.client.id
        generation = grant.generation
        authenticatedAt = grant.authenticatedAt
        firstFactor = grant.firstFactor
        factorsUsed = grant.factorsUsed
        refreshEndsAt = grant.issuedAt + .seconds(Int64(grant.client.refreshTokenValiditySeconds))
        accessEndsAt = grant.issuedAt + .seconds(Int64(grant.client.accessTokenValiditySeconds))
    }

    package var key: RecordKey { .family(id) }
    /// The row may go once no token of the family can be shown any more.
    package var expiresAt: UnixTime? { max(refreshEndsAt, accessEndsAt) }

    /// The outcome of presenting a refresh token.
    package enum Verdict: Sendable, Equatable {
        /// Good; the refresh token with this number is the one to use from now on.
        case good(UInt32)
        case refuse(CognitoError)
        /// A copy of a token that was replaced; the family has ended.
        case reused
    }

    /// The shortest time that a replaced token yields its successor, whatever the client says: replies get lost.
    package static let shortestGrace = Duration.seconds(10)

    /// Takes the refresh token with a number.
    ///
    /// The one before the last is honest for a short time: a lost reply, or two tabs. An older one was copied, and ends
    /// the family.
    package mutating func present(_ number: UInt32, through client: AppClient, at now: UnixTime) -> Verdict {
        guard client.id == self.client, number <= counter else { return .refuse(.invalidRefreshToken) }
        guard now < refreshEndsAt else { return .refuse(.expiredRefreshToken) }
        guard !isRevoked else { return .refuse(.revokedRefreshToken) }
        if number < counter {
            let seconds = Int64(client.rotation?.retryGracePeriodSeconds ?? 0)
            let grace = max(Self.shortestGrace, .seconds(seconds))
            guard number == counter - 1, let rotatedAt, now < rotatedAt + grace else {
                isRevoked = true
                return .reused
            }
        } else if client.rotation != nil, counter < .max {
            counter += 1
            rotatedAt = max(rotatedAt ?? now, now)
        }
        accessEndsAt = max(accessEndsAt, now + .seconds(Int64(client.accessTokenValiditySeconds)))
        return .good(counter)
    }

    package mutating func revoke() { isRevoked = true }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, id.bytes)
        writer.put(2, userPoolID.text)
        writer.put(3, userDigest)
        writer.put(4, sub.text)
        writer.put(5, client.text)
        writer.put(6, Int64(generation))
        writer.put(7, authenticatedAt)
        writer.put(8, refreshEndsAt)
        writer.put(9, accessEndsAt)
        writer.put(10, Int64(counter))
        writer.put(11, rotatedAt)
        writer.put(12, isRevoked)
        writer.put(19, operations.bytes)
        writer.put(40, firstFactor == nil && factorsUsed == nil ? nil : (firstFactor, factorsUsed)) { factors, inner in
            inner.put(1, byte: factors.0?.rawValue)
            inner.put(2, byte: factors.1?.bits)
        }
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        id = TokenFamilyID(try reader.bytes(1).required("family"))
        userPoolID = UserPoolID(try reader.text(2).required("pool"))
        userDigest = try reader.bytes(3).required("user")
        sub = UserSub(try reader.text(4).required("sub"))
        client = AppClientID(try reader.text(5).required("client"))
        generation = try reader.generation(6)
        authenticatedAt = try reader.time(7).required("sign-in")
        refreshEndsAt = try reader.time(8).required("end")
        accessEndsAt = try reader.time(9).required("end of access")
        counter = try reader.generation(10)
        rotatedAt = try reader.time(11)
        isRevoked = try reader.flag(12).required("revoked")
        operations = try OperationRing(bytes: reader.bytes(19))
        let factors = try reader.value(40) { (inner) throws(CodecError) in
            (try inner.firstFactor(1), try inner.knownFactorSet(2))
        }
        (firstFactor, factorsUsed) = factors ?? (nil, nil)
    }
}

extension RecordKey {
    /// A family of tokens.
    package static func family(_ family: TokenFamilyID) -> RecordKey { RecordKey(kind: "family/", family.bytes) }
}
