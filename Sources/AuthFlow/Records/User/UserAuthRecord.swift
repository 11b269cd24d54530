package import CognitoMFACore
package import UserPoolModel

/// All that is remembered about one user: every rule that matters is an invariant of this one value.
package struct UserAuthRecord: StorableRecord {
    package static let kind = RecordKind.user
    package static let leavesTombstone = true
    package static let sessionCap = 8

    package let username: Username
    package let sub: UserSub
    /// The revocation generation: sessions and tokens of another one are revoked.
    package var generation: UInt32 = 0
    package var status: UserStatus
    package var isEnabled = true
    package let createdAt: UnixTime
    package var modifiedAt: UnixTime
    package var attributes: UserAttributes
    package var password: PasswordHash?
    /// Set while the password is a temporary one.
    package var temporaryPasswordExpiresAt: UnixTime?
    package var mfa = UserMFAPreference()
    package var softwareToken: VerifiedSoftwareToken?
    package var pendingSoftwareToken: OwnedPendingToken?
    package private(set) var sessions: [ChallengeSession] = []
    package var passwordFailures = PasswordCounter()
    package var codeFailures = CodeCounter()
    package var hourly = HourlyUses()
    /// The aliases that are this user's.
    package var reservations: [AttributeName: ReservationMark] = [:]
    package var history: PasswordHistory?
    /// Codes outside sign-in, one for each purpose.
    package var codes: [CodePurpose: VerificationCode] = [:]
    /// Wrong recovery codes in a row, over all codes.
    package var recoveryFailures = 0
    /// The sign-ins that a change of factors has left alive.
    package var keptFamily: KeptFamily?
    /// True for a user who has signed up and not signed in yet.
    package var awaitsFirstSignIn = false
    /// Set while the creator has not yet found out whether the name is another user's alias.
    package var creation: PendingCreation?
    package var operations = OperationRing()
    package var ancillary = AncillaryFields()
    /// Sign-in handles that were accepted and have not run out.
    package var spentHandles: [SpentHandle] = []
    /// The changes of password since the first browser session; nil before that one.
    package var passwordChanges: PasswordChanges?

    /// A creation that has not been published: every reader takes the record for no user (R120).
    package struct PendingCreation: Sendable, Hashable {
        /// Left of a deleted user under the same name, and put back if the creation is withdrawn.
        package let replaced: Tombstone?

        package init(replacing tombstone: Tombstone?) { replaced = tombstone }
    }

    /// The life of a row whose creator has stopped, where it has replaced nothing.
    package static let creationLife = Duration.seconds(86_400)

    package var isPending: Bool { creation != nil }
    package var replacedTombstone: Tombstone? { creation?.replaced }
    package var expiresAt: UnixTime? {
        guard let creation, creation.replaced == nil else { return nil }
        return createdAt + Self.creationLife
    }

    /// A family that is good under a generation that has passed.
    package struct KeptFamily: Sendable, Hashable {
        package let family: TokenFamilyID
        package let generation: UInt32

        package init(family: TokenFamilyID, generation: UInt32) {
            (self.family, self.generation) = (family, generation)
        }
    }

    /// A secret associated by access token: it belongs to that token's family.
    package struct OwnedPendingToken: Sendable, Hashable {
        package let family: TokenFamilyID
        package var token: PendingSoftwareToken

        package init(family: TokenFamilyID, token: PendingSoftwareToken) {
            (self.family, self.token) = (family, token)
        }
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

    /// Opens a session again that another one took the place of.
    mutating func reopen(_ session: ChallengeSession) {
        guard sessions.count < Self.sessionCap, self.session(session.id) == nil else { return }
        sessions.append(session)
    }

    /// Undoes what was opened and closed since `sessions` were the open ones.
    mutating func putBack(_ sessions: [ChallengeSession]) { self.sessions = sessions }

    package mutating func closeAllSessions() { sessions.removeAll() }

    package mutating func closeSessions(where isDead: (ChallengeSession) -> Bool) { sessions.removeAll(where: isDead) }

    package mutating func update(_ id: SessionID, _ change: (inout ChallengeSession) -> Void) {
        guard let place = sessions.firstIndex(where: { $0.id == id }) else { return }
        change(&sessions[place])
    }

    /// Revokes every session, grant, family and access token made so far.
    package mutating func revokeEverything() {
        revoke(keeping: nil)
        pendingSoftwareToken = nil
    }

    /// Revokes all that was made so far but one sign-in.
    package mutating func revoke(keeping family: KeptFamily?) {
        generation &+= 1
        keptFamily = family
        closeAllSessions()
    }

    /// True while a family's tokens, made under `generation`, are good.
    package func honours(_ family: TokenFamilyID, madeUnder generation: UInt32) -> Bool {
        generation == self.generation || keptFamily == KeptFamily(family: family, generation: generation)
    }
}

extension UserAuthRecord {
    /// A user without second factor, open sessions or failures.
    package init(
        username: Username, sub: UserSub, status: UserStatus, attributes: UserAttributes, password: PasswordHash?,
        createdAt: UnixTime
    ) {
        self.init(
            username: username, sub: sub, status: status, createdAt: createdAt, modifiedAt: createdAt,
            attributes: attributes, password: password)
    }
}

extension UserAuthRecord {
    package func write(to writer: inout FieldWriter) {
        writer.put(1, username.text)
        writer.put(2, sub.text)
        writer.put(3, Int64(generation))
        writer.put(4, status.rawValue)
        writer.put(5, isEnabled)
        writer.put(6, createdAt)
        writer.put(7, modifiedAt)
        writer.put(8, list: attributes.inOrder) { entry, inner in
            inner.put(1, entry.key.rawValue)
            inner.put(2, entry.value)
        }
        writer.put(9, password?.text)
        writer.put(10, temporaryPasswordExpiresAt)
        writer.put(12, history, named: true)
        writer.put(13, mfa) { mfa, inner in
            inner.put(1, factors: mfa.factors)
            inner.put(2, factors: mfa.preferredFactor.map { FactorSet().inserting($0) } ?? FactorSet())
        }
        writer.put(14, softwareToken, named: true)
        writer.put(15, pendingSoftwareToken, named: true) { pending, inner in
            inner.put(1, pending.family.bytes)
            inner.put(2, pending.token, named: true)
        }
        writer.put(16, list: sessions)
        writer.put(17, passwordFailures)
        writer.put(18, codeFailures)
        writer.put(19, operations.bytes)
        writer.put(20, list: reservations.inOrder) { entry, inner in
            inner.put(1, entry.key.rawValue)
            inner.put(2, entry.value, named: true)
        }
        writer.put(21, hourly.isEmpty ? nil : hourly)
        writer.put(22, list: codes.inOrder) { entry, inner in
            inner.put(1, entry.key.rawValue)
            inner.put(2, entry.value, named: true)
        }
        writer.put(23, keptFamily, named: true) { kept, inner in
            inner.put(1, kept.family.bytes)
            inner.put(2, Int64(kept.generation))
        }
        if awaitsFirstSignIn { writer.put(24, true) }
        if recoveryFailures > 0 { writer.put(25, recoveryFailures) }
        writer.put(26, creation) { creation, inner in inner.put(1, creation.replaced) }
        writer.put(42, list: spentHandles)
        writer.put(43, passwordChanges)
    }

    private static let longNames = [
        AttributeName.phoneNumberVerified.rawValue, AttributeName.preferredUsername.rawValue,
    ]

    package init(from reader: inout FieldReader) throws(CodecError) { self = try Self.read(from: &reader) }

    /// Every field in a constant of its own, put together in one piece: a record that is built up in place is copied out.
    package static func read(from reader: inout FieldReader) throws(CodecError) -> UserAuthRecord {
        let username = Username(try reader.text(1).required("username"))
        let sub = UserSub(try reader.text(2).required("sub"))
        let generation = try reader.generation(3)
        guard let status = UserStatus(rawValue: try reader.text(4).required("status")) else {
            throw CodecError("unknown status")
        }
        let isEnabled = try reader.flag(5).required("enabled")
        let createdAt = try reader.time(6).required("creation")
        let modifiedAt = try reader.time(7).required("modification")
        var attributes = UserAttributes(minimumCapacity: 4)
        try reader.each(8) { (inner) throws(CodecError) in
            let name = AttributeName(rawValue: try inner.text(1, mostly: longNames).required("name"))
            attributes[name] = try inner.text(2).required("value")
        }
        let password = try reader.text(9).map { PasswordHash($0) }
        let temporaryPasswordExpiresAt = try reader.time(10)
        let history = try reader.value(12, as: PasswordHistory.self)
        let mfa = try reader.value(13) { (inner) throws(CodecError) in
            UserMFAPreference(enabled: try inner.factorSet(1), preferred: try inner.factorSet(2).only)
        }
        let softwareToken = try reader.value(14, as: VerifiedSoftwareToken.self)
        let pendingSoftwareToken = try reader.value(15) { (inner) throws(CodecError) in
            let family = TokenFamilyID(try inner.bytes(1).required("family"))
            let token = try inner.value(2, as: PendingSoftwareToken.self)
            return OwnedPendingToken(family: family, token: try token.required("pending token"))
        }
        let sessions = try reader.list(16, as: ChallengeSession.self)
        let passwordFailures = try reader.value(17, as: PasswordCounter.self)
        let codeFailures = try reader.value(18, as: CodeCounter.self)
        let operations = try OperationRing(bytes: reader.bytes(19))
        var reservations: [AttributeName: ReservationMark] = [:]
        try reader.each(20) { (inner) throws(CodecError) in
            let name = AttributeName(rawValue: try inner.text(1).required("attribute"))
            let mark = try inner.value(2, as: ReservationMark.self)
            reservations[name] = try mark.required("mark")
        }
        let hourly = try reader.value(21, as: HourlyUses.self)
        var codes: [CodePurpose: VerificationCode] = [:]
        try reader.each(22) { (inner) throws(CodecError) in
            guard let purpose = CodePurpose(rawValue: try inner.text(1).required("purpose")) else {
                throw CodecError("unknown purpose")
            }
            let code = try inner.value(2, as: VerificationCode.self)
            codes[purpose] = try code.required("code")
        }
        let keptFamily = try reader.value(23) { (inner) throws(CodecError) in
            KeptFamily(
                family: TokenFamilyID(try inner.bytes(1).required("family")), generation: try inner.generation(2))
        }
        let awaitsFirstSignIn = try reader.flag(24) ?? false
        let recoveryFailures = try reader.count(25) ?? 0
        let creation = try reader.value(26) { (inner) throws(CodecError) in
            PendingCreation(
                replacing: try inner.value(1, as: Tombstone.self))
        }
        let spentHandles = try reader.list(42, as: SpentHandle.self)
        let passwordChanges = try reader.value(43, as: PasswordChanges.self)
        return UserAuthRecord(
            username: username, sub: sub, generation: generation, status: status, isEnabled: isEnabled,
            createdAt: createdAt, modifiedAt: modifiedAt, attributes: attributes, password: password,
            temporaryPasswordExpiresAt: temporaryPasswordExpiresAt,
            mfa: mfa ?? UserMFAPreference(), softwareToken: softwareToken, pendingSoftwareToken: pendingSoftwareToken,
            sessions: sessions, passwordFailures: passwordFailures ?? PasswordCounter(),
            codeFailures: codeFailures ?? CodeCounter(), hourly: hourly ?? HourlyUses(), reservations: reservations,
            history: history, codes: codes, recoveryFailures: recoveryFailures, keptFamily: keptFamily,
            awaitsFirstSignIn: awaitsFirstSignIn, creation: creation, operations: operations,
            spentHandles: spentHandles, passwordChanges: passwordChanges)
    }
}
