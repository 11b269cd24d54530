import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// The four codes outside sign-in, each by its own operation: tries, time, purpose, and the destination's end.
@Suite struct CodePathsTests {
    static let purposes: [CodePurpose] = [.signUp, .recovery, .email, .phoneNumber]

    private func fixture(_ purpose: CodePurpose) -> MachineFixture {
        var fixture = MachineFixture()
        if purpose == .signUp { fixture.user.status = .unconfirmed }
        return fixture
    }

    private func destination(_ purpose: CodePurpose, _ fixture: MachineFixture) -> CodeDestination {
        fixture.destination(purpose == .phoneNumber ? .phoneNumber : .email)
    }

    private func submit(
        _ code: OneTimeCode, for purpose: CodePurpose, _ fixture: MachineFixture
    ) -> MachineFixture.Outcome<ChangeAction> {
        fixture.verify { machine in
            let (context, place) = (fixture.signInContext, fixture.poolContext)
            switch purpose {
            case .signUp: return machine.signUpConfirmed(code, hiding: false, in: place)
            case .recovery: return machine.recovered(code, NewPassword(hash: "new"), in: place) ?? .done
            case .email, .phoneNumber:
                let name: AttributeName = purpose == .email ? .email : .phoneNumber
                return machine.attributeCodeSubmitted(code, verifying: name, by: fixture.principal, in: context)
            case .signIn: return .done
            }
        }
    }

