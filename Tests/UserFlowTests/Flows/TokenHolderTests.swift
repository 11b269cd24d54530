import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// The rights of an access token's holder: every fault of a token against every event.
@Suite struct TokenHolderTests {
    enum Event: CaseIterable {
        case preference, associate, setUpCode, name, addition, deletion, codeAsked, codeSubmitted, valueCode
        case changePassword, removal, signOut, delete

        /// True when profile `strict` asks for a recent sign-in.
        var isGuarded: Bool {
            switch self {
            case .preference, .associate, .setUpCode, .addition, .deletion, .valueCode, .removal, .delete: true
            case .name, .codeAsked, .codeSubmitted, .changePassword, .signOut: false
            }
        }

        /// True when it changes the factors or the password at once, and so in profile `strict` ends all sign-ins but the
        /// caller's.
        var endsOthers: Bool { isGuarded && self != .associate && self != .delete || self == .changePassword }
    }

    /// A user for whom each of the events succeeds.
    private func fixture() throws -> MachineFixture {
        var fixture = MachineFixture()
        try fixture.addApp()
        try fixture.associate()
        fixture.user.attributes[.email] = nil
        fixture.user.attributes[.emailVerified] = nil
        fixture.expect(.phoneNumber, at: fixture.destination(.phoneNumber))
        fixture.expect(.email, at: .email(try EmailAddress("lovelace@example.com")), settingValue: true)
        return fixture
    }

    private func refusal(_ action: ChangeAction) -> CognitoError? {
        if case .refuse(let error) = action { error } else { nil }
    }

    private func verify(
        _ event: Event, _ fixture: MachineFixture, _ principal: Principal
    ) throws -> MachineFixture.Outcome<CognitoError?> {
        let (context, place) = (fixture.signInContext, fixture.poolContext)
        let (app, pending) = (try fixture.appCode(), try fixture.pendingCode())
        return fixture.verify { machine -> CognitoError? in
            switch event {
            case .preference:
                return refusal(machine.preferenceSet([.softwareToken: .preferred], by: principal, in: place))
            case .associate:
                guard case .refuse(let error) = machine.softwareTokenAssociated(by: principal, in: context) else {
                    return nil
                }
                return error
            case .setUpCode:
                let action = machine.setUpCodeSubmitted(pending, friendlyDeviceName: nil, by: principal, in: context)
                guard case .refuse(let error) = action else { return nil }
                return error
            case .name: return refusal(machine.attributesUpdated(["name": "Ada"], by: principal, in: context))
            case .addition:
                return refusal(machine.attributesUpdated([.email: "a@x.org"], by: principal, in: context))
            case .deletion: return refusal(machine.attributesUpdated([.phoneNumber: ""], by: principal, in: context))
            case .codeAsked: return refusal(machine.attributeCodeAsked(.phoneNumber, by: principal, in: context))
            case .codeSubmitted:
                return refusal(
                    machine.attributeCodeSubmitted(
                        MachineFixture.code, verifying: .phoneNumber, by: principal, in: context))
            case .valueCode:
                return refusal(
                    machine.attributeCodeSubmitted(MachineFixture.code, verifying: .email, by: principal, in: context))
            case .changePassword:
                return refusal(
                    machine.passwordChanged(
                        to: NewPassword(hash: "new"), fixture.proof(), by: principal, in: place))
            case .removal:
                return refusal(machine.softwareTokenRemoved(fixture.proof(), code: app, by: principal, in: place))
            case .signOut: return refusal(machine.signedOutEverywhere(by: principal, at: fixture.now))
            case .delete:
                guard case .failure(let error) = machine.deleted(by: principal, in: place) else { return nil }
                return error
            }
        }
    }

