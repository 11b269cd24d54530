package import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
package import CognitoMFATesting
import CognitoMFATokens
import UserPoolModel

/// The rows of a pool and its users, created once through the library and copied into every schedule.
///
/// `tess` has an authenticator app, `sam` receives text messages, `bea` has both, `nia` has a number and no factor, `zoe`
/// has neither, and `clo` an app with 98 wrong codes in a row.
package struct Stage: Sendable {
    /// The start of every schedule, in milliseconds since 1970.
    package static let start: Int64 = 1_800_000_000_000
    static let poolID: UserPoolID = "test_pool"
    static let clientID: AppClientID = "client"

    package let keys: KeyRing
    package private(set) var people: [String: Person] = [:]
    private var rows: [RecordKey: VersionedRecord] = [:]
    private var pools: [PoolRule: VersionedRecord] = [:]
    private var rotating: VersionedRecord?
    private var premises: [String: Premise.User] = [:]

    package init() async throws {
        let random = SeededRandomSource(seed: 42)
        keys = KeyRing(from: random)
        let store = InMemoryRecordStore()
        let time = ManualTimeSource(UnixTime(milliseconds: Self.start - 7_200_000))
        let sms = RecordingSMSSender()
        let service = UserPoolService(
            store: store, keys: keys, tokens: .hs256(issuer: "https://stage.invalid", keys: keys), sms: sms,
            passwords: StageHasher(), profile: .current, time: time, random: random)
        let pool = try await service.openPool(
            Self.poolID, client: Self.clientID,
            creatingIfAbsent: UserPoolSettings(
                name: "Stage", mfa: .optional([.sms, .softwareToken]), authSessionValidityMinutes: 5))
        for (place, name) in ["tess", "sam", "bea", "nia", "clo"].enumerated() {
            try await enrol(name, number: "+1415555010\(place)", in: pool, time: time)
        }
        try await enrol("zoe", number: nil, in: pool, time: time)
        // These numbers are verified.
        for name in ["sam", "bea"] {
            try await pool.admin.updateAttributes(Username(name), [.phoneNumberVerified: "true"])
            premises[name]?.isNumberVerified = true
        }
        for name in ["red", "blue"] as [GroupName] { try await pool.admin.createGroup(name) }
        for rule in Plan.rules {
            try await pool.admin.setMFA(rule.configuration)
            pools[rule] = await store.read(.pool(Self.poolID))
        }
        try await weaken("clo", in: store)
        for row in await store.scan(prefix: "", after: nil, limit: .max) { rows[row.key] = row.record }
        for key in rows.keys where key.text.hasPrefix("family/") || key.text.hasPrefix("quota/") { rows[key] = nil }
        rotating = try Self.edit(rows[.client(Self.clientID)], of: .client(Self.clientID), as: ClientRecord.self) {
            $0.client.refreshTokenRotation = RefreshTokenRotation()
        }
    }

    private mutating func enrol(
        _ name: String, number: String?, in pool: UserPool, time: ManualTimeSource
    ) async throws {
        let password = "First-1843-\(name)"
        var person = Person(password: password)
        var premise = Premise.User(password: password)
        try await pool.admin.createUser(
            Username(name), password: Password(password), attributes: number.map { [.phoneNumber: $0] } ?? [:])
        (person.number, person.numbers, premise.number) = (number, Set([number].compactMap(\.self)), number)
        if ["tess", "bea", "clo"].contains(name) {
            guard let tokens = try await pool.signIn(Username(name), password: Password(password)).authenticationResult
            else { throw World.Outage() }
            let association = try await pool.associateSoftwareToken(.accessToken(tokens.accessToken))
            let app = try AuthenticatorApp(scanning: association.keyURI, time: time)
            try await pool.verifySoftwareToken(.accessToken(tokens.accessToken), code: app.code())
            try await pool.admin.setMFAPreference(
                Username(name), softwareToken: name == "bea" ? .enabled : .preferred)
            person.secret = association.secretCode
            person.secrets[association.secretCode] = association.secret.bytes
            premise.secret = association.secretCode
            premise.switchedOn.insert(.app)
        }
        if ["sam", "bea"].contains(name) {
            try await pool.admin.setMFAPreference(Username(name), sms: name == "bea" ? .enabled : .preferred)
            premise.switchedOn.insert(.sms)
        }
        people[name] = person
        premises[name] = premise
    }

    /// Gives a user 98 wrong codes in a row, a day before the start.
    private mutating func weaken(_ name: String, in store: InMemoryRecordStore) async throws {
        let key = Self.key(of: name)
        guard let row = await store.read(key),
            let weak = try Self.edit(
                row, of: key, as: UserAuthRecord.self,
                {
                    for _ in 0..<98 {
                        $0.codeFailures.fail(.softwareToken, at: UnixTime(milliseconds: Self.start - 86_400_000))
                    }
                })
        else { return }
        _ = await store.compareAndSwap(key, .replace(row.version, with: weak))
        premises[name]?.consecutive = [.app: 98]
    }

    static func key(of name: String) -> RecordKey {
        .user(poolID, CanonicalName(Username(name), ignoringCase: true))
    }

    /// Returns a row with its record changed, under the same version.
    static func edit<Record: StorableRecord>(
        _ row: VersionedRecord?, of key: RecordKey, as type: Record.Type, _ change: (inout Record) -> Void
    ) throws -> VersionedRecord? {
        guard let row else { return nil }
        let codec = SealedRecordCodec(sealer: NoSealer())
        var record = try codec.decode(row.contents, as: type, of: key)
        change(&record)
        return VersionedRecord(
            version: row.version, contents: try codec.encode(record, of: key), expiresAt: row.expiresAt)
    }

    func rows(for plan: Plan) -> [RecordKey: VersionedRecord] {
        var rows = rows
        rows[.pool(Self.poolID)] = pools[plan.rule]
        if plan.rotates { rows[.client(Self.clientID)] = rotating }
        return rows
    }

    /// The row of the pool that demands no factor.
    var poolOff: VersionedRecord? { pools[Plan.rules[0]] }

    /// Returns the state before a plan begins.
    package func premise(of plan: Plan) -> Premise { Premise(pool: plan.rule, users: premises) }

    /// Returns the limits of the pool.
    package static func terms(of plan: Plan) -> Terms {
        var terms = Terms()
        // Observations carry the servers' own clocks.
        terms.skewMilliseconds = 0
        terms.sessionMilliseconds = 300_000
        terms.codeMilliseconds = plan.isClassic ? 180_000 : 300_000
        return terms
    }
}

/// A hasher that stores passwords in plain text.
private struct StageHasher: PasswordHasher {
    func hash(_ password: Password) async throws -> PasswordHash { PasswordHash("0$\(password.text)") }
    func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
        hash?.text == "0$\(password.text)"
    }
}

extension PoolRule {
    var configuration: UserPoolMFAConfiguration {
        let factors = Set(factors.map { $0 == .app ? MFAType.softwareToken : .sms })
        return switch mode {
        case .off: .off
        case .optional: .optional(factors)
        case .on: .on(factors)
        }
    }
}
