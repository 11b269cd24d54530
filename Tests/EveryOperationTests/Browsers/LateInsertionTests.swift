import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The insertion of a browser session whose reply was lost, and which a store carries out later (R17, R130).
@Suite struct LateInsertionTests {
    private static let sessions = "browser/"

    private func opened(_ outcome: BrowserOutcome) throws -> BrowserSession {
        guard case .signedIn(let session) = outcome else {
            Issue.record("\(outcome)")
            throw CancellationError()
        }
        return session
    }

    // Found by a schedule: inserted, ended, and inserted again by the write that was late.
    @Test(arguments: ["ended", "replaced", "confirmed"]) func bringsNothingBack(_ end: String) async throws {
        let world = try await FaultWorld.founded(WorldSettings())
        let pool = world.pool
        let session = try opened(try await pool.signInBrowser("ada", password: FaultWorld.password))
        let rows = await world.base.scan(prefix: Self.sessions, after: nil, limit: .max)
        let row = try #require(rows.first)
        switch end {
        case "ended": try await pool.endBrowserSession(session)
        case "replaced":
            _ = try await pool.signInBrowser("ada", password: FaultWorld.password, replacing: session)
        default: _ = try await pool.reauthenticate(session, password: FaultWorld.password)
        }
        #expect(await world.base.compareAndSwap(row.key, .insert(row.record)) == .conflict)
        #expect(await failure { _ = try await pool.signedInBrowser(session) } == .invalidBrowserSession)
    }

    // Another pool's client does not end it; a second end is no error and changes nothing.
    @Test func anEndedRowExpiresWithItsHour() async throws {
        let world = try await FaultWorld.founded(WorldSettings())
        let session = try opened(try await world.pool.signInBrowser("ada", password: FaultWorld.password))
        let before = await world.base.scan(prefix: Self.sessions, after: nil, limit: .max)
        try await world.pool.endBrowserSession(session)
        let once = await world.base.scan(prefix: Self.sessions, after: nil, limit: .max)
        try await world.pool.endBrowserSession(session)
        #expect(await world.base.scan(prefix: Self.sessions, after: nil, limit: .max) == once)
        #expect(once.map(\.key) == before.map(\.key) && once != before)
        #expect(once.first?.record.expiresAt == world.time.now() + .seconds(3600))
    }
}
