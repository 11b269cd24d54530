import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Codes by text message, in the profile `classic`.
@Suite struct SMSChallengeTests {
    private func smsFixture(minutes: Int = 3, sender: (any SMSSender)? = nil) async throws -> Fixture {
        let fixture = try await Fixture(sender: sender)
        try await fixture.preferSMS()
        if minutes != 3 {
            try await fixture.rewrite(.client("client"), as: ClientRecord.self) {
                $0.client.authSessionValidityMinutes = minutes
            }
        }
        return fixture
    }

    private func answer(
        _ fixture: Fixture, _ challenge: Challenge, _ code: OneTimeCode
    ) async -> Result<AuthOutcome, CognitoError> {
        do throws(CognitoError) {
            return .success(try await fixture.pool.respond(to: challenge.session, with: .smsMFA(code: code)))
        } catch {
            return .failure(error)
        }
    }

    private func wrong(_ code: OneTimeCode) -> OneTimeCode { code == "000000" ? "000001" : "000000" }

    @Test func theChallengeSaysWhereTheCodeWentMasked() async throws {
        let fixture = try await smsFixture()
        guard case .smsMFA(let challenge) = try await fixture.challenge() else {
            Issue.record("no text message")
            return
        }
        #expect(challenge.delivery.destination == "+*******0123")
        let parameters = Challenge.smsMFA(challenge).parameters
        #expect(parameters["CODE_DELIVERY_DESTINATION"] == "+*******0123")
        #expect(parameters["CODE_DELIVERY_DELIVERY_MEDIUM"] == "SMS")
        let message = try #require(await fixture.sms.messages.first)
        let code = await fixture.sentCode()
        #expect(message.phoneNumber.e164 == Fixture.phone)
        #expect(message.text == "Your authentication code is \(code.text). ")
    }

    // R68
    @Test func aRightCodeMarksTheNumberVerified() async throws {
        let fixture = try await smsFixture()
        #expect(try await fixture.pool.admin.user("ada").attributes[.phoneNumberVerified] == "false")
        let challenge = try await fixture.challenge()
        let outcome = try await answer(fixture, challenge, fixture.sentCode()).get()
        #expect(outcome.authenticationResult != nil)
        #expect(try await fixture.pool.admin.user("ada").attributes[.phoneNumberVerified] == "true")
    }

    // R69
    @Test(arguments: [(3, 180), (15, 180)])
    func aCodeLivesThreeMinutesOrAsLongAsItsSession(_ minutes: Int, _ seconds: Int64) async throws {
        let fixture = try await smsFixture(minutes: minutes)
        let start = fixture.time.now()
        for (milliseconds, isGood) in [(seconds * 1000 - 1, true), (seconds * 1000, false)] {
            fixture.time.set(start)
            let challenge = try await fixture.challenge()
            let code = await fixture.sentCode()
            fixture.time.advance(by: .milliseconds(milliseconds))
            let found = await answer(fixture, challenge, code)
            #expect(((try? found.get())?.authenticationResult != nil) == isGood)
            guard !isGood else { continue }
            let failures = try await fixture.record().codeFailures.ladder.failures
            #expect(failures == 0, "not counted")
            let expected = minutes == 3 ? CognitoError.expiredSession : .expiredCode
            #expect(throws: expected) { try found.get() }
        }
    }

    @Test func textsOfADeadCodeAndADeadSession() {
        #expect(CognitoError.expiredCode.code == .expiredCode)
        #expect(CognitoError.expiredCode.message == "Invalid code provided, please request a code again.")
        #expect(CognitoError.expiredSession.message == "Invalid session for the user, session is expired.")
    }

