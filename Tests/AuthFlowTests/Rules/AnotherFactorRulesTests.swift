import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// The change to another factor within a sign-in.
@Suite struct AnotherFactorRulesTests {
    /// A user with a number and an app, none preferred, who has been sent a code.
    private func fixture(failures: Int = 0) throws -> (MachineFixture, ChallengeSession) {
        var fixture = MachineFixture()
        try fixture.addApp()
        fixture.user.mfa = UserMFAPreference(enabled: [.sms, .softwareToken], preferred: nil)
        let session = fixture.openSent(failures: failures)
        return (fixture, session)
    }

    private func change(
        _ fixture: MachineFixture, _ session: ChallengeSession, to factor: MFAType?
    ) -> MachineFixture.Outcome<SignInAction> {
        fixture.verify { $0.anotherFactorAsked(factor, session: session, in: fixture.signInContext) }
    }

    private func opened(_ outcome: MachineFixture.Outcome<SignInAction>) throws -> ChallengeSession {
        switch outcome.answer {
        case .challenge(let session), .sendCode(_, let session): return session
        default:
            Issue.record("\(outcome.answer)")
            throw CancellationError()
        }
    }

    @Test func theOldSessionIsGoneInTheSameSwap() throws {
        let (fixture, session) = try fixture()
        let outcome = change(fixture, session, to: .softwareToken)
        let next = try opened(outcome)
        #expect(next.challengeName == .softwareTokenMFA && next.id != session.id)
        #expect(outcome.record.sessions == [next])
        #expect(next.firstFactorAt == session.firstFactorAt && next.uses.switches == 1)
        #expect(outcome.events == [.challenged(fixture.subject, .softwareTokenMFA)])
    }

    @Test func withoutAFactorTheChoiceAmongAllIsOpened() throws {
        let (fixture, session) = try fixture()
        let next = try opened(change(fixture, session, to: nil))
        #expect(next.state == .selectingMFAType([.sms, .softwareToken]))
    }

    // R53, R47: neither the tries of a code nor those of the user begin anew.
    @Test func wrongAnswersStayCountedOnTheWayAndBack() throws {
        var (fixture, session) = try fixture(failures: 4)
        for _ in 1...3 { fixture.user.codeFailures.fail(.sms, at: fixture.now) }
        let counted = fixture.user.codeFailures
        for factor in [MFAType.softwareToken, .sms] {
            fixture.now += .seconds(30)
            let outcome = change(fixture, session, to: factor)
            session = try opened(outcome)
            fixture.user = outcome.record
        }
        #expect(fixture.user.codeFailures == counted)
        #expect(session.state.sentCode?.failures == 4)
        let wrong = fixture.verify {
            $0.codeSubmitted(MachineFixture.wrongCode, of: .sms, session: session, in: fixture.signInContext)
        }
        #expect(wrong.record.sessions.isEmpty, "the fifth wrong one ends the sign-in")
    }

    // A message on the way back waits like any other, also by way of the choice.
    @Test func aChangeGivesNoFreshMessages() throws {
        var (fixture, session) = try fixture()
        let start = fixture.now
        let away = change(fixture, session, to: .softwareToken)
        session = try opened(away)
        fixture.user = away.record
        let early = change(fixture, session, to: .sms)
        #expect(early.answer == .refuse(.attemptLimitExceeded(until: start + .seconds(30))))
        #expect(early.record == fixture.user && early.events.isEmpty)
        let choosing = change(fixture, session, to: nil)
        let choice = try opened(choosing)
        fixture.user = choosing.record
        let chosen = fixture.verify { $0.mfaTypeSelected(.sms, session: choice, in: fixture.signInContext) }
        #expect(chosen.answer == .refuse(.attemptLimitExceeded(until: start + .seconds(30))))
        #expect(chosen.record == fixture.user)
        fixture.now = start + .seconds(30)
        let late = fixture.verify { $0.mfaTypeSelected(.sms, session: choice, in: fixture.signInContext) }
        #expect(try opened(late).uses.sends == 2)
    }

    @Test func aSignInChangesFiveTimes() throws {
        var (fixture, session) = try fixture()
        session.uses.switches = 4
        fixture.user.update(session.id) { $0 = session }
        let fifth = change(fixture, session, to: .softwareToken)
        session = try opened(fifth)
        fixture.user = fifth.record
        fixture.now += .seconds(60)
        let sixth = change(fixture, session, to: .sms)
        #expect(sixth.answer == .refuse(.tooManySwitches) && sixth.record == fixture.user)
        let status = AuthMachine(record: fixture.user).status(of: session, in: fixture.signInContext)
        #expect(status.otherFactors.isEmpty)
    }

    // R49: a closed factor is neither offered nor taken; a factor that the user has not is neither.
    @Test func onlyOpenFactorsAreThere() throws {
        let (whole, session) = try fixture()
        var (closed, alone, off, waiting) = (whole, whole, whole, whole)
        closed.close(.softwareToken)
        alone.user.softwareToken = nil
        off.pool.mfa = .off
        let choice = waiting.open(.selectingMFAType([.sms, .softwareToken]), 2)
        for (fixture, factor, error) in [
            (closed, MFAType.softwareToken, CognitoError.noOtherFactor), (alone, .softwareToken, .noOtherFactor),
            (off, .softwareToken, .noOtherFactor), (closed, nil, .noOtherFactor), (whole, .sms, .choiceNotOffered),
            (whole, .email, .choiceNotOffered),
        ] as [(MachineFixture, MFAType?, CognitoError)] {
            let outcome = change(fixture, session, to: factor)
            #expect(outcome.answer == .refuse(error))
            #expect(outcome.record == fixture.user && outcome.events.isEmpty)
        }
        #expect(change(waiting, choice, to: .sms).answer == .refuse(.noOtherFactor))
        let status = AuthMachine(record: whole.user).status(of: session, in: whole.signInContext)
        #expect(status.otherFactors == [.softwareToken])
        #expect(AuthMachine(record: closed.user).status(of: session, in: closed.signInContext).otherFactors.isEmpty)
    }

    @Test func theChallengeBeforeIsOpenAgainIfTheMessageIsRefused() throws {
        var (fixture, session) = try fixture()
        let away = change(fixture, session, to: .softwareToken)
        let atApp = try opened(away)
        fixture.user = away.record
        fixture.now += .seconds(30)
        let back = change(fixture, atApp, to: .sms)
        let failed = try opened(back)
        fixture.user = back.record
        let undone = fixture.verify {
            $0.takenBack(.sendsWithPassword, ending: failed, puttingBack: atApp)
        }.record
        #expect(undone.sessions.map(\.id) == [atApp.id] && undone.sessions.map(\.state) == [atApp.state])
        #expect(undone.sessions.map(\.uses.switches) == [2], "the change stays counted")
    }

    // The counts survive the row.
    @Test func theUsesOfASignInAreStored() throws {
        var (fixture, session) = try fixture()
        session.uses.switches = 3
        session.uses.failures = 2
        session.uses.send(at: fixture.now)
        fixture.user.update(session.id) { $0 = session }
        let key = RecordKey.user(fixture.pool.id, CanonicalName("ada", ignoringCase: true))
        let row = RecordCodec.encode(fixture.user, of: key)
        guard case .record(let read) = try RecordCodec.decode(row, as: UserAuthRecord.self, of: key) else {
            Issue.record("no record")
            return
        }
        #expect(read.sessions == [session] && read.sessions.map(\.uses) == [session.uses])
    }
}
