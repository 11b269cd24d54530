import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// Another code in the same sign-in: what it replaces, what stays counted, and when it is refused.
@Suite struct NewCodeRulesTests {
    private func fixture(failures: Int = 0) -> (MachineFixture, ChallengeSession) {
        var fixture = MachineFixture()
        fixture.user.mfa = UserMFAPreference(enabled: [.sms], preferred: .sms)
        let session = fixture.openSent(failures: failures)
        fixture.now += .seconds(30)
        return (fixture, session)
    }

    private func ask(_ fixture: MachineFixture, _ session: ChallengeSession) -> MachineFixture.Outcome<SignInAction> {
        fixture.verify { $0.newCodeAsked(session: session, in: fixture.signInContext) }
    }

    private func answer(
        _ code: OneTimeCode, _ fixture: MachineFixture, _ session: ChallengeSession
    ) -> MachineFixture.Outcome<SignInAction> {
        fixture.verify { $0.codeSubmitted(code, of: .sms, session: session, in: fixture.signInContext) }
    }

    private func sent(_ outcome: MachineFixture.Outcome<SignInAction>) throws -> ChallengeSession {
        guard case .sendCode(_, let next) = outcome.answer else {
            Issue.record("\(outcome.answer)")
            throw CancellationError()
        }
        return next
    }

    // R36, R53, R66: one live code a session, under the same handle; wrong answers stay counted.
    @Test func theNewCodeTakesThePlaceOfTheOldOne() throws {
        var (fixture, session) = fixture(failures: 3)
        let outcome = ask(fixture, session)
        let next = try sent(outcome)
        #expect(next.id == session.id && next.expiresAt == session.expiresAt)
        #expect(outcome.record.sessions == [next])
        #expect(next.state.sentCode?.failures == 3)
        let expected = fixture.changed {
            $0.update(session.id) { $0 = next }
            $0.hourly.use(.sendsWithPassword, at: fixture.now)
        }
        #expect(outcome.record == expected && outcome.events.isEmpty)
        fixture.user = outcome.record
        #expect(answer(MachineFixture.code, fixture, next).answer != .refuse(.expiredCode))
        guard case .refuse(let error) = answer(MachineFixture.code, fixture, next).answer else {
            Issue.record("the old code was taken")
            return
        }
        #expect(error.code == .codeMismatch)
        #expect(answer(fixture.randomness.code, fixture, next).answer.isGrant)
    }

    // R53: the tries that are left are those of the sign-in, not of the code.
    @Test func twoMoreWrongAnswersEndASessionThatHadThree() throws {
        var (fixture, session) = fixture(failures: 3)
        let outcome = ask(fixture, session)
        var next = try sent(outcome)
        fixture.user = outcome.record
        for left in [1, 0] {
            let wrong = answer(MachineFixture.wrongCode, fixture, next)
            fixture.user = wrong.record
            #expect(fixture.user.sessions.count == left)
            next = fixture.user.session(session.id) ?? next
        }
    }

    // The waits are 30 s and 60 s, and the third message is the last; a refusal leaves everything as it was.
    @Test func aSignInHasThreeMessagesWithWaitsBetween() throws {
        var (fixture, session) = fixture()
        let start = fixture.now - .seconds(30)
        var present = session
        for (seconds, isSent) in [(29, false), (30, true), (59, false), (89, false), (90, true)] {
            fixture.now = start + .seconds(Int64(seconds))
            let outcome = ask(fixture, present)
            if isSent {
                present = try sent(outcome)
                fixture.user = outcome.record
            } else {
                let end = start + .seconds(seconds < 30 ? 30 : 90)
                #expect(outcome.answer == .refuse(.attemptLimitExceeded(until: end)), "\(seconds)")
                #expect(outcome.record == fixture.user)
            }
        }
        fixture.now = start + .seconds(170)
        #expect(ask(fixture, present).answer == .refuse(.tooManySends))
        let status = AuthMachine(record: fixture.user).status(of: present, in: fixture.signInContext)
        #expect(status.code?.sendsLeft == 0 && status.code?.nextSendAt == nil)
        #expect(status.code?.sentAt == start + .seconds(90))
    }

