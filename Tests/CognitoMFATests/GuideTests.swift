import CognitoMFA
import CognitoMFAService
import CognitoMFATesting
import Testing

/// Amazon Cognito's MFA guide as first published, sentence by sentence.
@Suite struct GuideTests {
    private static let password: Password = "Analytical-1843"

    private func testPool(_ mfa: UserPoolMFAConfiguration) async throws -> TestPool {
        let test = try await TestPool(mfa: mfa)
        try await test.pool.admin.createUser(
            "ada", password: Self.password, attributes: [.phoneNumber: "+14155550123"])
        return test
    }

    private func signIn(_ test: TestPool) async throws -> AuthOutcome {
        try await test.pool.signIn("ada", password: Self.password)
    }

    // "Required: All users must use MFA. This setting can only be specified when your user pool is created."
    @Test func required() async throws {
        let test = try await testPool(.on([.sms, .softwareToken]))
        #expect(try await signIn(test).challenge != nil)
        let optional = try await testPool(.optional([.sms]))
        let refused = await #expect(throws: CognitoError.self) { try await optional.pool.admin.setMFA(.on([.sms])) }
        #expect(refused?.message == "Cannot turn MFA functionality ON, once the user pool has been created.")
    }

    // "Optional: Individual users can choose whether to enable MFA for their own user accounts."
    @Test func optional() async throws {
        let test = try await testPool(.optional([.sms]))
        let tokens = try #require(await signIn(test).authenticationResult)
        try await test.pool.setMFAPreference(tokens.accessToken, sms: .enabled)
        #expect(try await signIn(test).challenge?.name == .smsMFA)
        try await test.pool.setMFAPreference(tokens.accessToken, sms: .disabled)
        #expect(try await signIn(test).authenticationResult != nil)
    }

    // "Off: MFA is disabled for all users."
    @Test func off() async throws {
        let test = try await testPool(.optional([.sms]))
        try await test.pool.admin.setMFAPreference("ada", sms: .preferred)
        try await test.pool.admin.setMFA(.off)
        #expect(try await signIn(test).authenticationResult != nil)
    }

