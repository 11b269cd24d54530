import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The ladder of locks through the service, second by second; every attempt is a sign-in of its own.
@Suite struct LadderClimbTests {
    private static let seconds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]

    private func limits() -> FlowLimits {
        var limits = FlowLimits()
        limits.hourly.openSignIns = 10_000
        return limits
    }

    /// Makes wrong attempts, and tries at every second of each short lock and at the last second of a long one.
    private func climb(
        _ fixture: Fixture, wrong: () async -> CognitoError?, locked: () async -> CognitoError?
    ) async {
        for _ in 0..<4 { #expect(await wrong()?.message != "Password attempts exceeded") }
        for seconds in Self.seconds {
            let end = fixture.time.now() + .seconds(seconds)
            #expect(await wrong()?.advice == .waitUntil(end))
            for second in 0..<seconds {
                if second < 20 || second == seconds - 1 {
                    #expect(await locked() == .attemptsExceeded(.waitUntil(end)), "second \(second) of \(seconds)")
                }
                fixture.time.advance(by: .seconds(1))
            }
        }
    }

    // R46-R48
    @Test func forPasswords() async throws {
        let fixture = try await Fixture(limits: limits())
        await climb(
            fixture,
            wrong: { await failure { _ = try await fixture.pool.signIn("ada", password: "wrong") } },
            locked: { await failure { _ = try await fixture.pool.signIn("ada", password: Fixture.password) } })
        _ = try await fixture.tokens()
        #expect(try await fixture.record().passwordFailures.consecutive == 0)
    }

    // R46, R47, R49
    @Test func forCodesAcrossRestartedSignIns() async throws {
        let fixture = try await Fixture(limits: limits())
        let app = try await fixture.registerApp()
        await climb(
            fixture,
            wrong: {
                await failure {
                    let session = try await fixture.challenge().session
                    _ = try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: wrong(app.code())))
                }
            },
            locked: { await failure { _ = try await fixture.challenge() } })
        let session = try await fixture.challenge().session
        let outcome = try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
    }

    // R46, R50
    @Test func elevenFailuresAndAPauseAgainAndAgainCloseTheFactorAtTheHundredth() async throws {
        let fixture = try await Fixture(limits: limits())
        let app = try await fixture.registerApp()
        var wrongCodes = 0
        while wrongCodes < 100 {
            for _ in 0..<min(11, 100 - wrongCodes) {
                let session = try await fixture.challenge().session
                let error = await failure {
                    _ = try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: wrong(app.code())))
                }
                #expect(error?.code == .codeMismatch)
                wrongCodes += 1
                #expect((error?.advice == .changeCall) == (wrongCodes == 100))
                if case .waitUntil(let end) = error?.advice { fixture.time.set(end) }
            }
            // After the pause the ladder starts anew; the count that closes a factor stays.
            fixture.time.advance(by: .seconds(900))
        }
        #expect(await failure { _ = try await fixture.challenge() } == .attemptsExceeded(.changeCall))
        #expect(fixture.observer.names.filter { $0 == "factorClosed" }.count == 1)
        try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled)
        #expect(try await fixture.challenge().name == .smsMFA, "another factor is offered")
    }
}
