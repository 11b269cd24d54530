import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// From SignUp to the confirmed user: the whole record after each answer, with users hidden and not.
@Suite struct SignUpRulesTests {
    private func fixture() -> MachineFixture {
        var fixture = MachineFixture()
        fixture.pool.autoVerifiedAttributes = [.email]
        fixture.user.status = .unconfirmed
        fixture.user.attributes[.emailVerified] = "false"
        fixture.expect(.signUp, at: fixture.destination(.email))
        return fixture
    }

    private func confirm(
        _ fixture: MachineFixture, _ code: OneTimeCode = MachineFixture.code, hiding: Bool = false
    ) -> MachineFixture.Outcome<ChangeAction> {
        fixture.verify { $0.signUpConfirmed(code, hiding: hiding, in: fixture.poolContext) }
    }

    // R68
    @Test(arguments: [false, true]) func aRightCodeConfirmsTheUser(_ hiding: Bool) {
        let fixture = fixture()
        let outcome = confirm(fixture, hiding: hiding)
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.status = .confirmed
            $0.attributes[.emailVerified] = "true"
            $0.codes = [:]
            $0.awaitsFirstSignIn = true
            $0.hourly.use(.confirmSignUp, at: fixture.now)
            $0.modifiedAt = fixture.now
        }
        #expect(outcome.record == expected)
        let events: [AuthEvent] = [.attributeVerified(fixture.subject, .email), .userConfirmed(fixture.subject)]
        #expect(outcome.events == events)
    }

    // R68: an address that an administrator has changed since, or has marked verified.
    @Test func onlyWhatHasReceivedTheCodeBecomesVerified() {
        var (moved, verified) = (fixture(), fixture())
        moved.user.attributes[.email] = "lovelace@example.com"
        verified.user.attributes[.emailVerified] = "true"
        for fixture in [moved, verified] {
            let outcome = confirm(fixture)
            #expect(outcome.answer == .done && outcome.record.attributes == fixture.user.attributes)
            #expect(outcome.events == [.userConfirmed(fixture.subject)])
        }
    }

    @Test func anAdministratorConfirmsWithoutACode() {
        let fixture = fixture()
        let outcome = fixture.verify { $0.signUpConfirmedByAdministrator(in: fixture.poolContext) }
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.status = .confirmed
            $0.codes = [:]
            $0.modifiedAt = fixture.now
        }
        #expect(outcome.record == expected)
        #expect(outcome.events == [.userConfirmed(fixture.subject)])
    }

    // R7, R8: a name that becomes an alias with the confirmation is reserved before anything else happens.
    @Test func anAliasIsReservedBeforeTheConfirmation() {
        var fixture = MachineFixture(aliases: [.email])
        fixture.user.status = .unconfirmed
        fixture.user.attributes[.emailVerified] = "false"
        fixture.expect(.signUp, at: fixture.destination(.email))
        let outcome = confirm(fixture)
        #expect(outcome.answer == .reserveFirst([fixture.pool.alias(.email, MachineFixture.address)]))
        #expect(outcome.record == fixture.changed { $0.hourly.use(.confirmSignUp, at: fixture.now) })
        #expect(outcome.events.isEmpty)
    }

    // R54, R123: a hidden user's state is told to nobody; the right code counts as a wrong one.
    @Test func aStateIsToldFirstUnlessUsersAreHidden() {
        let whole = fixture()
        var (disabled, confirmed) = (whole, whole)
        disabled.user.isEnabled = false
        confirmed.user.status = .confirmed
        for (fixture, state) in [(disabled, CognitoError.userDisabled), (confirmed, .cannotConfirm(.confirmed))] {
            for (code, hiding) in [
                (MachineFixture.code, false), (MachineFixture.code, true), (MachineFixture.wrongCode, false),
                (MachineFixture.wrongCode, true),
            ] {
                let outcome = confirm(fixture, code, hiding: hiding)
                #expect(outcome.answer == .refuse(hiding ? .verificationCodeMismatch : state))
                let expected = fixture.changed {
                    $0.hourly.use(.confirmSignUp, at: fixture.now)
                    if hiding { $0.codes[.signUp]?.sent.failures = 1 }
                }
                #expect(outcome.record == expected)
                #expect(outcome.events.isEmpty)
            }
        }
    }

    private func ask(_ fixture: MachineFixture, hiding: Bool) -> MachineFixture.Outcome<ChangeAction> {
        fixture.verify { $0.signUpCodeAsked(hiding: hiding, in: fixture.poolContext) }
    }

    // R54, R55
    @Test(arguments: [false, true]) func aCodeIsSentAgainAndCounted(_ hiding: Bool) {
        var fixture = fixture()
        let address = fixture.destination(.email)
        let outcome = ask(fixture, hiding: hiding)
        let message = MessageRequest(
            .verification(.signUp, asked: true), .code(fixture.randomness.code), to: address, template: .verification)
        #expect(outcome.answer == .send([message]))
        let expected = fixture.changed {
            $0.codes[.signUp] = fixture.fresh(.signUp, to: address)
            $0.hourly.use(.resendConfirmationCode, at: fixture.now)
            $0.hourly.use(.sendsWithoutPassword, at: fixture.now)
        }
        #expect(outcome.record == expected)
        fixture.exhaust(.resendConfirmationCode)
        let limited = ask(fixture, hiding: hiding)
        #expect(limited.answer == .refuse(.attemptLimitExceeded(until: fixture.hourEnd)))
        #expect(limited.record == fixture.user)
    }

    // R54, R74: the confirmed user's own answer costs nothing; a hidden one's is like a name's that nobody has.
    @Test func whoIsConfirmedIsSentNothing() {
        var fixture = fixture()
        fixture.user.status = .confirmed
        fixture.user.codes = [:]
        let told = ask(fixture, hiding: false)
        #expect(told.answer == .refuse(.alreadyConfirmed) && told.record == fixture.user)
        let hidden = ask(fixture, hiding: true)
        #expect(hidden.answer == .refuse(.alreadyConfirmed))
        let expected = fixture.changed {
            $0.hourly.use(.resendConfirmationCode, at: fixture.now)
            $0.hourly.use(.sendsWithoutPassword, at: fixture.now)
        }
        #expect(hidden.record == expected)
    }
}
