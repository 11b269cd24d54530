import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

@Suite struct PreferenceTests {
    private func withBoth(_ mfa: UserPoolMFAConfiguration = .optional([.sms, .softwareToken])) async throws -> (
        Fixture, AccessToken
    ) {
        let fixture = try await Fixture(mfa: .optional([.sms, .softwareToken]))
        let token = try await fixture.tokens().accessToken
        try await fixture.registerApp()
        try await fixture.pool.setMFAPreference(token, softwareToken: .disabled)
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.mfa = mfa }
        return (fixture, token)
    }

    private func settings(_ fixture: Fixture) async throws -> String {
        let ada = try await fixture.pool.admin.user("ada")
        return ada.userMFASettingList.map(\.rawValue).joined(separator: ",") + " / "
            + (ada.preferredMFASetting?.rawValue ?? "-")
    }

    @Test func eachFactorIsSwitchedAloneAndOneIsPreferred() async throws {
        let (fixture, token) = try await withBoth()
        let steps: [(MFAPreference?, MFAPreference?, String)] = [
            (nil, nil, " / -"),
            (.enabled, nil, "SMS_MFA / -"),
            (nil, .preferred, "SMS_MFA,SOFTWARE_TOKEN_MFA / SOFTWARE_TOKEN_MFA"),
            (.preferred, nil, "SMS_MFA,SOFTWARE_TOKEN_MFA / SMS_MFA"),
            (.enabled, nil, "SMS_MFA,SOFTWARE_TOKEN_MFA / -"),
            (.preferred, .disabled, "SMS_MFA / SMS_MFA"),
            (.disabled, nil, " / -"),
        ]
        for (sms, app, expected) in steps {
            try await fixture.pool.setMFAPreference(token, sms: sms, softwareToken: app)
            #expect(try await settings(fixture) == expected)
            try await fixture.pool.admin.setMFAPreference("ada", sms: sms, softwareToken: app)
            #expect(try await settings(fixture) == expected, "the administrators' twin does the same")
        }
    }

    @Test func aFactorThatIsNotThereCannotBeSwitchedOn() async throws {
        let fixture = try await Fixture(attributes: [:])
        let token = try await fixture.tokens().accessToken
        for wish in [MFAPreference.enabled, .preferred] {
            let sms = await failure { try await fixture.pool.setMFAPreference(token, sms: wish) }
            #expect(sms?.code == .invalidParameter)
            #expect(sms?.message == "User does not have delivery config set to turn on SMS_MFA")
            let app = await failure { try await fixture.pool.admin.setMFAPreference("ada", softwareToken: wish) }
            #expect(app?.message == "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA")
        }
        try await fixture.pool.setMFAPreference(token, sms: .disabled, softwareToken: .disabled)
        #expect(try await settings(fixture) == " / -")
    }

    @Test func twoPreferredOrAPreferredThatIsOffIsRefusedAndChangesNothing() async throws {
        let (fixture, token) = try await withBoth()
        let before = try await fixture.record()
        let two = await failure {
            try await fixture.pool.setMFAPreference(token, sms: .preferred, softwareToken: .preferred)
        }
        #expect(two?.code == .invalidParameter)
        let off = await failure {
            try await fixture.service.setUserMFAPreference(
                SetUserMFAPreferenceRequest(
                    accessToken: token, smsMFASettings: MFASettings(enabled: false, preferredMFA: true)))
        }
        #expect(off?.code == .invalidParameter)
        #expect(try await fixture.record() == before)
    }

    @Test func inARequiredPoolFactorsArePreferredAndNeverSwitchedOff() async throws {
        let (fixture, token) = try await withBoth(.on([.sms, .softwareToken]))
        try await fixture.pool.setMFAPreference(token, softwareToken: .preferred)
        #expect(try await settings(fixture) == "SOFTWARE_TOKEN_MFA / SOFTWARE_TOKEN_MFA")
        try await fixture.pool.setMFAPreference(token, softwareToken: .disabled)
        #expect(try await settings(fixture) == "SOFTWARE_TOKEN_MFA / SOFTWARE_TOKEN_MFA", "success, and nothing done")
        #expect(try await fixture.challenge().name == .softwareTokenMFA)
        try await fixture.pool.setMFAPreference(token, sms: .preferred)
        #expect(try await fixture.challenge().name == .smsMFA)
    }

    @Test func anUnknownUserIsNamedToAdministrators() async throws {
        let fixture = try await Fixture()
        let refused = await failure { try await fixture.pool.admin.setMFAPreference("eve", sms: .enabled) }
        #expect(refused?.code == .userNotFound && refused?.message == "User does not exist.")
    }
}
