import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension Property {
    /// Any stored bytes are a record or an error; a record has one encoding, and decodes to the same record.
    ///
    /// The first byte is the kind, the others are the fields. Format and checksum are added, so that the fuzzer passes the
    /// checksum.
    static let record = Property("record") { input in
        let codec = SealedRecordCodec(sealer: NoSealer())
        let key = RecordKey("user/a/b")
        guard let first = input.first, let bytes = row(of: input, key) else { return }
        let read = try types(of: bytes, codec, key)
        let tombstones = bytes[3] == RecordKind.tombstone.rawValue ? 2 : 0
        try hold(read == 0 || read == 1 + tombstones, "R102: a row has one kind")
        if case let user? = try? codec.decode(bytes, as: UserAuthRecord.self, of: key) { try use(user) }
        if case let decoy? = try? codec.decode(bytes, as: DecoyRecord.self, of: key) { try use(decoy) }
        if case let family? = try? codec.decode(bytes, as: FamilyRecord.self, of: key) { try use(family) }
        if case let browser? = try? codec.decode(bytes, as: BrowserRecord.self, of: key) { try use(browser) }
        if case let client? = try? codec.decode(bytes, as: ClientRecord.self, of: key) { try use(client) }

        // The input as a damaging store would return it: without a checksum.
        let place = Int(first) + input.count
        for other in [bent(bytes, at: place, by: first), Array(bytes.dropLast()), Array(input), bytes + [0]] {
            try hold(
                (try? codec.decodeRow(other, as: UserAuthRecord.self, of: key)) == nil
                    && (try? codec.decodeRow(other, as: PoolRecord.self, of: key)) == nil, "a damaged row is refused")
        }
        try hold(
            (try? codec.decodeRow(bytes, as: UserAuthRecord.self, of: RecordKey("user/a/c"))) == nil,
            "a row under its key")
    }

    /// The row of an input.
    private static func row(of input: [UInt8], _ key: RecordKey) -> [UInt8]? {
        guard let first = input.first else { return nil }
        let place = first % 10
        let kind = place == 9 ? RecordKind.browser.rawValue : 1 + place
        let contents = [RecordCodec.format, kind] + input.dropFirst()
        return [0xC1, 0] + contents
            + RecordCodec.checksum(of: contents, in: 0..<contents.count, under: key).bigEndianBytes
    }

    /// Returns true when an input is a record that can be read.
    static func isRecord(_ input: [UInt8]) throws -> Bool {
        let key = RecordKey("user/a/b")
        return try row(of: input, key).map { try types(of: $0, SealedRecordCodec(sealer: NoSealer()), key) > 0 }
            ?? false
    }

    /// The number of types as which a row can be read.
    private static func types(of bytes: [UInt8], _ codec: SealedRecordCodec, _ key: RecordKey) throws -> Int {
        [
            try look(at: bytes, as: UserAuthRecord.self, codec, key),
            try look(at: bytes, as: PoolRecord.self, codec, key),
            try look(at: bytes, as: ClientRecord.self, codec, key),
            try look(at: bytes, as: AliasReservation.self, codec, key),
            try look(at: bytes, as: Tombstone.self, codec, key),
            try look(at: bytes, as: DecoyRecord.self, codec, key),
            try look(at: bytes, as: SendQuotaRecord.self, codec, key),
            try look(at: bytes, as: FamilyRecord.self, codec, key),
            try look(at: bytes, as: DirectoryRecord.self, codec, key),
            try look(at: bytes, as: BrowserRecord.self, codec, key),
        ].count { $0 }
    }

    /// Returns true when the bytes are a record of this type, or a tombstone in its place.
    private static func look<Record: StorableRecord>(
        at bytes: [UInt8], as type: Record.Type, _ codec: SealedRecordCodec, _ key: RecordKey
    ) throws -> Bool {
        guard let row = try? codec.decodeRow(bytes, as: type, of: key) else { return false }
        guard case .record(let record) = row else {
            try hold(type.leavesTombstone, "a tombstone stands for users and pools only")
            return true
        }
        let written = try codec.encode(record, of: key)
        let again = try codec.decode(written, as: type, of: key)
        // A value that is not written, being the default, takes its ancillary fields along.
        var read = again
        read.ancillary = record.ancillary
        try hold(read == record, "what is read is written and read the same")
        try hold(try codec.encode(again, of: key) == written, "and in one way")
        try hold(
            record.replacedTombstone == nil || again.ancillary.isEmpty,
            "R103: a record that replaces a tombstone has no field of a later release")
        // Fields with their defaults are added, duplicates go: a row does not grow without bound.
        try hold(written.count <= 3 * bytes.count + 1024, "a row does not grow")
        _ = record.expiresAt
        return true
    }

    /// No number in a record may trap when it is incremented.
    private static func use(_ user: UserAuthRecord) throws {
        var user = user
        let now = UnixTime(seconds: 1_800_000_000)
        user.passwordFailures.fail(at: now)
        user.codeFailures.fail(.sms, at: now)
        try hold(
            user.codeFailures.ladder.lockEnd(at: now).map { $0 <= now + .seconds(900) } ?? true, "R21: 900 s at most")
        for operation in HourlyUses.Operation.allCases { user.hourly.use(operation, at: now) }
        user.recoveryFailures += 1
        _ = user.softwareToken?.verify("000000", at: now)
        for session in user.sessions where session.holdsPendingSecret { user.close(session.id) }
        user.revokeEverything()
        try hold(user.sessions.isEmpty && user.pendingSoftwareToken == nil, "R23: nothing open is left")
    }

    private static func use(_ decoy: DecoyRecord) throws {
        var decoy = decoy
        let now = UnixTime(seconds: 1_800_000_000)
        decoy.standIn.passwordFailures.fail(at: now)
        decoy.standIn.recoveryFailures += 1
        decoy.touch(at: now)
        try hold(decoy.expiresAt.map { $0 > now } ?? false, "R105: a row that was touched stays")
    }

    private static func use(_ family: FamilyRecord) throws {
        var family = family
        var client = AppClient(id: family.client, userPoolID: family.userPoolID, name: "n")
        client.refreshTokenRotation = RefreshTokenRotation(retryGracePeriodSeconds: 60)
        let was = family
        let verdict = family.present(was.counter, through: client, at: UnixTime(seconds: 1_800_000_000))
        if case .good = verdict { try hold(!was.isRevoked, "R96: a revoked family is dead") }
        try hold(family.counter >= was.counter, "a counter only rises")
    }

    /// No browser session counts for a user who has none.
    private static func use(_ browser: BrowserRecord) throws {
        let now = UnixTime(seconds: 1_800_000_000)
        let user = UserAuthRecord(
            username: "ada", sub: browser.sub, status: .confirmed, attributes: [:], password: nil, createdAt: now)
        let pool = PoolRecord(
            id: browser.userPoolID, name: "n", createdAt: now, mfa: .off, smsConfiguration: nil,
            passwordPolicy: PasswordPolicy(),
            fixed: .init(isUsernameCaseSensitive: true, aliasAttributes: [], usernameAttributes: []))
        try hold(!AuthMachine(record: user).accepts(browser, in: pool, at: now), "R130: no session without a sign-in")
        var changes = PasswordChanges()
        changes.change(keeping: browser.id)
        try hold(changes.honour(browser) == (browser.passwordChanges <= 1), "R130: kept, or of the present password")
    }

    private static func use(_ record: ClientRecord) throws {
        let now = UnixTime(seconds: 1_800_000_000)
        let end = ChallengeSession.expiry(client: record.client, now: now, firstFactorAt: now)
        try hold(end <= now + ChallengeSession.longestChain, "R31: fifteen minutes at most")
    }
}
