import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Hourly limits.
@Suite struct QuotaTests {
    // R55
    @Test func sendsThatAnyoneCanAskForDoNotStopSignIns() async throws {
        let fixture = try await Fixture(
            attributes: [
                .phoneNumber: Fixture.phone, .phoneNumberVerified: "true", .email: "ada@example.com",
                .emailVerified: "true",
            ])
        try await fixture.preferSMS()
        for _ in 0..<5 { try await fixture.pool.forgotPassword("ada") }
        #expect(await failure { try await fixture.pool.forgotPassword("ada") }?.code == .limitExceeded)
        #expect(try await fixture.challenge().name == .smsMFA)
        await fixture.service.shutDown()
        #expect(await fixture.email.messages.count == 5)
    }

    // R55
    @Test func twentyMessagesAnHourAfterThePassword() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        for _ in 0..<20 { _ = try await fixture.challenge() }
        let end = fixture.time.now() + .seconds(3600)
        #expect(await failure { _ = try await fixture.challenge() } == .attemptLimitExceeded(until: end))
        #expect(await fixture.sms.messages.count == 20)
        fixture.time.advance(by: .seconds(3600))
        _ = try await fixture.challenge()
    }

    // R55
    @Test func twentyMessagesAnHourToANumberWhoeverAsks() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsWithPassword = 15
        let fixture = try await Fixture(limits: limits)
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.phoneNumber: Fixture.phone])
        try await fixture.preferSMS()
        try await fixture.pool.admin.setMFAPreference("grace", sms: .preferred)
        for _ in 0..<15 { _ = try await fixture.challenge() }
        for _ in 0..<5 { _ = try await fixture.pool.signIn("grace", password: Fixture.password) }
        let end = fixture.time.now() + .seconds(3600)
        let error = await failure { _ = try await fixture.pool.signIn("grace", password: Fixture.password) }
        #expect(error == .attemptLimitExceeded(until: end))
        #expect(await fixture.sms.messages.count == 20)
        let key = RecordKey.user(fixture.pool.id, CanonicalName("grace", ignoringCase: true))
        let grace = try #require(await fixture.service.records.read(key, as: UserAuthRecord.self)).record
        #expect(grace.sessions.count == 5, "the challenge that was not sent is gone")
    }

    // R35
    @Test func thirtySignInsAnHourThatEndInAChallenge() async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        for _ in 0..<30 { _ = try await fixture.challenge() }
        let error = await failure { _ = try await fixture.challenge() }
        #expect(error?.code == .tooManyRequests)
        fixture.time.advance(by: .seconds(3600))
        _ = try await fixture.challenge()
    }

    // R56
    @Test func twoHundredGrantsAnHour() async throws {
        var limits = FlowLimits()
        limits.hourly.grants = 3
        let fixture = try await Fixture(limits: limits)
        for _ in 0..<3 { _ = try await fixture.tokens() }
        let error = await failure { _ = try await fixture.tokens() }
        #expect(error?.code == .tooManyRequests)
        #expect(HourlyLimits().grants == 200 && HourlyLimits().openSignIns == 30)
        fixture.time.advance(by: .seconds(3600))
        _ = try await fixture.tokens()
    }

    // R53
    @Test func aHundredWrongRecoveryCodesCloseRecoveryUntilASignIn() async throws {
        var limits = FlowLimits()
        limits.hourly.confirmForgotPassword = 1000
        limits.hourly.forgotPassword = 1000
        limits.hourly.sendsWithoutPassword = 1000
        limits.hourly.sendsPerDestination = 1000
        let fixture = try await Fixture(limits: limits, attributes: .verifiedEmail)
        for _ in 0..<20 {
            let code = try await fixture.recoveryCode()
            for _ in 0..<5 {
                let error = await failure {
                    try await fixture.pool.confirmForgotPassword("ada", code: wrong(code), password: "Difference-1822")
                }
                #expect(error == .verificationCodeMismatch)
            }
            #expect(
                await failure {
                    try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
                }?.code == (try await fixture.record().recoveryFailures < 100 ? .expiredCode : .limitExceeded),
                "five tries a code")
        }
        let code = try await fixture.recoveryCode()
        let closed = await failure {
            try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        }
        #expect(closed == .recoveryClosed)
        _ = try await fixture.tokens()
        try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        _ = try await fixture.pool.signIn("ada", password: "Difference-1822")
    }

    @Test func anAdministratorLiftsLocksAndOpensFactors() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        for _ in 0..<5 { _ = await failure { _ = try await fixture.pool.signIn("ada", password: "wrong") } }
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { user in
            for _ in 0..<100 { user.codeFailures.fail(.softwareToken, at: fixture.time.now()) }
        }
        #expect(await failure { _ = try await fixture.challenge() } != nil)
        try await fixture.pool.admin.unlock("ada")
        let session = try await fixture.challenge().session
        let outcome = try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
    }
}
