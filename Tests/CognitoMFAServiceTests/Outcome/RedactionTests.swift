import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Descriptions of answers and messages: never a code, a secret or a whole number.
@Suite struct RedactionTests {
    private func shown(_ value: Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return ["\(value)", String(reflecting: value), dumped]
    }

    @Test func secretsAndCodesAreNotShown() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        let token = try await fixture.tokens().accessToken
        let association = try await fixture.pool.associateSoftwareToken(.accessToken(token))
        _ = try await fixture.recoveryCode()
        let email = try #require(await fixture.email.messages.last)
        let other = try await Fixture()
        try await other.preferSMS()
        _ = try await other.challenge()
        let sms = try #require(await other.sms.messages.last)
        let parameters: RequestParameters = ["PASSWORD": "Analytical-1843", "USERNAME": "ada"]
        let secrets = [
            association.keyURI.text, email.text, "ada@example.com", sms.text, Fixture.phone, "Analytical-1843",
        ]
        for value in [association, email, sms, parameters] as [Any] {
            for text in shown(value) {
                #expect(!text.isEmpty && secrets.allSatisfy { !text.contains($0) }, "\(text)")
            }
        }
        #expect("\(email)" == "EmailMessage(to: a***@e***)" && "\(sms)" == "SMSMessage(to: +*******0123)")
        #expect("\(parameters)" == "RequestParameters(PASSWORD, USERNAME)")
    }

    // RFC 8259, 7
    @Test func attributesOfEveryKindStandInJSON() async throws {
        let fixture = try await Fixture()
        let name = "\u{1}\u{1F}\"\\/\n é 漢"
        try await fixture.pool.admin.createUser(
            "grace", temporaryPassword: Fixture.password, attributes: ["name": name])
        let challenge = try #require(await fixture.pool.signIn("grace", password: Fixture.password).challenge)
        let text = challenge.parameters[ChallengeParameter.userAttributes]
        #expect(text == #"{"name":"\u0001\u001f\"\\/\u000a é 漢"}"#)
    }

    @Test func theAppsNameIsToldWithItsChallenge() async throws {
        let fixture = try await Fixture(mfa: .optional([.softwareToken]))
        let token = try await fixture.tokens().accessToken
        let association = try await fixture.pool.associateSoftwareToken(.accessToken(token))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        _ = try await fixture.service.verifySoftwareToken(
            VerifySoftwareTokenRequest(accessToken: token, userCode: app.code(), friendlyDeviceName: "Ada's phone"))
        try await fixture.pool.setMFAPreference(token, softwareToken: .preferred)
        let challenge = try await fixture.challenge()
        #expect(challenge.parameters == ["USER_ID_FOR_SRP": "ada", "FRIENDLY_DEVICE_NAME": "Ada's phone"])
        #expect("\(AuthOutcome.challenged(challenge))" == "challenged with \(challenge.name)")
    }
}