    // R66: a code is for its purpose, also where it stands in another's place in the record.
    @Test(arguments: purposes, purposes)
    func aCodeFitsItsOwnPurposeOnly(_ made: CodePurpose, _ used: CodePurpose) {
        var fixture = fixture(used)
        fixture.expect(made, at: destination(used, fixture))
        #expect((submit(MachineFixture.code, for: used, fixture).answer == .done) == (made == used))
        fixture.user.codes[used] = fixture.user.codes[made]
        let moved = submit(MachineFixture.code, for: used, fixture)
        #expect((moved.answer == .done) == (made == used))
        if made != used { #expect(moved.record.password == "stored" && moved.record.status == fixture.user.status) }
    }

    // R53: the fifth wrong one kills it; the right one then comes too late.
    @Test(arguments: purposes) func fiveWrongOnesKillACode(_ purpose: CodePurpose) {
        var fixture = fixture(purpose)
        fixture.expect(purpose, at: destination(purpose, fixture))
        for number in 1...5 {
            let outcome = submit(MachineFixture.wrongCode, for: purpose, fixture)
            #expect(outcome.answer == .refuse(.verificationCodeMismatch))
            fixture.user = outcome.record
            #expect(fixture.user.codes[purpose]?.sent.failures == number)
        }
        guard case .refuse = submit(MachineFixture.code, for: purpose, fixture).answer else {
            Issue.record("a dead code was taken")
            return
        }
        fixture.user.codes[purpose]?.sent.failures = 4
        #expect(submit(MachineFixture.code, for: purpose, fixture).answer == .done)
    }

    // R69: to the end of its life, and not a millisecond longer; then it is gone, and it is taken once.
    @Test(arguments: purposes) func aCodeLivesAsLongAsItsPurposeSays(_ purpose: CodePurpose) {
        var fixture = fixture(purpose)
        fixture.expect(purpose, at: destination(purpose, fixture))
        let end = fixture.now + (purpose == .recovery ? .seconds(3600) : .seconds(86_400))
        fixture.now = end
        guard case .refuse = submit(MachineFixture.code, for: purpose, fixture).answer else {
            Issue.record("a code was taken after its end")
            return
        }
        fixture.now = end - .milliseconds(1)
        let taken = submit(MachineFixture.code, for: purpose, fixture)
        #expect(taken.answer == .done)
        #expect(taken.record.codes[purpose] == nil)
        fixture.user = taken.record
        guard case .refuse = submit(MachineFixture.code, for: purpose, fixture).answer else {
            Issue.record("a code was taken twice")
            return
        }
    }

    // R2, R66: the code of another user, or of a user of the same name before.
    @Test(arguments: purposes) func aCodeIsItsUsers(_ purpose: CodePurpose) {
        var fixture = fixture(purpose)
        fixture.expect(purpose, at: destination(purpose, fixture))
        let codes = fixture.user.codes
        fixture.user = UserAuthRecord(
            username: "ada", sub: "another", status: fixture.user.status, attributes: fixture.user.attributes,
            password: "stored", createdAt: fixture.user.createdAt)
        fixture.user.codes = codes
        let outcome: ChangeAction =
            switch purpose {
            case .signUp, .recovery: submit(MachineFixture.code, for: purpose, fixture).answer
            default:
                fixture.verify {
                    $0.attributeCodeSubmitted(
                        MachineFixture.code, verifying: purpose == .email ? .email : .phoneNumber,
                        by: fixture.principal(sub: "another", signedInAt: fixture.now), in: fixture.signInContext)
                }.answer
            }
        #expect(outcome == .refuse(.verificationCodeMismatch))
    }

    /// The ways in which a number or an address gets another value.
    enum Change: CaseIterable {
        case update, deletion, adminUpdate, adminDeletion, heldValue
    }

    // R67: whatever was sent to the old value ends, by whomever it is changed.
    @Test(arguments: Change.allCases, [AttributeName.phoneNumber, .email])
    func whatWasSentToTheOldValueEnds(_ change: Change, _ name: AttributeName) throws {
        var fixture = MachineFixture(.optional([.sms, .email, .softwareToken]))
        let (old, new) = (fixture.destination(name), name == .email ? "new@example.com" : "+14155550199")
        let session = fixture.openSent(name)
        let other = fixture.openSent(name == .email ? .phoneNumber : .email, 2)
        fixture.expect(.recovery, at: old)
        fixture.expect(.signUp, at: old)
        let purpose = try #require(CodePurpose(verifying: name))
        if change == .heldValue {
            let destination = try #require(CodeDestination(name, new))
            fixture.expect(purpose, at: destination, settingValue: true)
        } else {
            fixture.expect(purpose, at: old)
        }
        let outcome = fixture.verify { machine in
            let (context, place, caller) = (fixture.signInContext, fixture.poolContext, fixture.principal)
            switch change {
            case .update: return machine.attributesUpdated([name: new], by: caller, in: context)
            case .deletion: return machine.attributesUpdated([name: ""], by: caller, in: context)
            case .adminUpdate: return machine.attributesUpdated([name: new], in: place)
            case .adminDeletion: return machine.attributesUpdated([name: ""], in: place)
            case .heldValue:
                return machine.attributeCodeSubmitted(MachineFixture.code, verifying: name, by: caller, in: context)
            }
        }
        #expect(outcome.answer == .done)
        #expect(outcome.record.codes.isEmpty)
        #expect(outcome.record.session(session.id) == nil && outcome.record.session(other.id) != nil)
        let isGone = change == .deletion || change == .adminDeletion
        #expect(outcome.record.attributes[name] == (isGone ? nil : new))
        #expect(outcome.record.attributes.isVerified(name) == (change == .heldValue))
    }

    // R9, R54: who is confirmed, waits for a password or must reset one is confirmed by nobody.
    @Test(arguments: [UserStatus.confirmed, .forceChangePassword, .resetRequired], [false, true])
    func onlyWhoIsUnconfirmedIsConfirmed(_ status: UserStatus, _ byAdministrator: Bool) {
        var fixture = MachineFixture()
        fixture.user.status = status
        fixture.expect(.signUp, at: fixture.destination(.email))
        let outcome = fixture.verify {
            byAdministrator
                ? $0.signUpConfirmedByAdministrator(in: fixture.poolContext)
                : $0.signUpConfirmed(MachineFixture.code, hiding: false, in: fixture.poolContext)
        }
        #expect(outcome.answer == .refuse(.cannotConfirm(status)))
        #expect(outcome.record.status == status && outcome.events.isEmpty)
    }

    // R8, R54: either way the code is spent and the preferred name is reserved first.
    @Test(arguments: [false, true]) func bothWaysOfConfirmationLeaveTheSameUser(_ byAdministrator: Bool) {
        var fixture = MachineFixture(aliases: [.preferredUsername])
        fixture.user.status = .unconfirmed
        fixture.expect(.signUp, at: fixture.destination(.email))
        func confirm(_ fixture: MachineFixture) -> MachineFixture.Outcome<ChangeAction> {
            fixture.verify {
                byAdministrator
                    ? $0.signUpConfirmedByAdministrator(in: fixture.poolContext)
                    : $0.signUpConfirmed(MachineFixture.code, hiding: false, in: fixture.poolContext)
            }
        }
        let outcome = confirm(fixture)
        #expect(outcome.answer == .done && outcome.record.status == .confirmed)
        #expect(outcome.record.codes.isEmpty)
        #expect(outcome.record.awaitsFirstSignIn == !byAdministrator)
        #expect(outcome.events == [.userConfirmed(fixture.subject)])
        fixture.user.attributes[.preferredUsername] = "countess"
        let alias = fixture.pool.alias(.preferredUsername, "countess")
        #expect(confirm(fixture).answer == .reserveFirst([alias]))
    }
}
