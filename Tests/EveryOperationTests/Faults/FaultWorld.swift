import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The settings of a cell's pool.
struct WorldSettings: Sendable, Hashable {
    var mfa = UserPoolMFAConfiguration.optional([.sms, .softwareToken])
    var profile = CognitoProfile.classic
    var hidesUnknown = false
    var migrates = false
    var rotates = false
    var sendTimeout = Duration.seconds(10)
    var triggerTimeout = Duration.seconds(600)
}

/// A service on a store that fails by plan, with access to every port; it can be restarted from its stored state.
struct FaultWorld: Sendable {
    static let password: Password = "Analytical-1843"
    static let phone = "+14155550123"
    static let email = "ada@example.com"

    /// The stored rows and the time with which every cell of an operation starts.
    struct Snapshot: Sendable {
        let rows: [ScannedRecord]
        let former: [RecordKey: VersionedRecord?]
        let now: UnixTime
        let sent: Int
    }

    let settings: WorldSettings
    let base = InMemoryRecordStore()
    let store: FaultyRecordStore<HeedingStore>
    let ports = PortSwitch()
    let time: JumpingTimeSource
    let service: UserPoolService
    var pool: UserPool { service.pool("test_pool", client: "client") }
    var admin: UserPoolAdministration { service.administration }

    private static let keys = Result { try KeyRing(base64: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=") }

    /// - Parameter seed: The seed of ids, codes and versions; equal for runs that are compared.
    init(_ settings: WorldSettings, seed: UInt64, from snapshot: Snapshot? = nil) async throws {
        self.settings = settings
        let keys = try Self.keys.get()
        time = JumpingTimeSource(snapshot?.now ?? UnixTime(seconds: 1_800_000_000))
        for row in snapshot?.rows ?? [] { _ = await base.compareAndSwap(row.key, .insert(row.record)) }
        store = FaultyRecordStore(HeedingStore(base: base), former: snapshot?.former ?? [:])
        let random = SeededRandomSource(seed: seed)
        let switched = SwitchedTriggers(ports: ports)
        let triggers = Triggers(
            userMigration: settings.migrates ? SwitchedMigration(ports: ports) : nil, customMessage: switched,
            preTokenGeneration: switched)
        var limits = FlowLimits(sendTimeout: settings.sendTimeout, hashingThreads: 1)
        limits.triggerTimeout = settings.triggerTimeout
        service = UserPoolService(
            store: store, keys: keys,
            tokens: SwitchedIssuer(ports: ports, issuer: .hs256(issuer: "https://test.invalid", keys: keys)),
            sms: SwitchedSMSSender(ports: ports), email: SwitchedEmailSender(ports: ports),
            passwords: SwitchedHasher(ports: ports), triggers: triggers, observer: WatchedObserver(),
            profile: settings.profile,
            limits: limits, time: time, random: random)
    }

    /// A pool with aliases and one user, `ada`, whose address and number are verified.
    static func founded(_ settings: WorldSettings) async throws -> FaultWorld {
        let world = try await FaultWorld(settings, seed: 7)
        _ = try await world.service.openPool(
            "test_pool", client: "client",
            creatingIfAbsent: UserPoolSettings(
                name: "Test", mfa: settings.mfa, preventsUserExistenceErrors: settings.hidesUnknown,
                members: UserPoolOptions(autoVerifiedAttributes: [.email, .phoneNumber]),
                aliasAttributes: [.email, .phoneNumber, .preferredUsername]))
        try await world.pool.admin.createUser(
            "ada", password: password,
            attributes: [
                .email: email, .emailVerified: "true", .phoneNumber: phone, .phoneNumberVerified: "true",
            ])
        if settings.rotates {
            _ = try await world.admin.updateUserPoolClient(
                UpdateUserPoolClientRequest(
                    clientID: "client",
                    settings: CreateUserPoolClientRequest(
                        userPoolID: "test_pool", clientName: "client",
                        explicitAuthFlows: [.allowUserPasswordAuth, .allowAdminUserPasswordAuth],
                        refreshTokenRotation: RefreshTokenRotation(retryGracePeriodSeconds: 0))))
        }
        return world
    }

    func snapshot() async -> Snapshot {
        await service.shutDown()
        let rows = await base.scan(prefix: "", after: nil, limit: .max)
        return Snapshot(rows: rows, former: await store.former, now: time.now(), sent: ports.sent.count)
    }

    // Set-ups.

    func tokens() async throws -> AuthenticationResult {
        try #require(await pool.signIn("ada", password: Self.password).authenticationResult)
    }

    func challenge() async throws -> Challenge {
        try #require(await pool.signIn("ada", password: Self.password).challenge)
    }

    /// Registers an app and prefers it; the clock then moves past the set-up code's step.
    func registerApp() async throws -> AuthenticatorApp {
        let token = try await tokens().accessToken
        let association = try await pool.associateSoftwareToken(.accessToken(token))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: time)
        try await pool.verifySoftwareToken(.accessToken(token), code: app.code())
        try await pool.setMFAPreference(token, softwareToken: .preferred)
        time.advance(by: .seconds(60))
        return app
    }

    func preferSMS() async throws { try await pool.admin.setMFAPreference("ada", sms: .preferred) }

    func signUp(_ name: Username, email: String) async throws -> OneTimeCode {
        _ = try await pool.signUp(name, password: Self.password, attributes: [.email: email])
        return ports.lastCode(to: email)
    }
}

/// A store like an adapter over a network: for a cancelled task it throws before any effect.
struct HeedingStore: RecordScanning {
    let base: InMemoryRecordStore

    func read(_ key: RecordKey) async throws -> VersionedRecord? {
        try Task.checkCancellation()
        return await base.read(key)
    }

    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        try Task.checkCancellation()
        return await base.compareAndSwap(key, change)
    }

    func scan(prefix: String, after key: RecordKey?, limit: Int) async throws -> [ScannedRecord] {
        try Task.checkCancellation()
        return await base.scan(prefix: prefix, after: key, limit: limit)
    }
}

/// A clock that stands still, and jumps once at one reading.
final class JumpingTimeSource: TimeSource {
    private struct State {
        var now: UnixTime
        var readings = 0
        var jump: (reading: Int, by: Duration)?
    }

    private let state: Mutex<State>

    init(_ now: UnixTime) { state = Mutex(State(now: now)) }

    func now() -> UnixTime {
        state.withLock { state in
            if let jump = state.jump, state.readings == jump.reading { state.now += jump.by }
            state.readings += 1
            return state.now
        }
    }

    func advance(by duration: Duration) { state.withLock { $0.now += duration } }

    func jump(at reading: Int, by duration: Duration) {
        state.withLock {
            $0.readings = 0
            $0.jump = (reading, duration)
        }
    }

    func stay() { state.withLock { $0.jump = nil } }
    var readings: Int { state.withLock { $0.readings } }
}
