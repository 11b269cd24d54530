package import AuthFlow
package import CognitoMFACore
package import CognitoMFAService
package import CognitoMFATesting
import CognitoMFATokens
import Testing
package import UserPoolModel

/// A service on a scripted store, with access to every port.
package struct Fixture {
    package static let password: Password = "Analytical-1843"
    package static let phone = "+14155550123"

    package let store: ScriptedStore
    package let time = ManualTimeSource()
    package let sms = RecordingSMSSender()
    package let email = RecordingEmailSender()
    package let observer = RecordingObserver()
    package let service: UserPoolService
    package let pool: UserPool

    /// A pool with one user, `ada`, who has a number and no factor.
    package init(
        mfa: UserPoolMFAConfiguration = .optional([.sms, .softwareToken]), store: ScriptedStore = ScriptedStore(),
        sender: (any SMSSender)? = nil, hasher: (any PasswordHasher)? = nil, tokens: (any TokenIssuer)? = nil,
        limits: FlowLimits = FlowLimits(), attributes: UserAttributes = [.phoneNumber: Fixture.phone],
        profile: CognitoProfile = .classic, triggers: Triggers = Triggers(),
        admission: (any AdmissionControl)? = nil, hidesUnknown: Bool = false,
        members: UserPoolOptions = UserPoolOptions(), aliases: Set<AttributeName> = [],
        usernames: Set<AttributeName> = [], sealer: any RecordSealer = NoSealer()
    ) async throws {
        self.store = store
        var limits = limits
        // Many tests at once may keep a trigger waiting for a thread.
        if limits.triggerTimeout == FlowLimits().triggerTimeout { limits.triggerTimeout = .seconds(600) }
        let random = SeededRandomSource(seed: 7)
        let keys = KeyRing(from: random)
        service = Self.service(
            store, keys, tokens ?? .hs256(issuer: "https://test.invalid", keys: keys), sender ?? sms,
            hasher ?? PBKDF2PasswordHasher(anyIterations: 2, random: random), limits, time, random, email, observer,
            profile, triggers, admission ?? NoAdmissionControl(), sealer)
        pool = try await service.openPool(
            "test_pool", client: "client",
            creatingIfAbsent: UserPoolSettings(
                name: "Test", mfa: mfa, preventsUserExistenceErrors: hidesUnknown, members: members,
                aliasAttributes: aliases, usernameAttributes: usernames))
        guard usernames.isEmpty else { return }
        try await pool.admin.createUser("ada", password: Self.password, attributes: attributes)
    }

    /// Opens the existentials for the initialiser, whose parameters are generic.
    private static func service(
        _ store: ScriptedStore, _ keys: KeyRing, _ tokens: any TokenIssuer, _ sms: any SMSSender,
        _ hasher: any PasswordHasher, _ limits: FlowLimits, _ time: ManualTimeSource, _ random: SeededRandomSource,
        _ email: RecordingEmailSender, _ observer: RecordingObserver, _ profile: CognitoProfile,
        _ triggers: Triggers, _ admission: any AdmissionControl, _ sealer: any RecordSealer
    ) -> UserPoolService {
        func open(
            _ tokens: some TokenIssuer, _ sms: some SMSSender, _ hasher: some PasswordHasher,
            _ admission: some AdmissionControl, _ sealer: some RecordSealer
        ) -> UserPoolService {
            UserPoolService(
                store: store, keys: keys, tokens: tokens, sms: sms, email: email, passwords: hasher,
                sealer: sealer, triggers: triggers, admission: admission,
                observer: WatchedObserver(keeping: observer), profile: profile, limits: limits,
                time: time, random: random)
        }
        return open(tokens, sms, hasher, admission, sealer)
    }

    package var key: RecordKey { .user(pool.id, CanonicalName("ada", ignoringCase: true)) }

    package func record() async throws -> UserAuthRecord {
        try #require(await service.records.read(key, as: UserAuthRecord.self)).record
    }

    /// Changes a stored record as another process would.
    package func rewrite<Record: StorableRecord>(
        _ key: RecordKey, as type: Record.Type, _ change: (inout Record) -> Void
    ) async throws {
        var record = try #require(await service.records.read(key, as: type)).record
        change(&record)
        try await store.put(
            VersionedRecord(
                version: RecordVersion(String(UInt64.random(in: 0 ... .max), radix: 16)),
                contents: SealedRecordCodec(sealer: NoSealer()).encode(record, of: key)),
            under: key)
    }

    package func tokens() async throws -> AuthenticationResult {
        try #require(await pool.signIn("ada", password: Self.password).authenticationResult)
    }

    /// Registers an authenticator app and prefers it; the clock then moves past the set-up code's step.
    @discardableResult
    package func registerApp() async throws -> AuthenticatorApp {
        let token = try await tokens().accessToken
        let association = try await pool.associateSoftwareToken(.accessToken(token))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: time)
        try await pool.verifySoftwareToken(.accessToken(token), code: app.code())
        try await pool.setMFAPreference(token, softwareToken: .preferred)
        time.advance(by: .seconds(60))
        return app
    }

    package func challenge() async throws -> Challenge {
        try #require(await pool.signIn("ada", password: Self.password).challenge)
    }

    package func preferSMS() async throws { try await pool.admin.setMFAPreference("ada", sms: .preferred) }

    package func sentCode() async -> OneTimeCode { await sms.lastCode(to: Self.phone) }
}

/// The error of a call, or nil when it succeeded.
package func failure(_ call: () async throws -> Void) async -> CognitoError? {
    do { try await call() } catch {
        let error = error as? CognitoError ?? .internalError(error)
        AuditWatch.current?.note(error)
        return error
    }
    return nil
}

/// A hasher whose checks wait at a gate; passwords are compared as plain text, so that only the waiting is slow.
package actor GatedHasher: PasswordHasher {
    private var isOpen = true
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []
    package private(set) var checks = 0
    private var salt = 0

    package init() {}

    package func close() { isOpen = false }

    package func open() {
        isOpen = true
        for turn in waiting { turn.resume() }
        waiting = []
    }

    /// Returns when a check waits at the gate.
    package func someoneWaits() async {
        guard waiting.isEmpty else { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    package func hash(_ password: Password) -> PasswordHash {
        salt += 1
        return PasswordHash("\(salt)$\(password.text)")
    }

    package func verify(_ password: Password, against hash: PasswordHash?) async -> Bool {
        checks += 1
        if !isOpen {
            await withCheckedContinuation { turn in
                waiting.append(turn)
                for watcher in watchers { watcher.resume() }
                watchers = []
            }
        }
        return hash.map { $0.text.drop { $0 != "$" }.dropFirst() == password.text } ?? false
    }
}
