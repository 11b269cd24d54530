import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Attributes that are deleted, that become aliases during a sign-in, and that clients may read.
@Suite struct AttributeChangeTests {
    private func signIn(_ fixture: Fixture, _ name: Username) async throws -> AccessToken {
        try #require(await fixture.pool.signIn(name, password: Fixture.password).authenticationResult).accessToken
    }

    // R7, R67: the same by the user and by an administrator.
    @Test(arguments: [false, true]) func whatIsDeletedIsGoneWithItsFlagAndItsAlias(_ byAdmin: Bool) async throws {
        let fixture = try await Fixture(
            attributes: [
                .phoneNumber: Fixture.phone, .email: "ada@example.com", .emailVerified: "true", "name": "Ada",
            ], aliases: [.email])
        let token = try await signIn(fixture, "ada@example.com")
        let names: [AttributeName] = [.email, "name"]
        if byAdmin {
            try await fixture.admin.adminDeleteUserAttributes(
                AdminDeleteUserAttributesRequest(
                    userPoolID: fixture.pool.id, username: "ada", userAttributeNames: names))
        } else {
            try await fixture.service.deleteUserAttributes(
                DeleteUserAttributesRequest(accessToken: token, userAttributeNames: names))
        }
        let left = try await fixture.record().attributes
        #expect(left[.phoneNumber] == Fixture.phone)
        for name in [AttributeName.email, .emailVerified, "name"] { #expect(left[name] == nil, "\(name.rawValue)") }
        #expect(try await fixture.record().reservations[.email] == nil)
        #expect(
            await failure { _ = try await fixture.pool.signIn("ada@example.com", password: Fixture.password) }
                == .userNotFound)
    }

    @Test func theLegacySwitchOfAdministrators() async throws {
        let fixture = try await Fixture()
        func turn(_ options: [MFAOption]) async throws {
            try await fixture.admin.adminSetUserSettings(
                AdminSetUserSettingsRequest(userPoolID: fixture.pool.id, username: "ada", mfaOptions: options))
        }
        try await turn([MFAOption()])
        #expect(try await fixture.challenge().name == .smsMFA)
        try await turn([])
        _ = try await fixture.tokens()
    }