    // R69: three minutes from its own sending in `classic`, and never past the session.
    @Test func theNewCodeLivesFromItsOwnSending() throws {
        var (fixture, _) = fixture()
        fixture.client.authSessionValidityMinutes = 15
        fixture.user.closeAllSessions()
        let session = fixture.openSent()
        for (seconds, profile) in [(60, CognitoProfile.classic), (800, .classic), (60, .current)] {
            var later = fixture
            later.profile = profile
            later.now += .seconds(Int64(seconds))
            let code = try #require(try sent(ask(later, session)).state.sentCode)
            let end = profile == .classic ? min(later.now + .seconds(180), session.expiresAt) : session.expiresAt
            #expect(code.expiresAt == end, "\(seconds)")
        }
    }

    // R55: the owner's quota counts it like any other message.
    @Test func theHourlyQuotaHolds() {
        var (fixture, session) = fixture()
        fixture.exhaust(.sendsWithPassword)
        #expect(ask(fixture, session).answer == .refuse(.attemptLimitExceeded(until: fixture.hourEnd)))
        #expect(ask(fixture, session).record == fixture.user)
    }

    @Test func noMessageIsSentWhereNoneIsWaitedForOrTheFactorIsGone() {
        let (whole, session) = fixture()
        var (app, withdrawn, closed) = (whole, whole, whole)
        let byApp = app.open(.awaitingFactor(.softwareToken), 2)
        withdrawn.user.mfa = UserMFAPreference()
        closed.close(.sms)
        let cases: [(MachineFixture, ChallengeSession, CognitoError)] = [
            (app, byApp, .noCodeToSend), (withdrawn, session, .invalidSession),
            (closed, session, .attemptsExceeded(.changeCall)),
        ]
        for (fixture, session, error) in cases {
            let outcome = ask(fixture, session)
            #expect(outcome.answer == .refuse(error))
            #expect(outcome.record == fixture.user && outcome.events.isEmpty)
        }
    }

    // R70: a lock refuses before the session is looked up, a dead one too; nothing is written.
    @Test func aLockSendsNothing() {
        var (fixture, session) = fixture()
        fixture.lockCodes()
        let locator = SessionLocator(session, of: CanonicalName(digest: []), in: fixture.pool.id)
        let outcome = fixture.verify {
            $0.openSession(locator, lockedWithCodes: true, in: fixture.signInContext).map(\.id)
        }
        #expect(outcome.answer == .failure(fixture.lock))
        #expect(outcome.record == fixture.user)
        let read = fixture.verify {
            $0.openSession(locator, lockedWithCodes: false, in: fixture.signInContext).map(\.id)
        }
        #expect(read.answer == .success(session.id), "reading is not refused")
    }

    // A message that certainly did not go out leaves the code before it good, with the wrong answers since.
    @Test func aCodeThatWasNotSentGivesItsPlaceBack() throws {
        var (fixture, session) = fixture(failures: 1)
        let outcome = ask(fixture, session)
        let failed = try sent(outcome)
        fixture.user = outcome.record
        fixture.user = answer(MachineFixture.wrongCode, fixture, failed).record
        let back = fixture.verify { machine in
            machine.takenBack(.sendsWithPassword, ending: failed, puttingBack: session)
        }.record
        let present = try #require(back.session(session.id))
        #expect(present.state.sentCode?.digest == session.state.sentCode?.digest)
        #expect(present.state.sentCode?.failures == 2, "the wrong answer in between stays counted")
        #expect(present.uses.sends == 2, "and so does the attempt")
        #expect(back.hourly.refusal(of: .sendsWithPassword, limits: HourlyLimits(), at: fixture.now) == nil)
        fixture.user = back
        #expect(answer(MachineFixture.code, fixture, present).answer.isGrant)
    }

    @Test func aCodeThatWasReplacedMeanwhileIsNotPutBack() throws {
        var (fixture, session) = fixture()
        let outcome = ask(fixture, session)
        let failed = try sent(outcome)
        fixture.user = outcome.record
        fixture.user.closeAllSessions()
        let ended = fixture.verify {
            $0.takenBack(.sendsWithPassword, ending: failed, puttingBack: session)
        }.record
        #expect(ended.sessions.isEmpty, "a session that has ended stays ended")
    }
}