    // "The destination is masked (e.g., only the last 4 digits of the phone number are displayed)." "The SMS text message
    // authorization code is valid for 3 minutes." "... his or her phone number is also marked as verified."
    @Test func textMessages() async throws {
        let test = try await testPool(.on([.sms]))
        guard case .challenged(.smsMFA(let challenge)) = try await signIn(test) else {
            Issue.record("no text message")
            return
        }
        #expect(challenge.delivery.destination == "+*******0123")
        let code = await test.sms.lastCode(to: "+14155550123")
        test.time.advance(by: .milliseconds(179_999))
        let outcome = try await test.pool.respond(to: challenge.session, with: .smsMFA(code: code))
        let tokens = try #require(outcome.authenticationResult)
        let ada = try await test.pool.user(tokens.accessToken)
        #expect(ada.attributes[.phoneNumberVerified] == "true")

        guard case .challenged(.smsMFA(let next)) = try await signIn(test) else {
            Issue.record("no text message")
            return
        }
        let nextCode = await test.sms.lastCode(to: "+14155550123")
        test.time.advance(by: .seconds(180))
        await #expect(throws: CognitoError.self) {
            try await test.pool.respond(to: next.session, with: .smsMFA(code: nextCode))
        }
    }

    // "... An administrator ... can change the user's phone number".
    @Test func administratorsChangeTheNumber() async throws {
        let test = try await testPool(.on([.sms]))
        try await test.pool.admin.updateAttributes("ada", [.phoneNumber: "+447700900123"])
        guard case .challenged(.smsMFA(let challenge)) = try await signIn(test) else {
            Issue.record("no text message")
            return
        }
        let code = await test.sms.lastCode(to: "+447700900123")
        let outcome = try await test.pool.respond(to: challenge.session, with: .smsMFA(code: code))
        #expect(outcome.authenticationResult != nil)
    }

    // "If TOTP software token MFA is not enabled for the user pool, users can't associate or verify with the token ..."
    @Test func notEnabledForThePool() async throws {
        let test = try await testPool(.optional([.sms]))
        let token = try #require(await signIn(test).authenticationResult).accessToken
        let associate = await #expect(throws: CognitoError.self) {
            try await test.pool.associateSoftwareToken(.accessToken(token))
        }
        let verify = await #expect(throws: CognitoError.self) {
            try await test.pool.verifySoftwareToken(.accessToken(token), code: "123456")
        }
        for error in [associate, verify] {
            #expect(error?.code == .softwareTokenMFANotFound)
            #expect(error?.message == "Software Token MFA has not been enabled by the userPool.")
        }
    }

    // "... enable TOTP MFA by calling SetUserPoolMfaConfig." "Associate", "Verify", then "enable TOTP MFA for your user or
    // set TOTP as the preferred MFA method", with the access token. "Or, if the code is wrong, the verification cannot be
    // finished and your user can either try again or cancel." And the sign-in that follows, in its five steps.
    @Test func theWholePathByAccessToken() async throws {
        let test = try await testPool(.off)
        _ = try await test.pool.service.administration.setUserPoolMFAConfig(
            SetUserPoolMFAConfigRequest(
                userPoolID: test.pool.id, softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration(),
                mfaConfiguration: .optional))
        let token = try #require(await signIn(test).authenticationResult).accessToken
        let association = try await test.pool.associateSoftwareToken(.accessToken(token))
        #expect(association.keyURI.text.hasPrefix("otpauth://totp/"))
        let app = try test.authenticator(scanning: association)
        let wrong = await #expect(throws: CognitoError.self) {
            try await test.pool.verifySoftwareToken(.accessToken(token), code: app.code(stepsAhead: 7))
        }
        #expect(wrong?.code == .enableSoftwareTokenMFA)
        try await test.pool.verifySoftwareToken(.accessToken(token), code: app.code())
        try await test.pool.setMFAPreference(token, softwareToken: .preferred)

        guard case .challenged(.softwareTokenMFA(let challenge)) = try await signIn(test) else {
            Issue.record("not challenged")
            return
        }
        let refused = await #expect(throws: CognitoError.self) {
            try await test.pool.respond(
                to: challenge.session, with: .softwareTokenMFA(code: app.code(stepsAhead: 7)))
        }
        #expect(refused?.code == .codeMismatch)
        let outcome = try await test.pool.respond(
            to: challenge.session, with: .softwareTokenMFA(code: app.code(stepsAhead: 1)))
        #expect(outcome.authenticationResult != nil)
        // "Use SetUserMFAPreference to disable TOTP MFA for an individual user."
        try await test.pool.setMFAPreference(token, softwareToken: .disabled)
        #expect(try await signIn(test).authenticationResult != nil)
    }

    // "The request for this API method takes an access token or a session string, but not both."
    @Test func theWholePathBySession() async throws {
        let test = try await testPool(.on([.softwareToken]))
        guard case .challenged(.mfaSetup(let setUp)) = try await signIn(test) else {
            Issue.record("not led to set-up")
            return
        }
        let both = await #expect(throws: CognitoError.self) {
            try await test.pool.service.associateSoftwareToken(
                AssociateSoftwareTokenRequest(accessToken: "a.b.c", session: setUp.session))
        }
        #expect(both?.code == .invalidParameter)
        let association = try await test.pool.associateSoftwareToken(.session(setUp.session))
        let app = try test.authenticator(scanning: association)
        let next = try #require(association.session)
        let last = try #require(await test.pool.verifySoftwareToken(.session(next), code: app.code()))
        #expect(try await test.pool.respond(to: last, with: .mfaSetup).authenticationResult != nil)
    }

    // "Your app should allow your user to remove the TOTP token. Your client app should ask your user to enter his or her
    // password. If the password is correct, remove the TOTP token."
    @Test func removal() async throws {
        let test = try await testPool(.optional([.softwareToken]))
        let token = try #require(await signIn(test).authenticationResult).accessToken
        let app = try test.authenticator(scanning: try await test.pool.associateSoftwareToken(.accessToken(token)))
        try await test.pool.verifySoftwareToken(.accessToken(token), code: app.code())
        try await test.pool.setMFAPreference(token, softwareToken: .preferred)
        #expect(try await signIn(test).challenge?.name == .softwareTokenMFA)
        await #expect(throws: CognitoError.self) {
            try await test.pool.removeSoftwareToken(token, password: "not hers")
        }
        #expect(try await signIn(test).challenge?.name == .softwareTokenMFA)
        try await test.pool.removeSoftwareToken(token, password: Self.password)
        #expect(try await signIn(test).authenticationResult != nil)
    }
}