    // R7, R8: a preferred name given with the new password is reserved, or nothing changes.
    @Test(arguments: [false, true]) func aNameThatComesWithTheNewPasswordIsReserved(_ isTaken: Bool) async throws {
        let fixture = try await Fixture(aliases: [.preferredUsername])
        try await fixture.pool.admin.createUser("grace", temporaryPassword: Fixture.password)
        if isTaken { try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: "amazing"]) }
        let session = try #require(await fixture.pool.signIn("grace", password: Fixture.password).challenge).session
        let error = await failure {
            _ = try await fixture.pool.respond(
                to: session,
                with: .newPassword("Compiler-1952", attributes: [.preferredUsername: "amazing"]))
        }
        #expect(error == (isTaken ? .aliasTaken(.preferredUsername) : nil))
        let byName = await failure { _ = try await fixture.pool.signIn("amazing", password: "Compiler-1952") }
        #expect((byName == nil) == !isTaken)
        #expect(try await fixture.pool.admin.user("grace").status == (isTaken ? .forceChangePassword : .confirmed))
    }

    // R8: an address given for a factor, in a pool whose usernames are addresses.
    @Test(arguments: [false, true]) func anAddressGivenAtSetUpIsReserved(_ isTaken: Bool) async throws {
        let fixture = try await Fixture(mfa: .on([.email]), usernames: [.phoneNumber, .email])
        try await fixture.pool.admin.createUser(.init(Fixture.phone), password: Fixture.password)
        if isTaken { try await fixture.pool.admin.createUser("ada@example.com", password: Fixture.password) }
        let challenge = try #require(
            await fixture.pool.signIn(.init(Fixture.phone), password: Fixture.password).challenge)
        #expect(challenge.name == .mfaSetup)
        let next = try #require(
            await fixture.pool.respond(to: challenge.session, with: .mfaSetupByEmail("ada@example.com")).challenge)
        let code = await fixture.email.lastCode(to: "ada@example.com")
        let byAddress = await failure { _ = try await fixture.pool.admin.user("ada@example.com") }
        #expect((byAddress == nil) == isTaken, "it names no user before its code is answered")
        let error = await failure { _ = try await fixture.pool.respond(to: next.session, with: .emailOTP(code: code)) }
        #expect(error == (isTaken ? .aliasTaken(.email) : nil))
        let user = try await fixture.pool.admin.user(.init(Fixture.phone))
        #expect(user.attributes[.email] == (isTaken ? nil : "ada@example.com"))
        #expect(user.preferredMFASetting == (isTaken ? nil : .email))
        let found = try await fixture.pool.signIn("ada@example.com", password: Fixture.password)
        #expect(found.challenge?.name == .emailOTP, "it names the one user who has it")
    }

    // R43: the first password counts too.
    @Test func thePasswordOfASignUpIsRemembered() async throws {
        let fixture = try await Fixture(members: .verifyingEmail)
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) {
            $0.passwordPolicy.passwordHistorySize = 2
        }
        try await fixture.pool.confirmSignUp("grace", code: fixture.signUp())
        let token = try await signIn(fixture, "grace")
        let error = await failure {
            try await fixture.pool.changePassword(token, from: Fixture.password, to: Fixture.password)
        }
        #expect(error == .passwordReused)
    }

    @Test func aClientReadsWhatItMay() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        let client = try await fixture.client { $0.readAttributes = [.email] }
        let pool = fixture.service.pool(fixture.pool.id, client: client.id)
        try await fixture.pool.admin.updateAttributes("ada", ["name": "Ada"])
        let token = try #require(
            await pool.signIn("ada", password: Fixture.password).authenticationResult
        ).accessToken
        let seen = try await pool.user(token).attributes
        #expect(Set(seen.keys) == [.sub, .email])
    }

    @Test func aSchemaOfUnknownNamesIsRefused() async throws {
        let fixture = try await Fixture()
        for attribute in [SchemaAttribute(name: "shoe_size"), SchemaAttribute(name: "custom:size", isRequired: true)] {
            let error = await failure {
                _ = try await fixture.admin.createUserPool(
                    CreateUserPoolRequest(poolName: "p", members: UserPoolOptions(), schema: [attribute]))
            }
            #expect(error == (attribute.isRequired ? .requiredCustomAttribute : .invalidSchema(attribute.name)))
        }
    }

    // R54, R55
    @Test func aCodeForAnAttributeHasItsLimits() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        #expect(
            await failure { try await fixture.pool.sendVerificationCode(token, for: .email) }
                == .attributeNotVerifiable, "there is no address")
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { user in
            for _ in 0..<20 { user.hourly.use(.sendsWithPassword, at: fixture.time.now()) }
        }
        let end = fixture.time.now() + .seconds(3600)
        #expect(
            await failure { try await fixture.pool.sendVerificationCode(token, for: .phoneNumber) }
                == .attemptLimitExceeded(until: end))
        #expect(await fixture.sms.messages.isEmpty)
    }

    // R82: a choice of factor signs the user in when no factor is required any more.
    @Test func aChoiceInAPoolThatWasTurnedOffSignsIn() async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled, softwareToken: .enabled)
        let challenge = try await fixture.challenge()
        #expect(challenge.name == .selectMFAType)
        try await fixture.pool.admin.setMFA(UserPoolMFAConfiguration(mode: .off, factors: []))
        let outcome = try await fixture.pool.respond(to: challenge.session, with: .selectMFAType(.sms))
        #expect(outcome.authenticationResult != nil)
        #expect(await fixture.sms.messages.isEmpty)
    }

    @Test func anExplanationNamesWhatStandsBefore() async throws {
        let fixture = try await Fixture()
        let admin = fixture.pool.admin
        #expect(await failure { _ = try await admin.explainSignIn(of: "nobody") } == .userNotFound)
        #expect(try await admin.explainSignIn(of: "ada").leadsToTokens)
        try await admin.disableUser("ada")
        #expect(try await admin.explainSignIn(of: "ada").refusal == .userDisabled)
        try await admin.enableUser("ada")
        try await admin.setPassword("ada", Fixture.password, permanent: false)
        let temporary = try await admin.explainSignIn(of: "ada")
        #expect(temporary.challenge == .newPasswordRequired && temporary.refusal == nil)
        let end = try #require(await fixture.record().temporaryPasswordExpiresAt)
        fixture.time.set(end + .milliseconds(-1))
        #expect(try await admin.explainSignIn(of: "ada").refusal == nil)
        fixture.time.set(end)
        let late = try await admin.explainSignIn(of: "ada")
        #expect(late.refusal == .temporaryPasswordExpired && late.challenge == nil && !late.leadsToTokens)
    }

    // A refresh through the administrators' endpoint.
    @Test func administratorsRefreshTooAndOnlyWhereTheClientAllowsIt() async throws {
        let fixture = try await Fixture()
        let tokens = try await fixture.tokens()
        let refresh = try #require(tokens.refreshToken)
        func start(_ flow: AuthFlowType) async throws -> AuthOutcome {
            try await fixture.admin.adminInitiateAuth(
                AdminInitiateAuthRequest(
                    userPoolID: fixture.pool.id, authFlow: flow, clientID: "client",
                    authParameters: [ChallengeParameter.refreshToken: refresh.text]))
        }
        for flow in [AuthFlowType.refreshTokenAuth, .refreshToken] {
            let fresh = try #require(await start(flow).authenticationResult)
            #expect(try await fixture.pool.user(fresh.accessToken).username == "ada")
        }
    }
}
