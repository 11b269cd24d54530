import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The administrators' versions of operations, and the operations that only administrators have.
@Suite struct AdministrationTests {
    // R107
    @Test func administratorsSignAUserInUnderTheSameRules() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let admin = fixture.pool.admin
        let challenge = try #require(await admin.signIn("ada", password: Fixture.password).challenge)
        #expect(challenge.name == .softwareTokenMFA)
        let wrong = await failure {
            _ = try await admin.respond(to: challenge.session, with: .softwareTokenMFA(code: "000000"), as: "ada")
        }
        #expect(wrong?.code == .codeMismatch)
        let outcome = try await admin.respond(
            to: challenge.session, with: .softwareTokenMFA(code: app.code()), as: "ada")
        #expect(outcome.authenticationResult != nil)
        let again = await failure {
            _ = try await admin.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()), as: "ada")
        }
        #expect(again == .usedSession)
    }

    /// An observation of the service, by moto's test_forgot_password_with_email_delivery_details.
    @Test func administratorsMayWriteTheVerifiedFlagsWithCapitals() async throws {
        let fixture = try await Fixture()
        let eve = try await fixture.admin.adminCreateUser(
            AdminCreateUserRequest(
                userPoolID: fixture.pool.id, username: "eve",
                userAttributes: [.email: "eve@example.org", .emailVerified: "True"], messageAction: .suppress))
        #expect(eve.attributes[.emailVerified] == "true")
        try await fixture.admin.adminUpdateUserAttributes(
            AdminUpdateUserAttributesRequest(
                userPoolID: fixture.pool.id, username: "eve", userAttributes: [.emailVerified: "FALSE"]))
        #expect(try await fixture.pool.admin.user("eve").attributes[.emailVerified] == "false")
    }

    @Test func theAdministratorsFlowNeedsItsSwitch() async throws {
        let fixture = try await Fixture()
        try await fixture.rewrite(.client("client"), as: ClientRecord.self) {
            $0.client.explicitAuthFlows = [.allowUserPasswordAuth]
        }
        let refused = await failure { _ = try await fixture.pool.admin.signIn("ada", password: Fixture.password) }
        #expect(refused?.code == .invalidParameter && refused?.message == "Auth flow not enabled for this client")
    }

    @Test func aChallengeOfThePublicEndpointIsAnsweredAtTheOtherToo() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        let outcome = try await fixture.pool.admin.respond(
            to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
    }

    @Test func aUserIsShownWithFactorsAndNoSecret() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let tokens = try #require(
            await fixture.pool.respond(
                to: fixture.challenge().session, with: .softwareTokenMFA(code: app.code())
            ).authenticationResult)
        let own = try await fixture.pool.user(tokens.accessToken)
        let theirs = try await fixture.pool.admin.user("ADA")
        for summary in [own, theirs] {
            #expect(summary.username == "ada" && summary.status == .confirmed && summary.isEnabled)
            #expect(summary.userMFASettingList == [.softwareToken] && summary.preferredMFASetting == .softwareToken)
            #expect(summary.attributes[.phoneNumber] == Fixture.phone)
            #expect(summary.attributes[.sub]?.utf8.count == 36)
        }
        let secret = try #require(await fixture.record().softwareToken).secret.base32
        var dumped = ""
        dump(own, to: &dumped)
        dump(try await fixture.record(), to: &dumped)
        #expect(!dumped.contains(secret) && !dumped.contains("pbkdf2"))
    }

    @Test func aUserSeesWhatThereIsToSignInWith() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        let none = try await fixture.service.getUserAuthFactors(.init(accessToken: token))
        #expect(none.username == "ada" && none.configuredUserAuthFactors == ["PASSWORD"])
        #expect(none.userMFASettingList == [] && none.preferredMFASetting == nil)
        try await fixture.pool.setMFAPreference(token, sms: .preferred)
        let one = try await fixture.service.getUserAuthFactors(.init(accessToken: token))
        #expect(one.userMFASettingList == [.sms] && one.preferredMFASetting == .sms)
        try await fixture.pool.admin.signOutEverywhere("ada")
        let refused = await failure { _ = try await fixture.service.getUserAuthFactors(.init(accessToken: token)) }
        #expect(refused == .revokedAccessToken)
    }

    /// A lost phone: the help desk changes the number, and the user signs in with it.
    @Test func anAdministratorReplacesTheNumberOfALostPhone() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        try await fixture.pool.admin.updateAttributes("ada", [.phoneNumber: "+447700900123"])
        let challenge = try await fixture.challenge()
        let code = await fixture.sms.lastCode(to: "+447700900123")
        let outcome = try await fixture.pool.respond(to: challenge.session, with: .smsMFA(code: code))
        #expect(outcome.authenticationResult != nil)
        #expect(try await fixture.pool.admin.user("ada").attributes[.phoneNumberVerified] == "true")
    }

    @Test func anAdministratorMayMarkANumberVerifiedAndOnlyOneThatIsThere() async throws {
        let fixture = try await Fixture()
        try await fixture.pool.admin.updateAttributes("ada", [.phoneNumberVerified: "true"])
        #expect(try await fixture.pool.admin.user("ada").attributes[.phoneNumberVerified] == "true")
        let refused = await failure { try await fixture.pool.admin.updateAttributes("ada", [.emailVerified: "true"]) }
        #expect(refused?.code == .invalidParameter)
        try await fixture.pool.admin.updateAttributes("ada", [.phoneNumber: ""])
        let ada = try await fixture.pool.admin.user("ada")
        #expect(ada.attributes[.phoneNumber] == nil && ada.attributes[.phoneNumberVerified] == nil)
    }

    // R23
    @Test func aNewPasswordEndsEverySignIn() async throws {
        let fixture = try await Fixture()
        let tokens = try await fixture.tokens()
        try await fixture.pool.admin.setPassword("ada", "Difference-1822")
        let old = await failure { _ = try await fixture.pool.signIn("ada", password: Fixture.password) }
        #expect(old == .incorrectPassword)
        let revoked = await failure { _ = try await fixture.pool.user(tokens.accessToken) }
        #expect(revoked == .revokedAccessToken)
        let next = try await fixture.pool.signIn("ada", password: "Difference-1822")
        #expect(next.authenticationResult != nil)
        try await fixture.pool.admin.setPassword("ada", "Temporary-1823", permanent: false)
        let forced = try await fixture.pool.signIn("ada", password: "Temporary-1823")
        #expect(forced.challenge?.name == .newPasswordRequired)
    }

    @Test func aUserSignsOutEverywhere() async throws {
        let fixture = try await Fixture()
        let first = try await fixture.tokens()
        let second = try await fixture.tokens()
        try await fixture.pool.signOutEverywhere(first.accessToken)
        for tokens in [first, second] {
            let refused = await failure { try await fixture.pool.signOutEverywhere(tokens.accessToken) }
            #expect(refused == .revokedAccessToken)
        }
    }

    @Test func eachStatusThatMayNotSignInIsTold() async throws {
        let fixture = try await Fixture()
        let tokens = try await fixture.tokens()
        for (status, isEnabled, text) in [
            (UserStatus.confirmed, false, "User is disabled."),
            (.unconfirmed, true, "User is not confirmed."),
            (.resetRequired, true, "Password reset required for the user"),
        ] {
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) {
                $0.status = status
                $0.isEnabled = isEnabled
            }
            let signIn = await failure { _ = try await fixture.pool.signIn("ada", password: Fixture.password) }
            let access = await failure { _ = try await fixture.pool.user(tokens.accessToken) }
            #expect(signIn?.message == text && access?.message == text)
            let wrong = await failure { _ = try await fixture.pool.signIn("ada", password: "wrong") }
            #expect(wrong == .incorrectPassword, "told to those with the password only")
        }
    }

    // API reference, GetUser: in a pool that requires MFA a registered authenticator is on.
    @Test func aRegisteredAppIsOnWhereThePoolRequiresOne() async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.mfa = UserMFAPreference() }
        #expect(try await fixture.pool.admin.user("ada").userMFASettingList.isEmpty)
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.mfa = .on([.softwareToken]) }
        #expect(try await fixture.pool.admin.user("ada").userMFASettingList == [.softwareToken])
    }
}
