import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// A user's account outside sign-in: sign-up, invitation, recovery, attributes, import.
@Suite struct AccountLifeTests {
    @Test func aSignUpIsConfirmedAndSignsIn() async throws {
        let fixture = try await Fixture(members: UserPoolOptions(autoVerifiedAttributes: [.email, .phoneNumber]))
        let response = try await fixture.pool.signUp(
            "grace", password: Fixture.password,
            attributes: [.email: "grace@example.com", .phoneNumber: "+14155550100"])
        #expect(!response.userConfirmed && response.codeDeliveryDetails?.deliveryMedium == "SMS", "the number first")
        let first = await fixture.sms.lastCode(to: "+14155550100")
        let resent = try await fixture.pool.resendConfirmationCode("grace")
        #expect(resent.destination == "+*******0100")
        await fixture.service.shutDown()
        let second = await fixture.sms.lastCode(to: "+14155550100")
        #expect(
            await failure { try await fixture.pool.confirmSignUp("grace", code: first) } == .verificationCodeMismatch,
            "the last code counts")
        try await fixture.pool.confirmSignUp("grace", code: second)
        let user = try await fixture.pool.admin.user("grace")
        #expect(user.status == .confirmed && user.attributes[.phoneNumberVerified] == "true")
        #expect(user.attributes[.emailVerified] == "false")
        #expect(try await fixture.pool.signIn("grace", password: Fixture.password).authenticationResult != nil)
        #expect(fixture.observer.names.contains("userConfirmed"))
    }

    @Test func anAdministratorConfirmsWithoutVerifying() async throws {
        let fixture = try await Fixture(members: .verifyingEmail)
        _ = try await fixture.signUp()
        try await fixture.pool.admin.confirmSignUp("grace")
        let user = try await fixture.pool.admin.user("grace")
        #expect(user.status == .confirmed && user.attributes[.emailVerified] == "false")
    }

    // Reference 9.4
    @Test(arguments: [false, true]) func theFirstSignInExceptionIsASwitch(_ isOn: Bool) async throws {
        let fixture = try await Fixture(
            mfa: .on([.softwareToken]), attributes: [:],
            members: UserPoolOptions(autoVerifiedAttributes: [.email], firstSignInTokensWithoutMFA: isOn))
        let code = try await fixture.signUp()
        try await fixture.pool.confirmSignUp("grace", code: code)
        let first = try await fixture.pool.signIn("grace", password: Fixture.password)
        #expect((first.authenticationResult != nil) == isOn)
        #expect(try await fixture.pool.signIn("grace", password: Fixture.password).challenge?.name == .mfaSetup)
        #expect(try await fixture.challenge().name == .mfaSetup, "an administrator's user gets no such tokens")
    }

    // R53: a code that was sent before only administrators recovered accounts is not taken any more.
    @Test func aCodeIsNotTakenWhereOnlyAdministratorsRecover() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        let code = try await fixture.recoveryCode()
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.accountRecovery = [.adminOnly] }
        let error = await failure {
            try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        }
        #expect(error == .contactAdministrator)
        #expect(try await fixture.tokens().refreshToken != nil)
    }

    // R23, R53
    @Test func aForgottenPasswordIsResetAndEverySignInEnds() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        let signedIn = try #require(
            await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
                .authenticationResult)
        let open = try await fixture.challenge()
        let code = try await fixture.recoveryCode()
        try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        #expect(await failure { _ = try await fixture.pool.user(signedIn.accessToken) } == .revokedAccessToken)
        #expect(
            await failure {
                _ = try await fixture.pool.respond(to: open.session, with: .softwareTokenMFA(code: "000000"))
            } == .usedSession)
        let next = try await fixture.pool.signIn("ada", password: "Difference-1822")
        #expect(next.challenge?.name == .softwareTokenMFA, "the second factor stays")
        #expect(
            await failure {
                try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
            } == .verificationCodeExpired, "once")
    }

    @Test func recoveryNeverGoesToTheChannelOfTheFactor() async throws {
        let both: UserAttributes = [
            .phoneNumber: Fixture.phone, .phoneNumberVerified: "true", .email: "ada@example.com",
            .emailVerified: "true",
        ]
        let fixture = try await Fixture(attributes: both)
        #expect(try await fixture.pool.forgotPassword("ada").deliveryMedium == "SMS", "the number first")
        try await fixture.preferSMS()
        #expect(try await fixture.pool.forgotPassword("ada").deliveryMedium == "EMAIL")
        let byMail = try await Fixture(mfa: .optional([.sms, .email]), attributes: both)
        try await byMail.pool.admin.setMFAPreference("ada", email: .preferred)
        #expect(try await byMail.pool.forgotPassword("ada").deliveryMedium == "SMS")
    }

    @Test func anAdministratorsResetMustBeAnswered() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.admin.resetPassword("ada")
        #expect(await failure { _ = try await fixture.pool.user(token) } == .passwordResetRequired)
        let code = await fixture.email.lastCode(to: "ada@example.com")
        try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        _ = try await fixture.pool.signIn("ada", password: "Difference-1822")
    }

    // R67
    @Test func aNewAddressStartsUnverifiedAndOldCodesEnd() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, members: .verifyingEmail)
        let token = try await fixture.tokens().accessToken
        let recovery = try await fixture.recoveryCode()
        let sent = try await fixture.pool.updateAttributes(token, [.email: "new@example.com"])
        #expect(sent == [CodeDeliveryDetails(.email(try EmailAddress("new@example.com")))])
        #expect(try await fixture.pool.user(token).attributes[.emailVerified] == "false")
        #expect(
            await failure {
                try await fixture.pool.confirmForgotPassword("ada", code: recovery, password: "Difference-1822")
            } == .verificationCodeExpired)
        try await fixture.pool.verifyAttribute(
            token, .email, code: await fixture.email.lastCode(to: "new@example.com"))
        #expect(try await fixture.pool.user(token).attributes[.emailVerified] == "true")
    }

    @Test func aValueThatWaitsLeavesTheOldOneInUse() async throws {
        let fixture = try await Fixture(
            attributes: .verifiedEmail,
            members: UserPoolOptions(
                autoVerifiedAttributes: [.email], attributesRequireVerificationBeforeUpdate: [.email]),
            aliases: [.email])
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.updateAttributes(token, [.email: "new@example.com", "name": "Ada"])
        let before = try await fixture.pool.user(token).attributes
        #expect(before[.email] == "ada@example.com" && before[.emailVerified] == "true" && before["name"] == "Ada")
        _ = try await fixture.pool.signIn("ada@example.com", password: Fixture.password)
        try await fixture.pool.verifyAttribute(
            token, .email, code: await fixture.email.lastCode(to: "new@example.com"))
        _ = try await fixture.pool.signIn("new@example.com", password: Fixture.password)
        #expect(
            await failure { _ = try await fixture.pool.signIn("ada@example.com", password: Fixture.password) }
                == .userNotFound)
    }

    /// Reference 8.6: required attributes are asked for together with the new password.
    @Test func missingRequiredAttributesComeWithTheNewPassword() async throws {
        let fixture = try await Fixture()
        let made = try await fixture.admin.createUserPool(
            CreateUserPoolRequest(
                poolName: "p", members: UserPoolOptions(), schema: [SchemaAttribute(name: .email, isRequired: true)]))
        let client = try await fixture.admin.createUserPoolClient(
            CreateUserPoolClientRequest(
                userPoolID: made.id, clientName: "c", explicitAuthFlows: [.allowUserPasswordAuth]))
        let pool = fixture.service.pool(made.id, client: client.id)
        try await pool.admin.createUser("grace", temporaryPassword: Fixture.password)
        let challenge = try #require(await pool.signIn("grace", password: Fixture.password).challenge)
        #expect(challenge.parameters["requiredAttributes"] == #"["userAttributes.email"]"#)
        let error = await failure {
            _ = try await pool.respond(to: challenge.session, with: .newPassword("Compiler-1952"))
        }
        #expect(error == .attributeRequired(.email))
        let outcome = try await pool.respond(
            to: challenge.session, with: .newPassword("Compiler-1952", attributes: [.email: "g@example.com"]))
        #expect(outcome.authenticationResult != nil)
    }

    // R42
    @Test func anImportedHashIsRenewedWithTheFirstRightPassword() async throws {
        let fixture = try await Fixture(hasher: PBKDF2PasswordHasher(anyIterations: 3))
        let old = try await PBKDF2PasswordHasher(anyIterations: 2).hash(Fixture.password)
        try await fixture.pool.admin.importUser("grace", passwordHash: old)
        let key = RecordKey.user(fixture.pool.id, CanonicalName("grace", ignoringCase: true))
        func stored() async throws -> String {
            try #require(await fixture.service.records.read(key, as: UserAuthRecord.self)?.record.password).text
        }
        _ = await failure { _ = try await fixture.pool.signIn("grace", password: "wrong") }
        #expect(try await stored() == old.text, "a wrong password renews nothing")
        _ = try await fixture.pool.signIn("grace", password: Fixture.password)
        #expect(try await stored().hasPrefix("$pbkdf2-sha256$i=3$"))
        _ = try await fixture.pool.signIn("grace", password: Fixture.password)
    }

    // R43
    @Test func theLastPasswordsAreNotTakenAgain() async throws {
        let fixture = try await Fixture()
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) {
            $0.passwordPolicy.passwordHistorySize = 2
        }
        let token = try await fixture.tokens().accessToken
        var last = Fixture.password
        for next: Password in ["First-1000000", "Second-200000", "Third-3000000"] {
            try await fixture.pool.changePassword(token, from: last, to: next)
            last = next
        }
        #expect(
            await failure { try await fixture.pool.changePassword(token, from: last, to: "Second-200000") }
                == .passwordReused)
        fixture.time.advance(by: .seconds(3600))
        let fresh = try #require(await fixture.pool.signIn("ada", password: last).authenticationResult).accessToken
        try await fixture.pool.changePassword(fresh, from: last, to: "First-1000000")
        let record = try await fixture.record()
        #expect(record.history?.entries.count == 2)
    }

    @Test func theLegacySwitchTurnsTextMessagesOnAndOff() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        try await fixture.service.setUserSettings(
            SetUserSettingsRequest(accessToken: token, mfaOptions: [MFAOption()]))
        #expect(try await fixture.pool.user(token).mfaOptions == [MFAOption()])
        #expect(try await fixture.challenge().name == .smsMFA)
        try await fixture.service.setUserSettings(SetUserSettingsRequest(accessToken: token, mfaOptions: []))
        #expect(try await fixture.pool.user(token).mfaOptions.isEmpty)
    }

    @Test func noEventHoldsASecret() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, members: .verifyingEmail)
        let app = try await fixture.registerApp()
        let code = try await fixture.recoveryCode()
        let challenge = try await fixture.challenge()
        let tokens = try #require(
            await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
                .authenticationResult)
        try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        var dumped = ""
        for event in fixture.observer.events { dump(event, to: &dumped) }
        #expect(fixture.observer.events.count >= 8 && dumped.contains("signedIn"))
        for secret in [
            code.text, app.code().text, Fixture.password.text, "Difference-1822", tokens.accessToken.text,
            tokens.refreshToken?.text ?? "", challenge.session.text, "ada@example.com",
        ] {
            #expect(!dumped.contains(secret))
        }
    }
}
