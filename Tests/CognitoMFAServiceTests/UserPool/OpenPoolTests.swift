import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// A pool that is opened again by code that asks for more, and factors that nobody could use.
@Suite struct OpenPoolTests {
    private func open(
        _ fixture: Fixture, _ settings: UserPoolSettings, ifWeaker weaker: WeakerPool = .refuse
    ) async throws(CognitoError) -> UserPool {
        try await fixture.service.openPool("test_pool", client: "client", creatingIfAbsent: settings, ifWeaker: weaker)
    }

    private func settings(
        mfa: UserPoolMFAConfiguration = .optional([.sms, .softwareToken]), policy: PasswordPolicy = PasswordPolicy(),
        hides: Bool = false, minutes: Int = 3, members: UserPoolOptions = UserPoolOptions()
    ) -> UserPoolSettings {
        UserPoolSettings(
            name: "Test", mfa: mfa, passwordPolicy: policy, authSessionValidityMinutes: minutes,
            preventsUserExistenceErrors: hides, members: members)
    }

    @Test("a stored pool weaker than the code is an error at start")
    func aWeakerPoolIsAnErrorThatNamesTheDifferences() async throws {
        let fixture = try await Fixture(members: UserPoolOptions(firstSignInTokensWithoutMFA: true))
        var members = UserPoolOptions(allowAdminCreateUserOnly: true)
        members.attributesRequireVerificationBeforeUpdate = [.phoneNumber, .email]
        members.autoVerifiedAttributes = [.phoneNumber, .email]
        let asked = settings(
            mfa: .on([.softwareToken]), policy: PasswordPolicy(minimumLength: 15, passwordHistorySize: 5), hides: true,
            minutes: 3, members: members)
        let refused = await failure { _ = try await open(fixture, asked) }
        #expect(refused?.code == .invalidUserPoolConfiguration)
        #expect(
            refused?.message == "The stored user pool is weaker than the code asks for: "
                + "MfaConfiguration is OPTIONAL, not ON; SMS_MFA is offered; "
                + "firstSignInTokensWithoutMFA is true, not false; MinimumLength is 8, not 15; "
                + "PasswordHistorySize is 0, not 5; AllowAdminCreateUserOnly is false, not true; "
                + "AttributesRequireVerificationBeforeUpdate lacks email; "
                + "AttributesRequireVerificationBeforeUpdate lacks phone_number; "
                + "PreventUserExistenceErrors is LEGACY, not ENABLED.")
        #expect(refused?.hint == "openPool(ifWeaker:) accepts it or strengthens it.")
        #expect(try await fixture.tokens().accessToken.text.isEmpty == false, "nothing has changed")
    }

    @Test func everyClassOfAPasswordAndTheLifeOfASessionCount() async throws {
        let fixture = try await Fixture()
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) {
            $0.passwordPolicy = PasswordPolicy(
                requireUppercase: false, requireLowercase: false, requireNumbers: false, requireSymbols: false)
        }
        try await fixture.rewrite(.client("client"), as: ClientRecord.self) {
            $0.client.authSessionValidityMinutes = 15
        }
        let refused = await failure { _ = try await open(fixture, settings()) }
        for words in ["Uppercase", "Lowercase", "Numbers", "Symbols"] {
            #expect(refused?.message.contains("Require\(words) is false, not true") == true)
        }
        #expect(refused?.message.hasSuffix("AuthSessionValidity is 15, not 3.") == true)
    }

    @Test func aPoolThatIsEqualOrStrongerOpens() async throws {
        let fixture = try await Fixture(profile: .current)
        _ = try await open(fixture, settings())
        _ = try await open(fixture, settings(mfa: .off))
        _ = try await open(fixture, settings(policy: PasswordPolicy(minimumLength: 6, requireSymbols: false)))
        try await fixture.pool.admin.setMFA(.on([.sms, .softwareToken]))
        _ = try await open(fixture, settings())
        _ = try await open(fixture, settings(mfa: .on([.sms])))
        // Without settings nothing is compared: another client of a pool whose settings stand elsewhere.
        _ = try await fixture.service.openPool("test_pool", client: "another")
    }

    @Test func aWeakerPoolIsAcceptedByName() async throws {
        let fixture = try await Fixture()
        let before = try await fixture.service.records.read(.pool("test_pool"), as: PoolRecord.self)?.record
        let pool = try await open(fixture, settings(mfa: .on([.softwareToken])), ifWeaker: .accept)
        #expect(try await pool.signIn("ada", password: Fixture.password).authenticationResult != nil)
        #expect(try await fixture.service.records.read(.pool("test_pool"), as: PoolRecord.self)?.record == before)
    }

    @Test func aWeakerPoolIsStrengthened() async throws {
        let fixture = try await Fixture(profile: .current)
        let asked = settings(
            mfa: .on([.softwareToken]), policy: PasswordPolicy(minimumLength: 15), hides: true,
            members: UserPoolOptions(allowAdminCreateUserOnly: true))
        let pool = try await open(fixture, asked, ifWeaker: .strengthen)
        guard case .mfaSetup(let setUp)? = try await pool.signIn("ada", password: Fixture.password).challenge else {
            Issue.record("no factor is asked for")
            return
        }
        #expect(setUp.choices == [.softwareToken])
        #expect(await failure { _ = try await pool.signIn("nobody", password: "x") } == .incorrectPassword)
        #expect(await failure { _ = try await pool.signUp("grace", password: "Aa1!") } == .signUpNotPermitted)
        #expect(fixture.observer.names.contains("poolChanged") && fixture.observer.names.contains("clientChanged"))
        _ = try await open(fixture, asked)
    }

    /// Profile `classic` requires MFA from a pool's creation or never; the refusal names the way out in process.
    @Test("a refusal of profile classic names the profiles that allow the change") func classicDoesNotTurnMFAOn()
        async throws
    {
        let fixture = try await Fixture()
        let refused = await failure {
            _ = try await open(fixture, settings(mfa: .on([.sms, .softwareToken])), ifWeaker: .strengthen)
        }
        #expect(refused == .cannotTurnOn)
        #expect(refused?.message == "Cannot turn MFA functionality ON, once the user pool has been created.")
        #expect(refused?.hint == "SetUserPoolMfaConfig turns it on in the profiles `current` and `strict`.")
        #expect(refused?.description.hasSuffix("in the profiles `current` and `strict`.") == true)
    }

    @Test(
        "a factor whose messages nobody can send is refused",
        arguments: [
            (UserPoolMFAConfiguration.optional([.sms, .softwareToken]), MFAType.sms), (.on([.sms]), .sms),
            (.optional([.email]), .email), (.on([.email, .softwareToken]), .email),
        ])
    func aFactorWithoutASenderIsRefused(mfa: UserPoolMFAConfiguration, factor: MFAType) async throws {
        let fixture = try await Fixture()
        let keys = KeyRing.drawn()
        let service = UserPoolService(
            store: fixture.store, keys: keys, tokens: fixture.service.tokens, passwords: fixture.service.passwords)
        let opened = await failure {
            _ = try await service.openPool("other_pool", client: "other", creatingIfAbsent: settings(mfa: mfa))
        }
        #expect(opened == .noSender(for: factor))
        let created = await failure {
            _ = try await service.administration.createUserPool(
                CreateUserPoolRequest(
                    poolName: "Other",
                    members: UserPoolOptions(
                        mfaConfiguration: mfa.mode,
                        smsConfiguration: mfa.factors.contains(.sms) ? SMSConfiguration() : nil),
                    softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration(),
                    emailMFAConfiguration: mfa.factors.contains(.email) ? EmailMFAConfiguration() : nil))
        }
        #expect(created == .noSender(for: factor))
        let pools = try await service.administration.listUserPools(ListUserPoolsRequest(maxResults: 60)).userPools
        #expect(pools.count == 1)
        _ = try await service.openPool(
            "app_pool", client: "app", creatingIfAbsent: settings(mfa: .on([.softwareToken])))
        // A stored pool whose sender has gone is found at start too.
        let again = await failure { _ = try await service.openPool("test_pool", client: "client") }
        #expect(again == .noSender(for: .sms))
    }

    @Test("a factor whose messages nobody can send is refused by updates too")
    func anUpdateTurnsNoFactorOnWithoutASender() async throws {
        let fixture = try await Fixture()
        let service = UserPoolService(
            store: fixture.store, keys: KeyRing.drawn(), tokens: fixture.service.tokens,
            passwords: fixture.service.passwords)
        let pool = try await service.openPool(
            "app_pool", client: "app", creatingIfAbsent: settings(mfa: .optional([.softwareToken])))
        func stored() async throws -> UserPoolMFAConfigResponse {
            try await service.administration.getUserPoolMFAConfig(GetUserPoolMFAConfigRequest(userPoolID: pool.id))
        }
        let before = try await stored()
        let updated = await failure {
            try await service.administration.updateUserPool(
                UpdateUserPoolRequest(
                    userPoolID: pool.id, members: UserPoolOptions(smsConfiguration: SMSConfiguration())))
        }
        #expect(updated == .noSender(for: .sms))
        let set = await failure {
            _ = try await service.administration.setUserPoolMFAConfig(
                SetUserPoolMFAConfigRequest(
                    userPoolID: pool.id, emailMFAConfiguration: EmailMFAConfiguration(),
                    mfaConfiguration: .optional))
        }
        #expect(set == .noSender(for: .email))
        #expect(try await stored() == before)
        // A change of something else does not ask.
        try await service.administration.updateUserPool(
            UpdateUserPoolRequest(userPoolID: pool.id, members: UserPoolOptions(deletionProtection: true)))
    }

    @Test("clients in process hide unknown users unless told otherwise")
    func clientsInProcessHideUnknownUsersUnlessToldOtherwise() async throws {
        let fixture = try await Fixture()
        let pool = try await fixture.service.openPool("hiding_pool", client: "hiding")
        #expect(
            await failure { _ = try await pool.signIn("nobody", password: "Analytical-1843") } == .incorrectPassword)
        let told = try await fixture.service.openPool(
            "telling_pool", client: "telling", creatingIfAbsent: UserPoolSettings(preventsUserExistenceErrors: false))
        #expect(await failure { _ = try await told.signIn("nobody", password: "Analytical-1843") } == .userNotFound)
    }
}
