import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFASimulation
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The power of a store that replays old rows: a remaining risk, whose extent these tests show.
///
/// Neither checksum nor sealer knows which of two good rows is the newer one.
@Suite struct ReplayedRowTests {
    /// A host with or without a sealer, whose row of `ada` can be kept and replayed.
    private struct Stage {
        let host = ResealedHost()
        let pool: UserPool
        let app: AuthenticatorApp
        private let key: RecordKey

        init(isSealed: Bool) async throws {
            let sealer: any RecordSealer = isSealed ? KeyedSealer("first", secret: 1) : NoSealer()
            app = try await host.fill(sealer)
            pool = try await host.pool(sealer)
            key = .user(pool.id, CanonicalName("ada", ignoringCase: true))
        }

        func row() async throws -> VersionedRecord { try #require(await host.store.read(key)) }

        func playBack(_ row: VersionedRecord, under other: RecordKey? = nil) async throws {
            let key = other ?? key
            if let now = await host.store.read(key) {
                #expect(await host.store.compareAndSwap(key, .replace(now.version, with: row)) == .swapped)
            } else {
                #expect(await host.store.compareAndSwap(key, .insert(row)) == .swapped)
            }
        }

        func signIn() async throws -> AuthOutcome { try await pool.signIn("ada", password: Fixture.password) }

        func tokens() async throws -> AuthenticationResult {
            let session = try #require(await signIn().challenge).session
            return try #require(
                await pool.respond(to: session, with: .softwareTokenMFA(code: app.code())).authenticationResult)
        }
    }

    // R58, R36
    @Test(arguments: [true, false]) func aSpentCodeAndASpentSessionComeBack(_ isSealed: Bool) async throws {
        let stage = try await Stage(isSealed: isSealed)
        let session = try #require(await stage.signIn().challenge).session
        let row = try await stage.row()
        let code = stage.app.code()
        _ = try await stage.pool.respond(to: session, with: .softwareTokenMFA(code: code))
        let used = await failure { _ = try await stage.pool.respond(to: session, with: .softwareTokenMFA(code: code)) }
        #expect(used?.code == .notAuthorized)
        try await stage.playBack(row)
        #expect(
            try await stage.pool.respond(to: session, with: .softwareTokenMFA(code: code)).authenticationResult != nil)
        // The clock still ends both.
        try await stage.playBack(row)
        stage.host.time.advance(by: .seconds(180))
        let late = await failure { _ = try await stage.pool.respond(to: session, with: .softwareTokenMFA(code: code)) }
        #expect(late?.code == .notAuthorized)
    }

    // R22, R23
    @Test(arguments: [true, false]) func whatASignOutEndedComesBack(_ isSealed: Bool) async throws {
        let stage = try await Stage(isSealed: isSealed)
        let token = try await stage.tokens().accessToken
        let row = try await stage.row()
        try await stage.pool.admin.signOutEverywhere("ada")
        #expect(await failure { _ = try await stage.pool.user(token) }?.code == .notAuthorized)
        try await stage.playBack(row)
        #expect(try await stage.pool.user(token).username == "ada")
    }

    // R46
    @Test(arguments: [true, false]) func limitsStartAnew(_ isSealed: Bool) async throws {
        let stage = try await Stage(isSealed: isSealed)
        let row = try await stage.row()
        for _ in 0..<3 {
            for _ in 0..<5 {
                let wrong = await failure { _ = try await stage.pool.signIn("ada", password: "Wrong-1843") }
                #expect(wrong?.message == "Incorrect username or password.")
            }
            #expect(await failure { _ = try await stage.signIn() }?.code == .notAuthorized, "locked")
            try await stage.playBack(row)
        }
        #expect(try await stage.signIn().challenge != nil)
    }

    /// An old row without a second factor asks for none.
    @Test(arguments: [true, false]) func aFactorSetUpSinceIsGone(_ isSealed: Bool) async throws {
        let stage = try await Stage(isSealed: isSealed)
        try await stage.pool.admin.deleteSoftwareToken("ada")
        try await stage.pool.admin.setMFAPreference("ada", sms: .disabled)
        let row = try await stage.row()
        try await stage.pool.admin.setMFAPreference("ada", sms: .preferred)
        #expect(try await stage.signIn().challenge != nil)
        try await stage.playBack(row)
        #expect(try await stage.signIn().authenticationResult != nil)
    }

    /// A row belongs to its key, and can be replayed only as a whole.
    @Test(arguments: [true, false]) func partsOfARowAndOtherKeysFailClosed(_ isSealed: Bool) async throws {
        let stage = try await Stage(isSealed: isSealed)
        let row = try await stage.row()
        let grace = RecordKey.user(stage.pool.id, CanonicalName("grace", ignoringCase: true))
        try await stage.playBack(row, under: grace)
        let other = await failure { _ = try await stage.pool.signIn("grace", password: Fixture.password) }
        #expect(other?.code == .internalError)
        _ = try await stage.signIn()
        let later = try await stage.row()
        let mixed = Array(later.contents.dropLast(8) + row.contents.suffix(8))
        try await stage.playBack(VersionedRecord(version: RecordVersion("m"), contents: mixed))
        #expect(await failure { _ = try await stage.signIn() }?.code == .internalError)
    }
}
