import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Wrong codes and wrong passwords, counted apart.
@Suite struct CodeCounterTests {
    private static let wrong: OneTimeCode = "000000"

    private func answer(_ fixture: Fixture, _ challenge: Challenge, _ code: OneTimeCode) async -> CognitoError? {
        await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: code))
        }
    }

    private func wrong(_ app: AuthenticatorApp) -> OneTimeCode { app.code() == Self.wrong ? "111111" : Self.wrong }

    // R36
    @Test func aWrongCodeLeavesTheSessionUsable() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        let refused = await answer(fixture, challenge, wrong(app))
        #expect(refused?.code == .codeMismatch && refused?.message == "Invalid code received for user")
        #expect(refused?.advice == .anotherCode(attemptsLeft: 4, clockOff: false))
        let outcome = try await fixture.pool.respond(
            to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
        #expect(try await fixture.record().codeFailures == cleared(try await fixture.record().codeFailures))
    }

    private func cleared(_ counter: CodeCounter) -> CodeCounter {
        var counter = counter
        counter.clear(.softwareToken)
        return counter
    }

    // R47
    @Test func inALockRightAndWrongAnswerAlikeAndNothingIsWritten() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        for _ in 1...5 { _ = await answer(fixture, challenge, wrong(app)) }
        let before = try await fixture.record()
        let lock = CognitoError.attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1)))
        #expect(await answer(fixture, challenge, app.code()) == lock)
        #expect(await answer(fixture, challenge, wrong(app)) == lock)
        #expect(try await fixture.record() == before)
    }

    // R49
    @Test func neitherANewSignInNorARightPasswordClearsTheCodeCounter() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        for failures in 1...4 {
            let challenge = try await fixture.challenge()
            #expect(await answer(fixture, challenge, wrong(app))?.code == .codeMismatch)
            #expect(try await fixture.record().codeFailures.ladder.failures == failures)
        }
        let challenge = try await fixture.challenge()
        #expect(await answer(fixture, challenge, wrong(app))?.code == .codeMismatch)
        // Its lock refuses new challenges too.
        let refused = await failure { _ = try await fixture.challenge() }
        #expect(refused == .attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1))))
    }

    @Test func aCodeFreeGrantInAnOffPoolClearsNothing() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        for _ in 1...3 { _ = await answer(fixture, challenge, wrong(app)) }
        try await fixture.pool.admin.setMFA(.off)
        _ = try await fixture.tokens()
        #expect(try await fixture.record().codeFailures.ladder.failures == 3)
    }

    @Test func oneLadderServesAllFactorsAndOneNumberEach() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let byApp = try await fixture.challenge()
        for _ in 1...2 { _ = await answer(fixture, byApp, wrong(app)) }
        try await fixture.preferSMS()
        let bySMS = try await fixture.challenge()
        let right = await fixture.sentCode()
        for _ in 1...3 {
            let refused = await failure {
                _ = try await fixture.pool.respond(
                    to: bySMS.session, with: .smsMFA(code: right == "000000" ? "000001" : "000000"))
            }
            #expect(refused?.code == .codeMismatch && refused?.message == "Invalid code or auth state for the user.")
        }
        let counter = try await fixture.record().codeFailures
        #expect(counter.ladder.failures == 5)
        #expect(counter.factors[.softwareToken]?.consecutive == 2 && counter.factors[.sms]?.consecutive == 3)
        fixture.time.advance(by: .seconds(1))
        _ = try await fixture.pool.respond(to: bySMS.session, with: .smsMFA(code: right))
        let after = try await fixture.record().codeFailures
        #expect(after.ladder.failures == 0 && after.factors[.sms] == nil)
        #expect(after.factors[.softwareToken]?.consecutive == 2, "only the factor that was accepted is cleared")
    }

    // R50
    @Test func aHundredWrongCodesCloseAFactorAndLeaveTheOther() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled, softwareToken: .preferred)
        try await close(fixture)
        let challenge = try await fixture.challenge()
        #expect(challenge.name == .smsMFA, "the closed one is not offered")
        try await fixture.pool.admin.setMFAPreference("ada", sms: .disabled)
        let refused = await failure { _ = try await fixture.challenge() }
        #expect(refused == .attemptsExceeded(.changeCall))
        // The owner signs in with the other factor after this one closed, and replaces it.
        try await fixture.pool.admin.setMFAPreference("ada", sms: .preferred)
        let outcome = try await fixture.pool.respond(
            to: fixture.challenge().session, with: .smsMFA(code: await fixture.sentCode()))
        let tokens = try #require(outcome.authenticationResult)
        let association = try await fixture.pool.associateSoftwareToken(.accessToken(tokens.accessToken))
        let next = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        #expect(next.code() != app.code())
        try await fixture.pool.verifySoftwareToken(.accessToken(tokens.accessToken), code: next.code())
        #expect(try await fixture.record().codeFailures.isClosed(.softwareToken) == false)
    }

    @Test func aTokenWonBeforeTheFactorClosedDoesNotReopenIt() async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        let old = try await signInByApp(fixture)
        fixture.time.advance(by: .seconds(1))
        let closedAt = fixture.time.now()
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { user in
            for _ in 1...100 { user.codeFailures.fail(.softwareToken, at: closedAt) }
        }
        let association = try await fixture.pool.associateSoftwareToken(.accessToken(old.accessToken))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        try await fixture.pool.verifySoftwareToken(.accessToken(old.accessToken), code: app.code())
        #expect(try await fixture.record().codeFailures.isClosed(.softwareToken))
    }

    private func signInByApp(_ fixture: Fixture) async throws -> AuthenticationResult {
        let challenge = try await fixture.challenge()
        let secret = try #require(await fixture.record().softwareToken).secret
        let code = TOTP.cognito.code(for: secret, at: fixture.time.now())
        return try #require(
            await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: code)).authenticationResult)
    }

    /// A hundred wrong codes over a day, as an attacker with the password makes them.
    private func close(_ fixture: Fixture) async throws {
        var record = try await fixture.record()
        var now = fixture.time.now()
        while !record.codeFailures.isClosed(.softwareToken) {
            now = record.codeFailures.ladder.lockEnd(at: now) ?? now
            record.codeFailures.fail(.softwareToken, at: now)
        }
        #expect(record.codeFailures.factors[.softwareToken]?.consecutive == 100)
        let counter = record.codeFailures
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.codeFailures = counter }
        fixture.time.advance(by: .milliseconds(now.milliseconds - fixture.time.now().milliseconds + 900_000))
    }

    // R48
    @Test func wrongPasswordsLockThePasswordAndNotAnOpenChallenge() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        for number in 1...5 {
            let refused = await failure { _ = try await fixture.pool.signIn("ada", password: "wrong-Password-1") }
            #expect(refused?.message == "Incorrect username or password.")
            let lock = CognitoError.Advice.waitUntil(fixture.time.now() + .seconds(1))
            #expect(refused?.advice == (number < 5 ? .newSignIn : lock))
        }
        let before = try await fixture.record()
        let locked = await failure { _ = try await fixture.pool.signIn("ada", password: Fixture.password) }
        #expect(locked == .attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1))))
        #expect(try await fixture.record() == before)
        let outcome = try await fixture.pool.respond(
            to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
        fixture.time.advance(by: .seconds(1))
        _ = try await fixture.challenge()
        #expect(try await fixture.record().passwordFailures.ladder.failures == 0)
    }
}
