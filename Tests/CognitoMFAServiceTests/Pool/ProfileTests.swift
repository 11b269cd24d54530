import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The differences between the profiles.
@Suite struct ProfileTests {
    private func turn(_ fixture: Fixture, _ mode: UserPoolMFAMode, _ factors: Set<MFAType>) async throws {
        try await fixture.pool.admin.setMFA(UserPoolMFAConfiguration(mode: mode, factors: factors))
    }

    // R82, R84, R86
    @Test(arguments: [CognitoProfile.current, .strict])
    func aPoolTurnedOnDuringSignInsLetsNobodyPastIt(_ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(mfa: .off, attributes: [:], profile: profile)
        // Four users: signed in, during a set-up, during a new password, and not created yet.
        let signedIn = try await fixture.tokens()
        try await fixture.pool.admin.createUser("setup", password: Fixture.password)
        let setup = try #require(
            await fixture.pool.signIn("setup", password: Fixture.password).authenticationResult)
        try await turn(fixture, .optional, [.softwareToken])
        let pending = try await fixture.pool.associateSoftwareToken(.accessToken(setup.accessToken))
        try await fixture.pool.admin.createUser("temp", temporaryPassword: Fixture.password)
        let temporary = try #require(await fixture.pool.signIn("temp", password: Fixture.password).challenge)

        try await turn(fixture, .on, [.softwareToken])
        #expect(try await fixture.challenge().name == .mfaSetup, "the next sign-in is asked")
        let answered = try await fixture.pool.respond(to: temporary.session, with: .newPassword("Compiler-1952"))
        #expect(answered.challenge?.name == .mfaSetup, "a sign-in under way is asked")
        // Signed-in users stay signed in, and open sign-ins can be finished.
        _ = try await fixture.pool.user(signedIn.accessToken)
        let app = try AuthenticatorApp(scanning: pending.keyURI, time: fixture.time)
        try await fixture.pool.verifySoftwareToken(.accessToken(setup.accessToken), code: app.code())
        let challenge = try #require(await fixture.pool.signIn("setup", password: Fixture.password).challenge)
        #expect(challenge.name == .softwareTokenMFA, "registered counts as on in a required pool")
        fixture.time.advance(by: .seconds(30))
        let done = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        #expect(done.authenticationResult != nil)

