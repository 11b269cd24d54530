import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// GetUserAttributeVerificationCode and VerifyUserAttribute: which destination is meant, and what a code makes of it.
@Suite struct AttributeCodeTests {
    private static let newAddress = "lovelace@example.com"

    private func fixture(verified: Bool = false) -> MachineFixture {
        var fixture = MachineFixture()
        fixture.user.attributes[.emailVerified] = verified ? "true" : "false"
        return fixture
    }

    private func newDestination() throws -> CodeDestination { .email(try EmailAddress(Self.newAddress)) }

    private func submit(_ fixture: MachineFixture, _ code: OneTimeCode) -> MachineFixture.Outcome<ChangeAction> {
        fixture.verify {
            $0.attributeCodeSubmitted(
                code, verifying: .email, by: fixture.principal, in: fixture.signInContext)
        }
    }

    /// A value that waits for its code is the one meant while that code lives; otherwise the one that is there.
    @Test(
        arguments: [
            (nil, 0, false), (false, 0, false), (true, 0, true), (true, 86_399_999, true), (true, 86_400_000, false),
        ] as [(Bool?, Int, Bool)])
    func aCodeIsSentToTheValueThatIsMeant(_ waitsForValue: Bool?, _ milliseconds: Int, _ isNew: Bool) throws {
        var fixture = fixture()
        let (old, new) = (fixture.destination(.email), try newDestination())
        if let waitsForValue { fixture.expect(.email, at: waitsForValue ? new : old, settingValue: waitsForValue) }
        fixture.now += .milliseconds(milliseconds)
        let outcome = fixture.verify {
            $0.attributeCodeAsked(.email, by: fixture.principal, in: fixture.signInContext)
        }
        let message = MessageRequest(
            .verification(.email, asked: true), .code(fixture.randomness.code(for: .email)), to: isNew ? new : old,
            template: .verification)
        #expect(outcome.answer == .send([message]))
        let expected = fixture.changed {
            $0.codes[.email] = fixture.fresh(.email, to: isNew ? new : old, settingValue: isNew)
            $0.hourly.use(.getAttributeCode, at: fixture.now)
            $0.hourly.use(.sendsWithPassword, at: fixture.now)
        }
        #expect(outcome.record == expected)
    }

    // R68
    @Test func aRightCodeVerifiesTheAddressAndIsGone() {
        var fixture = fixture()
        fixture.expect(.email, at: fixture.destination(.email))
        let outcome = submit(fixture, MachineFixture.code)
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.attributes[.emailVerified] = "true"
            $0.codes = [:]
            $0.hourly.use(.verifyAttribute, at: fixture.now)
        }
        #expect(outcome.record == expected)
        #expect(outcome.events == [.attributeVerified(fixture.subject, .email)])
    }

    @Test func whatIsVerifiedAlreadyIsNotToldAgain() {
        var fixture = fixture(verified: true)
        fixture.expect(.email, at: fixture.destination(.email))
        let outcome = submit(fixture, MachineFixture.code)
        #expect(outcome.answer == .done && outcome.record.codes.isEmpty)
        #expect(outcome.events.isEmpty)
    }

    // R68: only the address the code was sent to, if it is still the user's.
    @Test func aCodeOfAnAddressThatIsTheUsersNoMoreVerifiesNothing() throws {
        var fixture = fixture()
        fixture.expect(.email, at: try newDestination())
        let outcome = submit(fixture, MachineFixture.code)
        let expected = fixture.changed {
            $0.codes = [:]
            $0.hourly.use(.verifyAttribute, at: fixture.now)
        }
        #expect(outcome.record == expected)
        #expect(outcome.events.isEmpty)
    }

    // R53, R54: wrong codes count on the code, and the fifth takes it along.
    @Test func aWrongCodeCounts() {
        var fixture = fixture()
        fixture.expect(.email, at: fixture.destination(.email))
        for failures in 1...5 {
            let outcome = submit(fixture, MachineFixture.wrongCode)
            #expect(outcome.answer == .refuse(.verificationCodeMismatch))
            let expected = fixture.changed {
                $0.codes[.email]?.sent.failures = failures
                $0.hourly.use(.verifyAttribute, at: fixture.now)
            }
            #expect(outcome.record == expected)
            fixture.user = outcome.record
        }
        #expect(submit(fixture, MachineFixture.code).answer == .refuse(.verificationCodeExpired))
    }

    @Test func aRightCodeOfAHeldValueSetsIt() throws {
        var fixture = fixture(verified: true)
        fixture.expect(.email, at: try newDestination(), settingValue: true)
        fixture.expect(.recovery, at: fixture.destination(.email))
        let outcome = submit(fixture, MachineFixture.code)
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.attributes[.email] = Self.newAddress
            $0.codes = [:]
            $0.hourly.use(.verifyAttribute, at: fixture.now)
            $0.modifiedAt = fixture.now
        }
        #expect(outcome.record == expected)
        let events: [AuthEvent] = [
            .destinationChanged(fixture.subject, .email), .attributeVerified(fixture.subject, .email),
        ]
        #expect(outcome.events == events)
    }

    // R89: a value that an administrator has set meanwhile is verified, and no factor changes by it.
    @Test func aHeldValueThatIsThereByNowChangesNoFactor() throws {
        var fixture = fixture()
        fixture.profile = .strict
        fixture.user.attributes[.email] = Self.newAddress
        fixture.expect(.email, at: try newDestination(), settingValue: true)
        fixture.open(.awaitingFactor(.softwareToken))
        let outcome = submit(fixture, MachineFixture.code)
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.attributes[.emailVerified] = "true"
            $0.codes = [:]
            $0.hourly.use(.verifyAttribute, at: fixture.now)
        }
        #expect(outcome.record == expected)
    }
}
