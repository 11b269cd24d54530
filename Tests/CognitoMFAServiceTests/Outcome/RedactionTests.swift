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

    /// Every value that holds a user's attributes, through every way into a log.
    @Test("personal data is not shown") func personalDataIsNotShown() async throws {
        let email = "lovelace@example.org"
        let attributes: UserAttributes = [.email: email, .phoneNumber: "+14155550199", "name": "Byron"]
        let fixture = try await Fixture()
        try await fixture.pool.admin.createUser("grace", temporaryPassword: Fixture.password, attributes: attributes)
        let challenge = try #require(await fixture.pool.signIn("grace", password: Fixture.password).challenge)
        guard case .newPasswordRequired(let asked) = challenge else {
            Issue.record("\(challenge)")
            return
        }
        let user = try await fixture.pool.admin.user("grace")
        let pool = fixture.pool.id
        let values: [Any] = [
            user, try await fixture.pool.admin.users(), asked, challenge, MigratedUser(attributes: attributes),
            SignUpRequest(clientID: "client", username: "g", password: "p", userAttributes: attributes),
            AdminCreateUserRequest(userPoolID: pool, username: "g", userAttributes: attributes),
            AdminImportUserRequest(
                userPoolID: pool, username: "g", passwordHash: PasswordHash("h"), userAttributes: attributes),
            UpdateUserAttributesRequest(accessToken: "t", userAttributes: attributes),
            AdminUpdateUserAttributesRequest(userPoolID: pool, username: "g", userAttributes: attributes),
            ListUsersRequest(userPoolID: pool, filter: #"email = "\#(email)""#),
            ChallengeAnswer.mfaSetupByEmail(email), ChallengeAnswer.newPassword("p", attributes: attributes),
            CodeDeliveryDetails(.email(try EmailAddress(email))),
        ]
        for value in values {
            for text in shown(value) {
                let isShown = [email, "+14155550199", "Byron"].contains { text.contains($0) }
                #expect(!text.isEmpty && !isShown, "\(text)")
            }
        }
        #expect("\(user)" == "UserSummary(\(user.attributes[.sub] ?? "?"), FORCE_CHANGE_PASSWORD)")
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