        // Loosening is never refused.
        try await turn(fixture, .optional, [.softwareToken])
        try await turn(fixture, .off, [])
        #expect(try await fixture.pool.signIn("setup", password: Fixture.password).authenticationResult != nil)
    }

    // R86
    @Test func inClassicAPoolIsNeverTurnedOn() async throws {
        let fixture = try await Fixture(mfa: .optional([.softwareToken]))
        let error = await failure { try await turn(fixture, .on, [.softwareToken]) }
        #expect(error == .cannotTurnOn)
        #expect(try await fixture.pool.signIn("ada", password: Fixture.password).authenticationResult != nil)
    }

    // R69
    @Test(arguments: CognitoProfile.allCases) func aCodeLivesAsTheProfileSays(_ profile: CognitoProfile) async throws {
        for seconds: Int64 in [179, 180] {
            let fixture = try await Fixture(profile: profile)
            let client = try await fixture.client { $0.authSessionValidityMinutes = 15 }
            try await fixture.preferSMS()
            let pool = fixture.service.pool(fixture.pool.id, client: client.id)
            let challenge = try #require(await pool.signIn("ada", password: Fixture.password).challenge)
            fixture.time.advance(by: .seconds(seconds))
            let error = await failure {
                _ = try await pool.respond(to: challenge.session, with: .smsMFA(code: fixture.sentCode()))
            }
            #expect(error == (profile == .classic && seconds == 180 ? .expiredCode : nil))
        }
    }

    // R71
    @Test(arguments: CognitoProfile.allCases)
    func aRefusedMessageIsGivenBackAndInStrictAnError(_ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(sender: RefusingSMSSender(), profile: profile)
        try await fixture.preferSMS()
        for _ in 0..<25 {
            let error = await failure { _ = try await fixture.challenge() }
            #expect(error == (profile == .strict ? .codeDeliveryFailed : nil), "refused messages use up nothing")
        }
        let sessions = try await fixture.record().sessions
        #expect(sessions.count == (profile == .strict ? 0 : UserAuthRecord.sessionCap))
        #expect(fixture.observer.names.count { $0 == "messageRefused" } == 25)
    }

    // R88
    @Test func inStrictFactorsChangeAfterAFreshSignInOnly() async throws {
        let fixture = try await Fixture(profile: .strict)
        let token = try await fixture.tokens().accessToken
        fixture.time.advance(by: .seconds(600))
        let calls: [(String, () async throws -> Void)] = [
            ("associate", { _ = try await fixture.pool.associateSoftwareToken(.accessToken(token)) }),
            ("verify", { try await fixture.pool.verifySoftwareToken(.accessToken(token), code: "123456") }),
            ("prefer", { try await fixture.pool.setMFAPreference(token, sms: .preferred) }),
            ("point elsewhere", { try await fixture.pool.updateAttributes(token, [.phoneNumber: "+14155550199"]) }),
            ("delete the number", { try await fixture.pool.updateAttributes(token, [.phoneNumber: ""]) }),
            ("delete the user", { try await fixture.pool.deleteUser(token) }),
        ]
        let before = try await fixture.record()
        for (name, call) in calls { #expect(await failure(call) == .reauthenticationRequired, "\(name)") }
        #expect(try await fixture.record() == before)
        try await fixture.pool.updateAttributes(token, ["name": "Ada"])
    }

    // R88
    @Test func inStrictTheOldNumberReceivesCodesUntilTheNewOneIsVerified() async throws {
        let fixture = try await Fixture(profile: .strict)
        let token = try await fixture.tokens().accessToken
        let sent = try await fixture.pool.updateAttributes(token, [.phoneNumber: "+14155550199"])
        #expect(sent.map(\.destination) == ["+*******0199"])
        #expect(try await fixture.record().attributes.phone?.e164 == Fixture.phone)
        try await fixture.pool.verifyAttribute(
            token, .phoneNumber, code: await fixture.sms.lastCode(to: "+14155550199"))
        let record = try await fixture.record()
        #expect(record.attributes.phone?.e164 == "+14155550199" && record.attributes.isVerified(.phoneNumber))
    }

    // R89
    @Test func inStrictAChangeOfFactorsEndsEveryOtherSignIn() async throws {
        let fixture = try await Fixture(
            attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"], profile: .strict)
        let (mine, other) = (try await fixture.tokens(), try await fixture.tokens())
        try await fixture.pool.setMFAPreference(mine.accessToken, sms: .preferred)
        _ = try await fixture.pool.user(mine.accessToken)
        #expect(await failure { _ = try await fixture.pool.user(other.accessToken) } == .revokedAccessToken)
        #expect(
            await failure { _ = try await fixture.pool.refresh(other.refreshToken ?? "") } == .revokedRefreshToken)
        // The kept sign-in continues through a refresh and another change.
        let fresh = try await fixture.pool.refresh(mine.refreshToken ?? "")
        try await fixture.pool.setMFAPreference(fresh.accessToken, sms: .enabled)
        _ = try await fixture.pool.user(fresh.accessToken)
        try await fixture.pool.admin.signOutEverywhere("ada")
        #expect(await failure { _ = try await fixture.pool.user(fresh.accessToken) } == .revokedAccessToken)
        #expect(try await fixture.record().keptFamily == nil)
    }

    // R65
    @Test func inStrictTheAppIsRemovedWithPasswordAndCode() async throws {
        let fixture = try await Fixture(profile: .strict)
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        let token = try #require(
            await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
                .authenticationResult
        ).accessToken
        fixture.time.advance(by: .seconds(30))
        #expect(
            await failure { try await fixture.pool.removeSoftwareToken(token, password: Fixture.password) }
                == .missingParameter("UserCode"))
        #expect(
            await failure {
                try await fixture.pool.removeSoftwareToken(
                    token, password: Fixture.password, code: wrong(app.code()))
            } == .softwareTokenCodeMismatch)
        try await fixture.pool.removeSoftwareToken(token, password: Fixture.password, code: app.code())
        #expect(try await fixture.record().softwareToken == nil)
    }

    // R89
    @Test(arguments: CognitoProfile.allCases)
    func aSetUpInsideTheSignInReachesTokensInEveryProfile(_ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]), profile: profile)
        let challenge = try await fixture.challenge()
        let association = try await fixture.pool.associateSoftwareToken(.session(challenge.session))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        let next = try #require(
            await fixture.pool.verifySoftwareToken(.session(association.session ?? ""), code: app.code()))
        let tokens = try #require(await fixture.pool.respond(to: next, with: .mfaSetup).authenticationResult)
        _ = try await fixture.pool.user(tokens.accessToken)
    }

    // R87
    @Test func inStrictUnknownUsersAreHiddenWhateverTheClientSays() async throws {
        let fixture = try await Fixture(profile: .strict)
        let error = await failure { _ = try await fixture.pool.signIn("nobody", password: "wrong") }
        #expect(error == .incorrectPassword)
    }

    // R89
    @Test(arguments: CognitoProfile.allCases) func everyChangeOfFactorsIsTold(_ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(profile: profile)
        try await fixture.registerApp()
        try await fixture.pool.admin.updateAttributes("ada", [.phoneNumber: "+14155550199"])
        try await fixture.pool.admin.deleteSoftwareToken("ada")
        let told = fixture.observer.names.filter {
            ["softwareTokenRegistered", "mfaPreferenceChanged", "destinationChanged", "softwareTokenRemoved"].contains(
                $0)
        }
        #expect(
            told == [
                "softwareTokenRegistered", "mfaPreferenceChanged", "destinationChanged", "softwareTokenRemoved",
            ])
    }
}
