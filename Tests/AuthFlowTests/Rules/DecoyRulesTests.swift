import AuthFlow
import CognitoMFACore
import TestSupport
import Testing
import UserPoolModel

/// The rules of a name that nobody has, which are those of a user, on the stand-in of a decoy.
@Suite struct DecoyRulesTests {
    private static let purposes = [CodePurpose.recovery, .signUp]

    private func fixture() -> MachineFixture {
        var fixture = MachineFixture()
        fixture.pool.autoVerifiedAttributes = [.email, .phoneNumber]
        return fixture
    }

    /// The code that goes to nobody.
    private func code(_ purpose: CodePurpose, of decoy: inout DecoyRecord, _ fixture: MachineFixture) -> OneTimeCode? {
        guard case .send(let messages) = decoy.ask(purpose, in: fixture.poolContext),
            case .code(let code)? = messages.first?.secret
        else { return nil }
        return code
    }

    // R122: a stand-in has no right code, so that nothing of it is ever confirmed, verified or reset.
    @Test(arguments: purposes) func aRightCodeOfNobodyIsAWrongOne(_ purpose: CodePurpose) throws {
        let fixture = fixture()
        var decoy = DecoyRecord(at: fixture.now)
        let code = try #require(code(purpose, of: &decoy, fixture))
        var expected = decoy.standIn
        #expect(decoy.answer(purpose, code, in: fixture.poolContext) == .refuse(.verificationCodeMismatch))
        expected.codes[purpose]?.sent.failures = 1
        expected.hourly.use(purpose == .recovery ? .confirmForgotPassword : .confirmSignUp, at: fixture.now)
        if purpose == .recovery { expected.recoveryFailures = 1 }
        #expect(decoy.standIn == expected)
    }

    // R122: without a code under way it waits for none, as a user does.
    @Test(arguments: purposes) func anAnswerLeavesNoCode(_ purpose: CodePurpose) {
        let fixture = fixture()
        var decoy = DecoyRecord(at: fixture.now)
        #expect(
            decoy.answer(purpose, MachineFixture.code, in: fixture.poolContext) == .refuse(.verificationCodeMismatch))
        #expect(decoy.standIn.codes.isEmpty && !decoy.standIn.hourly.isEmpty)
    }

    // R74, R77: a user and a name that nobody has are refused at the same calls, until the same time.
    @Test(arguments: 0..<20 as Range<UInt64>) func limitsAreThoseOfAUser(_ seed: UInt64) {
        var random = RecordGenerator(seed: seed)
        var fixture = fixture()
        for purpose in Self.purposes {
            fixture.user.status = purpose == .recovery ? .confirmed : .unconfirmed
            var user = fixture.user
            var decoy = DecoyRecord(at: fixture.now)
            var refusals = 0
            for _ in 0..<150 {
                fixture.now = fixture.now + .seconds(random.number(300))
                let asks = random.flag()
                let context = fixture.poolContext
                var machine = AuthMachine(record: user)
                let before = decoy
                let expected: ChangeAction? =
                    switch (asks, purpose == .recovery) {
                    case (true, true): machine.recoveryAsked(hiding: true, in: context)
                    case (true, false): machine.signUpCodeAsked(hiding: true, in: context)
                    case (false, true): machine.recovered("000000", nil, hiding: true, in: context)
                    case (false, false): machine.signUpConfirmed("000000", hiding: true, in: context)
                    }
                let isUnchanged = machine.record == user
                user = machine.record
                let action = asks ? decoy.ask(purpose, in: context) : decoy.answer(purpose, "000000", in: context)
                switch (action, expected) {
                case (.refuse(let error), .refuse(let other)):
                    #expect(error == other && error.advice == other.advice)
                    if error.code == .limitExceeded { refusals += 1 }
                case (.send(let messages), .send(let others)): #expect(messages.count == others.count)
                default: Issue.record("\(action), a user: \(String(describing: expected))")
                }
                #expect((decoy == before) == isUnchanged, "written where a user is written")
                #expect(decoy.standIn.hourly == user.hourly)
                #expect(decoy.standIn.recoveryFailures == user.recoveryFailures)
                #expect(decoy.standIn.codes[purpose]?.sent.failures == user.codes[purpose]?.sent.failures)
                #expect(decoy.standIn.status == .confirmed && decoy.standIn.isEnabled)
            }
            #expect(refusals > 5)
        }
    }

    // R122: whatever is done on it, a row stays short.
    @Test func aRowDoesNotGrow() {
        var fixture = fixture()
        var decoy = DecoyRecord(at: fixture.now)
        var longest = 0
        for number in 0..<2000 {
            let purpose = Self.purposes[number / 2 % 2]
            fixture.now = fixture.now + .seconds(97)
            _ = number % 2 == 0 ? decoy.ask(purpose, in: fixture.poolContext) : .done
            _ = decoy.answer(purpose, "000000", in: fixture.poolContext)
            _ = decoy.passwordRejected(at: fixture.now)
            let id = UInt64(number).bigEndianBytes + [UInt8](repeating: 0, count: 8)
            decoy.operations.remember(id, .init(isGrant: false, attempt: 0))
            let count = RecordCodec.encode(decoy, of: .decoy(fixture.pool.id, number: 7)).count
            #expect(count >= DecoyRecord.paddedByteCount)
            longest = max(longest, count)
        }
        #expect(longest <= DecoyRecord.paddedByteCount + 256)
    }
}
