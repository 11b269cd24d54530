package import CognitoMFACore
package import UserPoolModel

/// All that is remembered about one user: every rule that matters is an invariant of this one value.
package struct UserAuthRecord: StorableRecord {
    package static let kind = RecordKind.user
    package static let sessionCap = 8

    package let username: Username
    package let sub: UserSub
    /// What was made under another generation is revoked.
    package var generation: UInt32 = 0
    package var status: UserStatus
    package var isEnabled = true
    package let createdAt: UnixTime
    package var modifiedAt: UnixTime
    package var attributes: UserAttributes
    package var password: PasswordHash?
    /// Set while the password is a temporary one.
    package var temporaryPasswordExpiresAt: UnixTime?
    /// The place of an SRP verifier, kept as found.
    ///
    /// Nothing writes one yet.
    package var srpVerifier: [UInt8]?
    package var mfa = UserMFAPreference()
    package var softwareToken: VerifiedSoftwareToken?
    package var pendingSoftwareToken: OwnedPendingToken?
    package private(set) var sessions: [ChallengeSession] = []
    package var passwordFailures = PasswordCounter()
    package var codeFailures = CodeCounter()
    package var hourly = HourlyUses()
    package var operations = OperationRing()

    /// A secret associated by access token: it belongs to that token's family.
    package struct OwnedPendingToken: Sendable, Hashable {
        package let family: TokenFamilyID
        package var token: PendingSoftwareToken

        package init(family: TokenFamilyID, token: PendingSoftwareToken) {
            self.family = family
            self.token = token
        }
    }

    package init(
        username: Username, sub: UserSub, status: UserStatus, attributes: UserAttributes, password: PasswordHash?,
        createdAt: UnixTime
    ) {
        self.username = username
        self.sub = sub
        self.status = status
        self.attributes = attributes
        self.password = password
        self.createdAt = createdAt
        modifiedAt = createdAt
    }

    package func session(_ id: SessionID) -> ChallengeSession? { sessions.first { $0.id == id } }

    /// Opens a session, or opens it again under its id.
    ///
    /// Dead ones go first; at the cap the oldest without a pending secret, then the oldest.
    package mutating func open(_ session: ChallengeSession, now: UnixTime) {
        sessions.removeAll { $0.id == session.id || $0.expiresAt <= now || $0.generation != generation }
        if sessions.count >= Self.sessionCap {
            let order = sessions.indices.sorted { sessions[$0].openedAt < sessions[$1].openedAt }
            if let evicted = order.first(where: { !sessions[$0].holdsPendingSecret }) ?? order.first {
                sessions.remove(at: evicted)
            }
        }
        sessions.append(session)
    }

    package mutating func close(_ id: SessionID) { sessions.removeAll { $0.id == id } }

    package mutating func closeAllSessions() { sessions.removeAll() }

    package mutating func closeSessions(where isDead: (ChallengeSession) -> Bool) { sessions.removeAll(where: isDead) }

    package mutating func update(_ id: SessionID, _ change: (inout ChallengeSession) -> Void) {
        guard let place = sessions.firstIndex(where: { $0.id == id }) else { return }
        change(&sessions[place])
    }

    /// Revokes every session, grant, family and access token made so far.
    package mutating func revokeEverything() {
        generation &+= 1
        closeAllSessions()
        pendingSoftwareToken = nil
    }
}

// Tags 12 (password history), 20 (claims), 22 (verification codes) and 23 (the family
// that a factor change keeps) are kept for what is to come.
extension UserAuthRecord {
    package func write(to writer: inout FieldWriter) {
        writer.put(1, username.text)
        writer.put(2, sub.text)
        writer.put(3, Int64(generation))
        writer.put(4, status.rawValue)
        writer.put(5, isEnabled)
        writer.put(6, createdAt)
        writer.put(7, modifiedAt)
        writer.put(8, list: attributes.sorted { $0.key.rawValue < $1.key.rawValue }) { entry, inner in
            inner.put(1, entry.key.rawValue)
            inner.put(2, entry.value)
        }
        writer.put(9, password?.text)
        writer.put(10, temporaryPasswordExpiresAt)
        writer.put(11, srpVerifier)
        writer.put(13, mfa) { mfa, inner in
            inner.put(1, list: mfa.enabled.map(\.rawValue).sorted()) { $1.put(1, $0) }
            inner.put(2, mfa.preferred?.rawValue)
        }
        writer.put(14, softwareToken) { $0.write(to: &$1) }
        writer.put(15, pendingSoftwareToken) { pending, inner in
            inner.put(1, pending.family.bytes)
            inner.put(2, pending.token) { $0.write(to: &$1) }
        }
        writer.put(16, list: sessions) { $0.write(to: &$1) }
        writer.put(17, passwordFailures) { $0.write(to: &$1) }
        writer.put(18, codeFailures) { $0.write(to: &$1) }
        writer.put(19, operations.bytes)
        writer.put(21, hourly.isEmpty ? nil : hourly) { $0.write(to: &$1) }
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        username = Username(try reader.text(1).required("username"))
        sub = UserSub(try reader.text(2).required("sub"))
        generation = try reader.generation(3)
        guard let status = UserStatus(rawValue: try reader.text(4).required("status")) else {
            throw CodecError("unknown status")
        }
        self.status = status
        isEnabled = try reader.flag(5).required("enabled")
        createdAt = try reader.time(6).required("creation")
        modifiedAt = try reader.time(7).required("modification")
        let pairs = try reader.list(8) { (inner) throws(CodecError) in
            (AttributeName(rawValue: try inner.text(1).required("name")), try inner.text(2).required("value"))
        }
        attributes = Dictionary(pairs) { $1 }
        password = try reader.text(9).map { PasswordHash($0) }
        temporaryPasswordExpiresAt = try reader.time(10)
        srpVerifier = reader.bytes(11)
        mfa =
            try reader.value(13) { (inner) throws(CodecError) in
                let enabled = try inner.factors(1)
                return UserMFAPreference(
                    enabled: Set(enabled), preferred: try inner.text(2).map { MFAType(rawValue: $0) })
            } ?? UserMFAPreference()
        softwareToken = try reader.value(14) { (inner) throws(CodecError) in try VerifiedSoftwareToken(from: &inner) }
        pendingSoftwareToken = try reader.value(15) { (inner) throws(CodecError) in
            let family = TokenFamilyID(try inner.bytes(1).required("family"))
            let token = try inner.value(2) { (core) throws(CodecError) in try PendingSoftwareToken(from: &core) }
            return OwnedPendingToken(family: family, token: try token.required("pending token"))
        }
        sessions = try reader.list(16) { (inner) throws(CodecError) in try ChallengeSession(from: &inner) }
        passwordFailures =
            try reader.value(17) { (inner) throws(CodecError) in try PasswordCounter(from: &inner) }
            ?? PasswordCounter()
        codeFailures =
            try reader.value(18) { (inner) throws(CodecError) in try CodeCounter(from: &inner) } ?? CodeCounter()
        operations = try OperationRing(bytes: reader.bytes(19))
        hourly = try reader.value(21) { (inner) throws(CodecError) in try HourlyUses(from: &inner) } ?? HourlyUses()
    }
}
