import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The events of a lock: the failure that leads to it, and the calls that it refuses.
@Suite struct LockEventTests {
    private func refusedUntil(_ fixture: Fixture) -> [UnixTime] {
        fixture.observer.aboutUsers.compactMap { if case .refusedByLock(_, let end) = $0 { end } else { nil } }
    }

    @Test("a password in a lock is an event with the end of the lock")
    func aPasswordInALockIsAnEventWithTheLocksEnd() async throws {
        let fixture = try await Fixture()
        for _ in 1...5 { _ = await failure { _ = try await fixture.pool.signIn("ada", password: "Wrong-1843") } }
        #expect(refusedUntil(fixture).isEmpty)
        let end = fixture.time.now() + .seconds(1)
        guard case .passwordRejected(_, end?)? = fixture.observer.aboutUsers.last else {
            Issue.record("\(fixture.observer.names)")
            return
        }
        for password in [Fixture.password, "Wrong-1843"] {
            _ = await failure { _ = try await fixture.pool.signIn("ada", password: password) }
        }
        #expect(refusedUntil(fixture) == [end, end])
        let token = try await { () async throws in
            fixture.time.advance(by: .seconds(1))
            return try await fixture.tokens().accessToken
        }()
        for _ in 1...5 {
            _ = await failure { try await fixture.pool.changePassword(token, from: "Wrong-1843", to: "Other-1843") }
        }
        fixture.time.advance(by: .seconds(3600))
        #expect(refusedUntil(fixture).count == 2)
    }

    @Test("a code in a lock is an event with the end of the lock") func aCodeInALockIsAnEventWithTheLocksEnd()
        async throws
    {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let session = try await fixture.challenge().session
        func answer(_ code: OneTimeCode) async {
            _ = await failure { _ = try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: code)) }
        }
        for number in 1...5 {
            await answer(wrong(app.code()))
            guard case .codeRejected(_, .softwareTokenMFA, 5 - number, let until)? = fixture.observer.aboutUsers.last
            else {
                Issue.record("\(fixture.observer.names)")
                return
            }
            #expect(until == (number == 5 ? fixture.time.now() + .seconds(1) : nil))
        }
        let end = fixture.time.now() + .seconds(1)
        await answer(app.code())
        #expect(refusedUntil(fixture) == [end])
        // The password is right, and the code that it leads to is locked.
        _ = await failure { _ = try await fixture.challenge() }
        #expect(refusedUntil(fixture) == [end, end])
    }
}
