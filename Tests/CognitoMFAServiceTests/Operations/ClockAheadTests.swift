import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Locks written by a server whose clock is far ahead: no user waits longer than fifteen minutes.
@Suite struct ClockAheadTests {
    private func fail(_ fixture: Fixture, _ change: (inout UserAuthRecord, UnixTime) -> Void) async throws {
        let ahead = fixture.time.now() + .seconds(1_000_000)
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { change(&$0, ahead) }
    }

    // R21, R46
    @Test func aPasswordLockIsBroughtBackByWhoeverMeetsIt() async throws {
        let fixture = try await Fixture()
        try await fail(fixture) { user, ahead in for _ in 0..<5 { user.passwordFailures.fail(at: ahead) } }
        let end = fixture.time.now() + .seconds(900)
        #expect(await failure { _ = try await fixture.tokens() } == .attemptsExceeded(.waitUntil(end)))
        #expect(try await fixture.record().passwordFailures.ladder.lockEndsAt == end)
        fixture.time.set(end)
        _ = try await fixture.tokens()
    }

    // R21, R47: an ordinary lock is refused without a write.
    @Test func anOrdinaryLockIsLeftAsItIs() async throws {
        let fixture = try await Fixture()
        for _ in 0..<5 { _ = await failure { _ = try await fixture.pool.signIn("ada", password: "Wrong-1843") } }
        let before = await fixture.store.row(fixture.key)
        #expect(await failure { _ = try await fixture.tokens() }?.message == "Password attempts exceeded")
        #expect(await fixture.store.row(fixture.key) == before)
    }

    // R21, R49: met by a new sign-in, and by an answer.
    @Test(arguments: [false, true]) func aCodeLockIsBroughtBackByWhoeverMeetsIt(_ byAnswer: Bool) async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let session = try await fixture.challenge().session
        try await fail(fixture) { user, ahead in
            for _ in 0..<5 { user.codeFailures.fail(.softwareToken, at: ahead) }
        }
        let end = fixture.time.now() + .seconds(900)
        let refused = await failure {
            if byAnswer {
                _ = try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: app.code()))
            } else {
                _ = try await fixture.challenge()
            }
        }
        #expect(refused == .attemptsExceeded(.waitUntil(end)))
        #expect(try await fixture.record().codeFailures.ladder.lockEndsAt == end)
        fixture.time.set(end)
        _ = try await fixture.challenge()
    }

    // R21, R74
    @Test func aDecoysLockIsBroughtBackToo() async throws {
        let fixture = try await Fixture(hidesUnknown: true)
        let start = fixture.time.now()
        fixture.time.set(start + .seconds(1_000_000))
        for _ in 0..<5 { _ = await failure { _ = try await fixture.pool.signIn("nobody", password: "Wrong-1843") } }
        fixture.time.set(start)
        let end = start + .seconds(900)
        func refusal() async -> CognitoError? {
            await failure { _ = try await fixture.pool.signIn("nobody", password: "Wrong-1843") }
        }
        #expect(await refusal() == .attemptsExceeded(.waitUntil(end)))
        fixture.time.set(end)
        #expect(await refusal()?.message == CognitoError.incorrectPassword.message)
    }

    // R88: ten minutes, and not a millisecond less.
    @Test func inStrictASignInIsFreshForTenMinutes() async throws {
        let fixture = try await Fixture(profile: .strict)
        let token = try await fixture.tokens().accessToken
        fixture.time.advance(by: .milliseconds(599_999))
        _ = try await fixture.pool.associateSoftwareToken(.accessToken(token))
        fixture.time.advance(by: .milliseconds(1))
        let late = await failure { _ = try await fixture.pool.associateSoftwareToken(.accessToken(token)) }
        #expect(late == .reauthenticationRequired)
    }
}
