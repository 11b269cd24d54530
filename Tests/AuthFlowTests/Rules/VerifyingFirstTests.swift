import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// A change of a user's own number that waits for its code whatever the pool says, and a secret that is given up.
@Suite struct VerifyingFirstTests {
    private static let number = "+14155550199"

    private func update(
        _ fixture: MachineFixture, _ changes: UserAttributes, verifyingFirst: Bool = true
    ) -> MachineFixture.Outcome<ChangeAction> {
        fixture.verify {
            $0.attributesUpdated(
                changes, verifyingFirst: verifyingFirst, by: fixture.principal, in: fixture.signInContext)
        }
    }

    // R67: without it the pool decides, as on the wire.
    @Test(arguments: [false, true]) func aNewNumberWaitsForItsCode(_ verifyingFirst: Bool) throws {
        let fixture = MachineFixture()
        let outcome = update(fixture, [.phoneNumber: Self.number, "name": "Ada"], verifyingFirst: verifyingFirst)
        let destination = try #require(CodeDestination(.phoneNumber, Self.number))
        #expect(outcome.record.attributes["name"] == "Ada", "what needs no code is changed at once")
        guard verifyingFirst else {
            #expect(outcome.record.attributes[.phoneNumber] == Self.number)
            return
        }
        #expect(outcome.record.attributes[.phoneNumber] == fixture.user.attributes[.phoneNumber])
        #expect(outcome.record.attributes.isVerified(.phoneNumber) == fixture.user.attributes.isVerified(.phoneNumber))
        #expect(outcome.record.codes[.phoneNumber] == fixture.fresh(.phoneNumber, to: destination, settingValue: true))
        guard case .send(let messages) = outcome.answer else {
            Issue.record("\(outcome.answer)")
            return
        }
        #expect(messages.map(\.destination) == [destination])
    }

    // A first number waits too, and so does the present one, which may never have received a code.
    @Test func aFirstNumberAndThePresentOneAreSentACodeToo() throws {
        var (first, present) = (MachineFixture(), MachineFixture())
        first.user.attributes = [:]
        present.user.attributes = [.phoneNumber: Self.number, .phoneNumberVerified: "false"]
        for fixture in [first, present] {
            let outcome = update(fixture, [.phoneNumber: Self.number])
            #expect(outcome.record.attributes == fixture.user.attributes)
            #expect(outcome.record.codes[.phoneNumber]?.setsValue == true)
            guard case .send = outcome.answer else {
                Issue.record("\(outcome.answer)")
                return
            }
        }
    }

    @Test func whatIsNoNumberOrOverTheQuotaChangesNothing() throws {
        let whole = MachineFixture()
        var spent = whole
        spent.exhaust(.sendsWithPassword)
        let cases: [(MachineFixture, String, ChangeAction)] = [
            (whole, "0123", .refuse(.invalidPhoneNumber)),
            (spent, Self.number, .refuse(.attemptLimitExceeded(until: whole.hourEnd))),
        ]
        for (fixture, text, action) in cases {
            let outcome = update(fixture, [.phoneNumber: text])
            #expect(outcome.answer == action && outcome.record == fixture.user)
        }
    }

    // An empty value deletes, as ever: nothing could receive its code.
    @Test func aRemovalWaitsForNothing() {
        let outcome = update(MachineFixture(), [.phoneNumber: ""])
        #expect(outcome.answer == .done && outcome.record.attributes[.phoneNumber] == nil)
    }

    // R61, R62: the secret belongs to the sign-in that asked for it.
    @Test func aSecretIsGivenUpByTheSignInThatHasIt() throws {
        var fixture = MachineFixture()
        try fixture.addApp()
        try fixture.associate()
        let cancelled = fixture.verify {
            $0.pendingSoftwareTokenCancelled(by: fixture.principal, in: fixture.poolContext)
        }
        #expect(cancelled.answer == .done && cancelled.record == fixture.changed { $0.pendingSoftwareToken = nil })
        let token = try #require(fixture.user.pendingSoftwareToken).token
        fixture.user.pendingSoftwareToken = .init(
            family: TokenFamilyID([UInt8](repeating: 77, count: 12)), token: token)
        let others = fixture.verify {
            $0.pendingSoftwareTokenCancelled(by: fixture.principal, in: fixture.poolContext)
        }
        #expect(others.answer == .done && others.record == fixture.user)
    }
}
