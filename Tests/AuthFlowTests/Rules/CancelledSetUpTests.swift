import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// A set-up in a sign-in that is read again or cancelled.
@Suite struct CancelledSetUpTests {
    private static let number = "+14155550199"

    private func fixture() throws -> (MachineFixture, ChallengeSession, SharedSecret) {
        var fixture = MachineFixture(.on([.sms, .softwareToken]))
        fixture.user.attributes = [:]
        let secret = try SharedSecret(bytes: [UInt8](repeating: 8, count: 32))
        let pending = PendingSoftwareToken(secret: secret, associatedAt: fixture.now)
        let session = fixture.open(.settingUpMFA([.sms, .softwareToken], pending))
        return (fixture, session, secret)
    }

    private func cancel(
        _ fixture: MachineFixture, _ session: ChallengeSession
    ) -> MachineFixture.Outcome<CancelAction> {
        fixture.verify { $0.setUpCancelled(session: session, in: fixture.signInContext) }
    }

    private func secret(
        _ fixture: MachineFixture, _ session: ChallengeSession
    ) -> Result<SharedSecret, CognitoError> {
        AuthMachine(record: fixture.user).pendingSecret(of: session, in: fixture.signInContext)
    }

    // The secret is that of the session asked with, also where another session has one.
    @Test func theSecretIsReadAgainWithItsVerySession() throws {
        var (fixture, session, secret) = try fixture()
        let other = try SharedSecret(bytes: [UInt8](repeating: 9, count: 32))
        let second = fixture.open(
            .settingUpMFA([.softwareToken], PendingSoftwareToken(secret: other, associatedAt: fixture.now)), 2)
        let third = fixture.open(.settingUpMFA([.softwareToken], nil), 3)
        #expect(self.secret(fixture, session) == .success(secret))
        #expect(self.secret(fixture, second) == .success(other))
        #expect(self.secret(fixture, third) == .failure(.nothingAssociated))
    }

    @Test func aSecretThatIsVerifiedSpentOrUnwantedIsNotReadAgain() throws {
        let (whole, session, secret) = try fixture()
        var (done, off, has, spent) = (whole, whole, whole, whole)
        let verified = done.open(.mfaSetUp, 2)
        off.pool.mfa = .on([.sms])
        try has.addApp()
        let used = spent.open(
            .settingUpMFA(
                [.softwareToken], PendingSoftwareToken(secret: secret, associatedAt: whole.now, failures: 10)), 2)
        #expect(self.secret(done, verified) == .failure(.nothingAssociated))
        #expect(self.secret(off, session) == .failure(.softwareTokenOffInPool))
        #expect(self.secret(has, session) == .failure(.invalidSession))
        #expect(self.secret(spent, used) == .failure(.nothingAssociated))
    }

    // R62: the set-up begins anew, without the secret, in a session that takes the place of the old one.
    @Test func cancellingForgetsTheSecret() throws {
        let (fixture, session, _) = try fixture()
        let outcome = cancel(fixture, session)
        guard case .challenge(let next) = outcome.answer else {
            Issue.record("\(outcome.answer)")
            return
        }
        #expect(next.state == .settingUpMFA([.sms, .softwareToken], nil))
        #expect(outcome.record.sessions == [next] && next.id != session.id)
    }

    @Test func nothingIsLeftToCancelWhereNoSetUpIsAskedFor() throws {
        let (whole, session, _) = try fixture()
        var (has, off, done) = (whole, whole, whole)
        try has.addApp()
        off.pool.mfa = .off
        try done.addApp()
        let verified = done.open(.mfaSetUp, 2, satisfied: [.softwareToken])
        for (fixture, session) in [(has, session), (off, session), (done, verified)] {
            let outcome = cancel(fixture, session)
            #expect(outcome.answer == .ended)
            #expect(outcome.record == fixture.changed { $0.close(session.id) })
        }
        var plain = MachineFixture()
        for session in [plain.openSent(), plain.open(.replacingPassword, 2), plain.open(.selectingMFAType([.sms]), 3)] {
            let outcome = cancel(plain, session)
            #expect(outcome.answer == .refuse(.noSetUpToCancel) && outcome.record == plain.user)
        }
    }

    private func give(
        _ fixture: MachineFixture, _ session: ChallengeSession, _ text: String = number
    ) -> MachineFixture.Outcome<SignInAction> {
        fixture.verify { $0.destinationSetUp(text, for: .sms, session: session, in: fixture.signInContext) }
    }

    @Test func aNumberThatIsNoneLeavesNothing() throws {
        let (fixture, session, _) = try fixture()
        for text in ["", "14155550199", "+1-415"] {
            let outcome = give(fixture, session, text)
            #expect(outcome.answer == .refuse(.invalidPhoneNumber), "\(text)")
            #expect(outcome.record == fixture.user && outcome.events.isEmpty)
        }
    }

    // The way back from a mistyped number: it is forgotten, and the next message waits its time.
    @Test func cancellingForgetsANumberThatWaitsForItsCode() throws {
        var (fixture, session, _) = try fixture()
        let start = fixture.now
        let given = give(fixture, session)
        guard case .sendCode(_, let atCode) = given.answer else {
            Issue.record("\(given.answer)")
            return
        }
        fixture.user = given.record
        let outcome = cancel(fixture, atCode)
        guard case .challenge(let again) = outcome.answer else {
            Issue.record("\(outcome.answer)")
            return
        }
        #expect(again.state == .settingUpMFA([.sms, .softwareToken], nil) && again.uses.sends == 1)
        #expect(outcome.record.sessions == [again] && outcome.record.attributes.isEmpty)
        fixture.user = outcome.record
        #expect(give(fixture, again).answer == .refuse(.attemptLimitExceeded(until: start + .seconds(30))))
        fixture.now += .seconds(30)
        guard case .sendCode = give(fixture, again).answer else {
            Issue.record("no second number")
            return
        }
    }

    @Test func aSignInThatIsEndedLeavesTheOthersOpen() throws {
        var (fixture, session, _) = try fixture()
        let other = fixture.open(.settingUpMFA([.softwareToken], nil), 2)
        let outcome = fixture.verify { $0.signInEnded(session: session) }
        #expect(outcome.answer == .done && outcome.record.sessions == [other])
    }
}
