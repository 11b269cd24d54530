import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// An unverified number or address as the only factor: profile `strict` refuses it to users.
@Suite struct UnverifiedFactorTests {
    /// The operations by which a user switches text messages on.
    enum Path: CaseIterable {
        case preference, settings
    }

    private func switchOn(_ path: Path, _ fixture: Fixture, _ token: AccessToken) async -> CognitoError? {
        await failure {
            switch path {
            case .preference: try await fixture.pool.setMFAPreference(token, sms: .enabled)
            case .settings:
                try await fixture.service.setUserSettings(
                    SetUserSettingsRequest(accessToken: token, mfaOptions: [MFAOption()]))
            }
        }
    }

    // R126
    @Test(arguments: Path.allCases, [false, true])
    func inStrictANumberMustHaveReceivedACode(_ path: Path, _ isVerified: Bool) async throws {
        let fixture = try await Fixture(
            attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "\(isVerified)"], profile: .strict)
        let token = try await fixture.tokens().accessToken
        let before = try await fixture.record()
        let refused = await switchOn(path, fixture, token)
        #expect(refused == (isVerified ? nil : .noDeliveryConfig(.sms)))
        guard !isVerified else { return }
        #expect(refused?.code == .invalidParameter)
        #expect(refused?.message == "User does not have delivery config set to turn on SMS_MFA")
        #expect(try await fixture.record() == before)
        // The remedy: a code to the number.
        try await fixture.pool.sendVerificationCode(token, for: .phoneNumber)
        try await fixture.pool.verifyAttribute(token, .phoneNumber, code: await fixture.sentCode())
        #expect(await switchOn(path, fixture, token) == nil)
        #expect(try await fixture.challenge().name == .smsMFA)
    }

    // R126: the remaining risk. A stolen access token makes an unverified number the only factor, as in Cognito.
    @Test(arguments: Path.allCases, [CognitoProfile.classic, .current])
    func inClassicAndCurrentAnUnverifiedNumberBecomesTheOnlyFactor(
        _ path: Path, _ profile: CognitoProfile
    ) async throws {
        let fixture = try await Fixture(profile: profile)
        let app = try await fixture.registerApp()
        let session = try await fixture.challenge().session
        let stolen = try #require(
            await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: app.code())).authenticationResult
        ).accessToken
        try await fixture.pool.updateAttributes(stolen, [.phoneNumber: "+14155550199"])
        try await fixture.pool.setMFAPreference(stolen, softwareToken: .disabled)
        #expect(await switchOn(path, fixture, stolen) == nil)
        #expect(try await fixture.record().attributes.isVerified(.phoneNumber) == false)
        #expect(try await fixture.challenge().name == .smsMFA)
        #expect(await fixture.sms.messages.last?.phoneNumber.e164 == "+14155550199")
    }

    // R126: the administrator vouches for the number.
    @Test(arguments: CognitoProfile.allCases)
    func anAdministratorMayChooseAnUnverifiedNumber(_ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(profile: profile)
        try await fixture.pool.admin.setMFAPreference("ada", sms: .preferred)
        #expect(try await fixture.challenge().name == .smsMFA)
        try await fixture.admin.adminSetUserSettings(
            AdminSetUserSettingsRequest(userPoolID: fixture.pool.id, username: "ada", mfaOptions: []))
        try await fixture.admin.adminSetUserSettings(
            AdminSetUserSettingsRequest(userPoolID: fixture.pool.id, username: "ada", mfaOptions: [MFAOption()]))
        #expect(try await fixture.challenge().name == .smsMFA)
    }

    /// A user of profile `strict` with an app and with a number and an address that are verified or not.
    private func user(_ phone: Bool, _ email: Bool, _ mfa: UserPoolMFAConfiguration) throws -> MachineFixture {
        var fixture = MachineFixture(mfa)
        fixture.profile = .strict
        try fixture.addApp()
        fixture.user.attributes[.phoneNumberVerified] = "\(phone)"
        fixture.user.attributes[.emailVerified] = "\(email)"
        return fixture
    }

    private func prefer(
        _ wishes: [MFAType: MFAPreference], _ fixture: MachineFixture, byUser: Bool = true
    ) -> MachineFixture.Outcome<ChangeAction> {
        fixture.verify {
            $0.preferenceSet(wishes, by: byUser ? fixture.principal : nil, in: fixture.poolContext)
        }
    }

    // R126: the factor that a sign-in would ask for afterwards decides, not the one that the call names.
    @Test func theOnlyFactorIsTheOneThatSignInAsksFor() throws {
        let all = UserPoolMFAConfiguration.optional([.sms, .email, .softwareToken])
        typealias Wishes = [MFAType: MFAPreference]
        let cases:
            [(phone: Bool, email: Bool, before: [SecondFactor: MFAPreference], wishes: Wishes, refused: MFAType?)] = [
                (false, false, [:], [.sms: .enabled], .sms),
                (false, false, [:], [.email: .enabled], .email),
                (true, false, [:], [.email: .enabled], .email),
                (true, false, [:], [.sms: .enabled], nil),
                (false, true, [:], [.email: .preferred], nil),
                // Two unverified ones are no better than one.
                (false, false, [:], [.sms: .enabled, .email: .enabled], .sms),
                (false, true, [:], [.sms: .enabled, .email: .enabled], nil),
                // It may be enabled beside the app, but not preferred to it.
                (false, false, [.softwareToken: .enabled], [.sms: .enabled], nil),
                (false, false, [.softwareToken: .enabled], [.sms: .preferred], .sms),
                (false, false, [.softwareToken: .preferred], [.sms: .enabled], nil),
                // Nor may the app be switched off beside it.
                (false, false, [.softwareToken: .enabled, .sms: .enabled], [.softwareToken: .disabled], .sms),
                (true, false, [.softwareToken: .enabled, .sms: .enabled], [.softwareToken: .disabled], nil),
                // Every factor may be switched off, and a call without change is allowed.
                (false, false, [.sms: .enabled], [.sms: .disabled], nil),
                (false, false, [.sms: .enabled], [.sms: .enabled], nil),
            ]
        for (place, (phone, email, before, wishes, refused)) in cases.enumerated() {
            var fixture = try user(phone, email, all)
            for (factor, preference) in before { fixture.user.mfa.set(factor, to: preference) }
            let outcome = prefer(wishes, fixture)
            #expect(outcome.answer == (refused.map { .refuse(.noDeliveryConfig($0)) } ?? .done), "case \(place)")
            if refused != nil { #expect(outcome.record == fixture.user && outcome.events.isEmpty, "case \(place)") }
            #expect(prefer(wishes, fixture, byUser: false).answer == .done, "case \(place), by an administrator")
            for profile in [CognitoProfile.classic, .current] {
                fixture.profile = profile
                #expect(prefer(wishes, fixture).answer == .done, "case \(place), \(profile)")
            }
        }
    }

    // R126: in a required pool only the preferred factor is asked for.
    @Test func inARequiredPoolItMustNotBePreferred() throws {
        let fixture = try user(false, true, .on([.sms, .softwareToken]))
        #expect(prefer([.sms: .preferred], fixture).answer == .refuse(.noDeliveryConfig(.sms)))
        #expect(prefer([.softwareToken: .preferred], fixture).answer == .done)
        let verified = try user(true, true, .on([.sms, .softwareToken]))
        #expect(prefer([.sms: .preferred], verified).answer == .done)
    }

    // R126: a preference for a removed factor asks for nothing.
    @Test func aNumberThatIsGoneIsNotTheOneAskedFor() throws {
        var fixture = try user(false, true, .optional([.sms, .softwareToken]))
        fixture.user.mfa.set(.sms, to: .preferred)
        fixture.user.attributes[.phoneNumber] = nil
        fixture.user.attributes[.phoneNumberVerified] = nil
        #expect(prefer([.softwareToken: .enabled], fixture).answer == .done)
    }

    // R88, R126: deleting the number and adding another is refused like the single change.
    @Test(arguments: CognitoProfile.allCases)
    func aNumberOfAFactorThatIsOnCannotBeReplacedInTwoSteps(_ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(
            attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"], profile: profile)
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.setMFAPreference(token, sms: .preferred)
        try await fixture.pool.updateAttributes(token, [.phoneNumber: ""])
        try await fixture.pool.updateAttributes(token, [.phoneNumber: "+14155550199"])
        guard profile == .strict else {
            #expect(try await fixture.challenge().name == .smsMFA, "the residue")
            return
        }
        #expect(try await fixture.record().attributes[.phoneNumber] == nil)
        #expect(await failure { _ = try await fixture.challenge() } == .noSMSConfiguration)
        try await fixture.pool.verifyAttribute(
            token, .phoneNumber, code: await fixture.sms.lastCode(to: "+14155550199"))
        #expect(try await fixture.challenge().name == .smsMFA)
        #expect(try await fixture.record().attributes.isVerified(.phoneNumber))
    }
}