    // R53
    @Test func theFifthWrongTryTakesCodeAndSessionAlong() async throws {
        let fixture = try await smsFixture()
        let challenge = try await fixture.challenge()
        let right = await fixture.sentCode()
        for number in 1...5 {
            let found = await answer(fixture, challenge, wrong(right))
            #expect(
                throws: CognitoError.sentCodeMismatch.advising(
                    number < 5
                        ? .anotherCode(attemptsLeft: 5 - number, clockOff: false)
                        : .waitUntil(fixture.time.now() + .seconds(1)))
            ) { try found.get() }
        }
        #expect(try await fixture.record().sessions.isEmpty)
        fixture.time.advance(by: .seconds(1))
        let late = await answer(fixture, challenge, right)
        #expect(throws: CognitoError.usedSession) { try late.get() }
    }

    // R33, R66
    @Test func eachSessionHasItsOwnCodeAndNoCodeFitsAnother() async throws {
        let fixture = try await smsFixture()
        let first = try await fixture.challenge()
        let firstCode = await fixture.sentCode()
        let second = try await fixture.challenge()
        let secondCode = await fixture.sentCode()
        try #require(firstCode != secondCode)
        let crossed = await answer(fixture, second, firstCode)
        #expect(throws: CognitoError.self) { try crossed.get() }
        let outcome = try await answer(fixture, first, firstCode).get()
        #expect(outcome.authenticationResult != nil, "the newer sign-in did not touch it")
    }

    @Test func theDigestBindsUserPurposeSessionNumberAndCode() throws {
        let keys = KeyRing(from: SeededRandomSource(seed: 1))
        let phone = try PhoneNumber("+14155550123")
        let session = SessionID([UInt8](repeating: 1, count: 16))
        let end = UnixTime(seconds: 0)
        let code = SentCode("123456", to: .phone(phone), user: "ada", session: session, keys: keys, expiresAt: end)
        #expect(code.matches("123456", user: "ada", session: session, keys: keys))
        #expect(!code.matches("123457", user: "ada", session: session, keys: keys))
        #expect(!code.matches("123456", user: "eve", session: session, keys: keys))
        let other = SessionID([UInt8](repeating: 2, count: 16))
        #expect(!code.matches("123456", user: "ada", session: other, keys: keys))
        let elsewhere = SentCode(
            "123456", to: .phone(try PhoneNumber("+14155550124")), user: "ada", session: session, keys: keys,
            expiresAt: end)
        #expect(elsewhere.digest != code.digest)
        let foreign = KeyRing(from: SeededRandomSource(seed: 2))
        #expect(!code.matches("123456", user: "ada", session: session, keys: foreign))
        #expect(!String(describing: code).contains("123456"))
    }

    // R70
    @Test func inACodeLockNothingIsSent() async throws {
        let fixture = try await smsFixture()
        let challenge = try await fixture.challenge()
        let code = await fixture.sentCode()
        for _ in 1...5 { _ = await answer(fixture, challenge, wrong(code)) }
        let refused = await failure { _ = try await fixture.challenge() }
        #expect(refused?.message == "Password attempts exceeded")
        #expect(await fixture.sms.messages.count == 1)
    }

    // R71
    @Test(arguments: [DeliveryOutcome.refused(reason: "no credit"), nil])
    func aRefusedSendLeavesTheChallengeStanding(_ outcome: DeliveryOutcome?) async throws {
        let fixture = try await smsFixture(sender: FailingSender(outcome: outcome))
        #expect(try await fixture.challenge().name == .smsMFA)
        #expect(try await fixture.record().sessions.count == 1)
    }

    // R67
    @Test func aNewNumberEndsTheOldNumbersChallengeAndStartsUnverified() async throws {
        let fixture = try await smsFixture()
        _ = try await answer(fixture, fixture.challenge(), fixture.sentCode()).get()
        let challenge = try await fixture.challenge()
        try await fixture.pool.admin.updateAttributes("ada", [.phoneNumber: "+14155550199"])
        #expect(try await fixture.record().sessions.isEmpty)
        #expect(try await fixture.pool.admin.user("ada").attributes[.phoneNumberVerified] == "false")
        let late = await answer(fixture, challenge, fixture.sentCode())
        #expect(throws: CognitoError.usedSession) { try late.get() }
        guard case .smsMFA(let next) = try await fixture.challenge() else {
            Issue.record("no text message")
            return
        }
        #expect(next.delivery.destination == "+*******0199")
    }

    @Test func theSameNumberAgainEndsNothing() async throws {
        let fixture = try await smsFixture()
        let challenge = try await fixture.challenge()
        try await fixture.pool.admin.updateAttributes("ada", [.phoneNumber: Fixture.phone, .email: "ada@example.com"])
        let outcome = try await answer(fixture, challenge, fixture.sentCode()).get()
        #expect(outcome.authenticationResult != nil)
    }

    @Test func aChoiceOpensTheChallengeChosen() async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled, softwareToken: .enabled)
        guard case .selectMFAType(let choice) = try await fixture.challenge() else {
            Issue.record("no choice")
            return
        }
        #expect(choice.choices == [.sms, .softwareToken])
        #expect(Challenge.selectMFAType(choice).parameters["MFAS_CAN_CHOOSE"] == #"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#)
        let refused = await failure {
            _ = try await fixture.pool.respond(to: choice.session, with: .selectMFAType(MFAType(rawValue: "EMAIL_OTP")))
        }
        #expect(refused?.code == .invalidParameter)
        let before = await fixture.sms.messages.count
        let next = try #require(
            await fixture.pool.respond(to: choice.session, with: .selectMFAType(.sms)).challenge)
        #expect(next.name == .smsMFA)
        #expect(await fixture.sms.messages.count == before + 1)
        let spent = await failure {
            _ = try await fixture.pool.respond(to: choice.session, with: .selectMFAType(.softwareToken))
        }
        #expect(spent == .usedSession)
        let outcome = try await answer(fixture, next, fixture.sentCode()).get()
        #expect(outcome.authenticationResult != nil)
    }
}

/// A carrier that refuses or throws.
private struct FailingSender: SMSSender {
    struct Fault: Error {}
    let outcome: DeliveryOutcome?

    func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        guard let outcome else { throw Fault() }
        return outcome
    }
}
