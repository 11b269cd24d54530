import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The library in the state after a sequence of steps, with what the two browsers hold.
struct BrowserWorld: Sendable {
    typealias Browser = BrowserStep.Browser

    private static let passwords: [Password] = ["Analytical-1843", "Analytical-1844"]

    let settings: WorldSettings
    var snapshot: FaultWorld.Snapshot
    /// The latest session of each browser, alive or not.
    var held: [Browser: BrowserSession] = [:]
    /// Every session that a browser had before.
    var former: [BrowserSession] = []
    var secret: SharedSecret?
    var password = 0
    /// The steps so far, so that none draws the random bytes of another.
    private var steps: UInt64 = 0

    init(_ profile: CognitoProfile) async throws {
        settings = WorldSettings(mfa: .optional([.softwareToken]), profile: profile)
        snapshot = try await FaultWorld.founded(settings).snapshot()
    }

    /// Takes a step in a copy of the state, and returns true when it succeeded.
    mutating func take(_ step: BrowserStep) async throws -> Bool {
        steps += 1
        let world = try await FaultWorld(settings, seed: 99 + steps, from: snapshot)
        let isDone: Bool
        do {
            isDone = try await perform(step, in: world)
        } catch let error as CognitoError {
            // No other refusal is expected: of a browser that is signed out, and of an app where the pool is OFF.
            guard error == .invalidBrowserSession || error == .softwareTokenOffInPool else { throw error }
            isDone = false
        }
        snapshot = await world.snapshot()
        return isDone
    }

    /// The browsers that are answered, and the former sessions that are.
    func answered() async throws -> (browsers: Set<Browser>, former: Int) {
        let world = try await FaultWorld(settings, seed: 98, from: snapshot)
        var browsers: Set<Browser> = []
        for (browser, session) in held where try await isAnswered(session, in: world) { browsers.insert(browser) }
        var dead = 0
        for session in former where try await isAnswered(session, in: world) { dead += 1 }
        return (browsers, dead)
    }

    private func isAnswered(_ session: BrowserSession, in world: FaultWorld) async throws -> Bool {
        let byName = await failure { _ = try await world.pool.signedInBrowser(session) }
        let asToken = await failure { _ = try await world.pool.user(AccessToken(session)) }
        // Both ways in have one answer.
        try #require(byName == asToken && (byName == nil || byName == .invalidBrowserSession), "\(session)")
        return byName == nil
    }

    private mutating func perform(_ step: BrowserStep, in world: FaultWorld) async throws -> Bool {
        let pool = world.pool
        switch step {
        case .open(let browser):
            let outcome = try await pool.signInBrowser(
                "ada", password: Self.passwords[password], replacing: held[browser])
            return try await finish(outcome, in: browser, world)
        case .confirm(let browser):
            guard let session = held[browser] else { return false }
            return try await finish(
                try await pool.reauthenticate(session, password: Self.passwords[password]), in: browser, world)
        case .end(let browser):
            guard let session = held[browser] else { return true }
            try await pool.endBrowserSession(session)
        case .changePassword(let browser):
            guard let session = held[browser] else { return false }
            try await changePassword(AccessToken(session), in: world)
        case .signOutEverywhere(let browser):
            guard let session = held[browser] else { return false }
            try await pool.signOutEverywhere(AccessToken(session))
        case .addApp(let browser):
            guard secret == nil, let session = held[browser] else { return false }
            let association = try await pool.associateSoftwareToken(AccessToken(session))
            try await pool.verifySoftwareToken(AccessToken(session), code: code(of: association.secret, in: world))
            try await pool.setMFAPreference(AccessToken(session), softwareToken: .preferred)
            secret = association.secret
        case .removeApp(let browser):
            guard let secret, let session = held[browser] else { return false }
            try await pool.removeSoftwareToken(
                AccessToken(session), password: Self.passwords[password], code: code(of: secret, in: world))
            self.secret = nil
        case .changePasswordElsewhere:
            var outcome = try await pool.signIn("ada", password: Self.passwords[password])
            if let challenge = outcome.challenge, challenge.name == .softwareTokenMFA, let secret {
                outcome = try await pool.respond(
                    to: challenge.session, with: .softwareTokenMFA(code: code(of: secret, in: world)))
            }
            guard let tokens = outcome.authenticationResult else { return false }
            try await changePassword(tokens.accessToken, in: world)
        case .disable:
            try await pool.admin.disableUser("ada")
            try await pool.admin.enableUser("ada")
        case .removeAppByAdministrator:
            try await pool.admin.deleteSoftwareToken("ada")
            secret = nil
        case .pool(.off): try await configure(.off, in: world)
        case .pool(.optional): try await configure(.optional([.softwareToken]), in: world)
        case .pool(.on): try await configure(.on([.softwareToken]), in: world)
        case .hour: world.time.advance(by: .seconds(3600))
        }
        return true
    }

    /// Changes the pool; in `classic`, where no call turns MFA on later, its row.
    private func configure(_ mfa: UserPoolMFAConfiguration, in world: FaultWorld) async throws {
        guard settings.profile == .classic else { return try await world.pool.admin.setMFA(mfa) }
        let codec = SealedRecordCodec(sealer: NoSealer())
        let key = RecordKey.pool("test_pool")
        let row = try #require(await world.base.read(key))
        var pool = try codec.decode(row.contents, as: PoolRecord.self, of: key)
        pool.mfa = mfa
        let next = VersionedRecord(
            version: RecordVersion("edited-\(steps)"), contents: try codec.encode(pool, of: key),
            expiresAt: row.expiresAt)
        try #require(await world.base.compareAndSwap(key, .replace(row.version, with: next)) == .swapped)
    }

    private mutating func changePassword(_ token: AccessToken, in world: FaultWorld) async throws {
        try await world.pool.changePassword(token, from: Self.passwords[password], to: Self.passwords[1 - password])
        password = 1 - password
    }

    /// Answers the app's challenge; a session that comes takes the browser's place.
    private mutating func finish(
        _ outcome: BrowserOutcome, in browser: Browser, _ world: FaultWorld
    ) async throws -> Bool {
        var outcome = outcome
        if case .challenged(let challenge) = outcome, challenge.name == .softwareTokenMFA, let secret {
            outcome = try await world.pool.respondInBrowser(
                to: challenge.session, with: .softwareTokenMFA(code: code(of: secret, in: world)),
                replacing: held[browser])
        }
        guard case .signedIn(let session) = outcome else { return false }
        if let before = held[browser] { former.append(before) }
        held[browser] = session
        return true
    }

    /// A code of the next step: each is good once.
    private func code(of secret: SharedSecret, in world: FaultWorld) -> OneTimeCode {
        world.time.advance(by: .seconds(30))
        return TOTP.cognito.code(for: secret, at: world.time.now())
    }
}
