import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// ConfirmForgotPassword, and ForgotPassword where users are hidden: the whole record after each answer.
@Suite struct RecoveryRulesTests {
    private func fixture() throws -> MachineFixture {
        var fixture = MachineFixture()
        fixture.user.recoveryFailures = 7
        fixture.user.status = .resetRequired
        fixture.user.temporaryPasswordExpiresAt = fixture.hourEnd
        fixture.open(.selectingMFAType([.sms, .softwareToken]))
        try fixture.associate()
        fixture.expect(.recovery, at: fixture.destination(.phoneNumber))
        return fixture
    }

    private func recover(
        _ fixture: MachineFixture, _ code: OneTimeCode = MachineFixture.code, hashed: Bool = true
    ) -> MachineFixture.Outcome<ChangeAction?> {
        fixture.verify {
            $0.recovered(code, hashed ? NewPassword(hash: "new") : nil, in: fixture.poolContext)
        }
    }

    // R23
    @Test func aRightCodeSetsThePasswordAndEndsEverything() throws {
        let fixture = try fixture()
        let outcome = recover(fixture)
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.password = "new"
            $0.temporaryPasswordExpiresAt = nil
            $0.status = .confirmed
            $0.codes = [:]
            $0.recoveryFailures = 0
            $0.hourly.use(.confirmForgotPassword, at: fixture.now)
            $0.generation = 1
            $0.closeAllSessions()
            $0.pendingSoftwareToken = nil
            $0.modifiedAt = fixture.now
        }
        #expect(outcome.record == expected)
        #expect(outcome.events == [.passwordChanged(fixture.subject)])
    }

    /// While the password is being hashed nothing has happened yet.
    @Test func aRightCodeWithoutAPasswordChangesNothing() throws {
        let fixture = try fixture()
        let outcome = recover(fixture, hashed: false)
        #expect(outcome.answer == nil)
        #expect(outcome.record == fixture.user && outcome.events.isEmpty)
    }

    // R53, R54
    @Test func aCodeThatIsRefusedCountsAndChangesNothingElse() throws {
        let whole = try fixture()
        var (disabled, unconfirmed) = (whole, whole)
        disabled.user.isEnabled = false
        unconfirmed.user.status = .unconfirmed
        for hashed in [true, false] {
            for (fixture, code, error, failures) in [
                (whole, MachineFixture.wrongCode, .verificationCodeMismatch, 1),
                (disabled, MachineFixture.code, .userDisabled, 0),
                (unconfirmed, MachineFixture.code, .userNotConfirmed, 0),
            ] as [(MachineFixture, OneTimeCode, CognitoError, Int)] {
                let outcome = recover(fixture, code, hashed: hashed)
                #expect(outcome.answer == .refuse(error))
                let expected = fixture.changed {
                    $0.hourly.use(.confirmForgotPassword, at: fixture.now)
                    $0.recoveryFailures += failures
                    $0.codes[.recovery]?.sent.failures += failures
                }
                #expect(outcome.record == expected)
                #expect(outcome.events.isEmpty)
            }
        }
    }

    // R74: whoever cannot be sent a code is counted like a name that nobody has, and has none afterwards.
    @Test func aHiddenUserIsLeftAsANameThatNobodyHas() throws {
        var whole = try fixture()
        whole.user.status = .confirmed
        whole.user.codes = [:]
        var (disabled, unreachable) = (whole, whole)
        disabled.user.isEnabled = false
        unreachable.pool.accountRecovery = [.adminOnly]
        for (fixture, error) in [(disabled, CognitoError.userDisabled), (unreachable, .noRecoveryChannel)] {
            let outcome = fixture.verify { $0.recoveryAsked(hiding: true, in: fixture.poolContext) }
            #expect(outcome.answer == .refuse(error))
            let expected = fixture.changed {
                $0.hourly.use(.forgotPassword, at: fixture.now)
                $0.hourly.use(.sendsWithoutPassword, at: fixture.now)
            }
            #expect(outcome.record == expected)
            var spent = fixture
            spent.exhaust(.sendsWithoutPassword)
            #expect(asked(spent) == .refuse(.attemptLimitExceeded(until: spent.hourEnd)))
        }
        whole.exhaust(.sendsWithoutPassword)
        #expect(asked(whole) == .refuse(.attemptLimitExceeded(until: whole.hourEnd)))
    }

    /// The answer to a hidden user; only the use is counted.
    private func asked(_ fixture: MachineFixture) -> ChangeAction {
        let outcome = fixture.verify { $0.recoveryAsked(hiding: true, in: fixture.poolContext) }
        #expect(outcome.record == fixture.changed { $0.hourly.use(.forgotPassword, at: fixture.now) })
        return outcome.answer
    }

    /// Where users are not hidden a refused question counts as a question only: no message was to be sent.
    @Test func aRefusalThatIsToldUsesNoMessage() {
        var fixture = MachineFixture()
        fixture.user.isEnabled = false
        for hiding in [false, true] {
            let outcome = fixture.verify { $0.recoveryAsked(hiding: hiding, in: fixture.poolContext) }
            #expect(outcome.answer == .refuse(.userDisabled))
            let expected = fixture.changed {
                $0.hourly.use(.forgotPassword, at: fixture.now)
                if hiding { $0.hourly.use(.sendsWithoutPassword, at: fixture.now) }
            }
            #expect(outcome.record == expected, "hiding: \(hiding)")
        }
    }
}
