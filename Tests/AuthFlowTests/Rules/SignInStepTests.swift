import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// The next step after a right answer, with all that it leaves in the record; a refused step leaves nothing.
@Suite struct SignInStepTests {
    /// A user whose app has just been answered, in a pool that asks for texts by now.
    private func fixture() throws -> (MachineFixture, ChallengeSession) {
        var fixture = MachineFixture(.on([.sms]))
        try fixture.addApp()
        let session = fixture.open(.awaitingFactor(.softwareToken))
        return (fixture, session)
    }

    private func answerApp(
        _ fixture: MachineFixture, _ session: ChallengeSession
    ) throws -> MachineFixture.Outcome<SignInAction> {
        let code = try fixture.appCode()
        return fixture.verify { $0.softwareTokenCodeSubmitted(code, session: session, in: fixture.signInContext) }
    }

    // R36, R55, R82: the next challenge stands in place of the answered one, and its message is counted.
    @Test func theNextChallengeReplacesTheAnsweredOne() throws {
        let (fixture, session) = try fixture()
        let outcome = try answerApp(fixture, session)
        let phone = fixture.destination(.phoneNumber)
        let sent = SentCode(
            fixture.randomness.code, to: phone, user: fixture.user.sub, session: fixture.randomness.session,
            keys: fixture.keys,
            expiresAt: fixture.now + .seconds(180))
        let next = ChallengeSession(
            id: fixture.randomness.session, client: fixture.client, generation: 0, now: fixture.now,
            firstFactorAt: session.firstFactorAt, satisfied: [.softwareToken], state: .awaitingFactor(.sentCode(sent)))
        let message = MessageRequest(
            .authentication, .code(fixture.randomness.code), to: phone,
            template: MessageRequest.Template(
                text: "Your authentication code is {####}. ", subject: "Your authentication code"))
        #expect(outcome.answer == .sendCode(message, then: next))
        let spent = try fixture.spentApp()
        let expected = fixture.changed {
            $0.softwareToken = spent
            $0.close(session.id)
            $0.open(next, now: fixture.now)
            $0.hourly.use(.sendsWithPassword, at: fixture.now)
        }
        #expect(outcome.record == expected)
        #expect(outcome.events == [.challenged(fixture.subject, .smsMFA)])
    }

    // R36, R49, R55, R70, R82: whatever stops the next step, the session can be answered again; the app's step is spent.
    @Test func aStepThatIsRefusedLeavesTheSessionOpen() throws {
        let (whole, session) = try fixture()
        var (quota, locked, closed, none) = (whole, whole, whole, whole)
        quota.exhaust(.sendsWithPassword)
        locked.lockCodes()
        closed.close(.sms)
        none.pool.mfa = .on([])
        let cases: [(MachineFixture, CognitoError)] = [
            (quota, .attemptLimitExceeded(until: whole.hourEnd)), (locked, whole.lock),
            (closed, .attemptsExceeded(.changeCall)), (none, .noFactorOffered),
        ]
        let spent = try whole.spentApp()
        for (fixture, error) in cases {
            let outcome = try answerApp(fixture, session)
            #expect(outcome.answer == .refuse(error))
            #expect(outcome.record == fixture.changed { $0.softwareToken = spent }, "\(error)")
            #expect(outcome.record.session(session.id) == session)
            #expect(outcome.events == fixture.lockEvents(of: error))
        }
    }

    // R48, R47: what the right password of a sign-in that goes no further leaves behind.
    @Test(arguments: [UserStatus.unconfirmed, .resetRequired, .confirmed])
    func aRightPasswordCountsThoughTheUserIsRefused(_ status: UserStatus) {
        var fixture = MachineFixture()
        fixture.user.status = status
        fixture.user.isEnabled = status != .confirmed
        for _ in 1...3 { fixture.user.passwordFailures.fail(at: fixture.now) }
        let outcome = fixture.verify {
            $0.firstFactorChecked(
                fixture.proof(renewed: MachineFixture.otherCost), in: fixture.signInContext)
        }
        let errors: [UserStatus: CognitoError] = [
            .unconfirmed: .userNotConfirmed, .resetRequired: .passwordResetRequired, .confirmed: .userDisabled,
        ]
        #expect(outcome.answer == errors[status].map { .refuse($0) })
        let expected = fixture.changed {
            $0.passwordFailures.clear()
            $0.password = MachineFixture.otherCost
        }
        #expect(outcome.record == expected)
        #expect(outcome.events.isEmpty)
    }

    // R11, R47, R70: in a lock nothing is written, neither of the password's counter nor of its hash.
    @Test func aRightPasswordInALockIsNotTaken() throws {
        var whole = MachineFixture()
        whole.user.mfa = UserMFAPreference(enabled: [.sms], preferred: nil)
        for _ in 1...3 { whole.user.passwordFailures.fail(at: whole.now) }
        var (codes, closed, passwords) = (whole, whole, MachineFixture())
        codes.lockCodes()
        closed.close(.sms)
        passwords.lockPassword()
        for (fixture, isAccepted, error) in [
            (codes, true, codes.lock), (closed, true, .attemptsExceeded(.changeCall)),
            (passwords, true, passwords.lock),
            (passwords, false, passwords.lock),
        ] {
            let outcome = fixture.verify {
                $0.firstFactorChecked(
                    fixture.proof(accepted: isAccepted, renewed: MachineFixture.otherCost),
                    in: fixture.signInContext)
            }
            #expect(outcome.answer == .refuse(error))
            #expect(outcome.record == fixture.user && outcome.events == fixture.lockEvents(of: error))
        }
    }
}