    // R2, R22, R27
    @Test(arguments: Event.allCases) func noEventTakesATokenThatTheRecordDoesNotBack(_ event: Event) throws {
        let fixture = try fixture()
        #expect(try verify(event, fixture, fixture.principal).answer == nil, "a good token")
        let faults: [(CognitoError, Principal, (inout UserAuthRecord) -> Void)] = [
            (.userNotFound, fixture.principal(sub: "another", signedInAt: fixture.now), { _ in }),
            (.userDisabled, fixture.principal, { $0.isEnabled = false }),
            (.userNotConfirmed, fixture.principal, { $0.status = .unconfirmed }),
            (.passwordResetRequired, fixture.principal, { $0.status = .resetRequired }),
            (.revokedAccessToken, fixture.principal(signedInAt: fixture.now, generation: 1), { _ in }),
            (.missingScope, fixture.principal(signedInAt: fixture.now, scopes: ["openid"]), { _ in }),
        ]
        for (error, principal, change) in faults {
            var faulty = fixture
            change(&faulty.user)
            let outcome = try verify(event, faulty, principal)
            #expect(outcome.answer == error)
            #expect(outcome.record == faulty.user, "\(error)")
            #expect(outcome.events.isEmpty)
        }
    }

    // R88: ten minutes, to the millisecond.
    @Test(arguments: Event.allCases, CognitoProfile.allCases)
    func aFreshSignInIsAskedForWhereFactorsAreGuarded(_ event: Event, _ profile: CognitoProfile) throws {
        var fixture = try fixture()
        fixture.profile = profile
        let signIn = fixture.now - .seconds(600)
        let young = try verify(event, fixture, fixture.principal(signedInAt: signIn + .milliseconds(1)))
        #expect(young.answer == nil)
        let outcome = try verify(event, fixture, fixture.principal(signedInAt: signIn))
        let isRefused = profile == .strict && event.isGuarded
        #expect(outcome.answer == (isRefused ? .reauthenticationRequired : nil))
        if isRefused { #expect(outcome.record == fixture.user && outcome.events.isEmpty) }
    }

    // R89, R126: only the caller's family is kept, with the generation in which it was created.
    @Test(arguments: Event.allCases, CognitoProfile.allCases)
    func aChangeOfFactorsEndsEverySignInButTheCallers(_ event: Event, _ profile: CognitoProfile) throws {
        var fixture = try fixture()
        fixture.profile = profile
        fixture.open(.selectingMFAType([.sms, .softwareToken]))
        let outcome = try verify(event, fixture, fixture.principal)
        guard event != .signOut else {
            #expect(outcome.record.generation == 1 && outcome.record.keptFamily == nil)
            return
        }
        let isChange = profile == .strict && event.endsOthers
        #expect(outcome.record.generation == (isChange ? 1 : 0))
        let caller = UserAuthRecord.KeptFamily(family: MachineFixture.family, generation: 0)
        #expect(outcome.record.keptFamily == (isChange ? caller : nil))
        #expect(outcome.record.sessions.isEmpty == (isChange || event == .changePassword))
    }

    // R89: an administrator has no sign-in to keep, nor has a user who sets up a factor during the sign-in.
    @Test(arguments: CognitoProfile.allCases)
    func aChangeByAnAdministratorEndsEverySignIn(_ profile: CognitoProfile) throws {
        var fixture = try fixture()
        fixture.profile = profile
        fixture.open(.selectingMFAType([.sms, .softwareToken]))
        let context = fixture.poolContext
        let ends: UInt32 = profile == .strict ? 1 : 0
        let changes: [(UInt32, (inout AuthMachine) -> ChangeAction)] = [
            (ends, { $0.preferenceSet([.sms: .enabled], by: nil, in: context) }),
            (ends, { $0.softwareTokenDeleted(by: nil, in: context) }),
            (ends, { $0.attributesUpdated([.phoneNumber: "+14155550199"], in: context) }),
            (ends, { $0.attributesUpdated([.email: "a@x.org"], in: context) }),
            (0, { $0.attributesUpdated(["name": "Ada"], in: context) }),
            (0, { $0.attributesUpdated([.phoneNumber: Fixture.phone], in: context) }),
        ]
        for (place, (generation, change)) in changes.enumerated() {
            let outcome = fixture.verify(change)
            #expect(outcome.answer == .done, "\(place)")
            #expect(outcome.record.generation == generation && outcome.record.keptFamily == nil, "\(place)")
            #expect(outcome.record.sessions.isEmpty == (generation == 1), "\(place)")
        }
    }
}
