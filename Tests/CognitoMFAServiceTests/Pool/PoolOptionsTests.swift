import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The settings of pools and clients: stored, replaced, and their defaults.
@Suite struct PoolOptionsTests {
    private static let options = UserPoolOptions(
        mfaConfiguration: .optional, smsConfiguration: SMSConfiguration(externalID: "id", snsRegion: "eu-west-1"),
        smsAuthenticationMessage: "1: {####}",
        passwordPolicy: PasswordPolicy(
            minimumLength: 9, requireUppercase: false, requireLowercase: false, requireNumbers: false,
            requireSymbols: false, temporaryPasswordValidityDays: 3, passwordHistorySize: 4),
        autoVerifiedAttributes: [.email], accountRecoverySetting: [.verifiedEmail],
        messages: VerificationMessages(
            sms: "2: {####}", email: "3: {####}", emailSubject: "4", smsInvitation: "5: {####} {username}",
            emailInvitation: "6: {####} {username}", emailInvitationSubject: "7"),
        allowAdminCreateUserOnly: true, attributesRequireVerificationBeforeUpdate: [.email], deletionProtection: true,
        tags: ["team": "blue"], otherSettings: StoredSettingTests.pool, firstSignInTokensWithoutMFA: true)

    // R86: an update keeps what guards users when it is not mentioned, and resets the rest.
    @Test func everyOptionIsStoredAndKeptOrReset() async throws {
        let fixture = try await Fixture()
        let made = try await fixture.admin.createUserPool(.init(poolName: "p", members: Self.options))
        #expect(made.members == Self.options && made.isUsernameCaseSensitive)
        #expect(try await fixture.admin.createUserPool(.init(poolName: "q")).isUsernameCaseSensitive)
        let id = fixture.pool.id
        fixture.time.advance(by: .seconds(1))
        try await fixture.admin.updateUserPool(.init(userPoolID: id, members: Self.options))
        let updated = try await fixture.admin.describeUserPool(.init(userPoolID: id))
        #expect(updated.members == Self.options && updated.name == "Test")
        #expect(updated.lastModifiedDate == fixture.time.now() && updated.creationDate < fixture.time.now())
        var members = UserPoolOptions(autoVerifiedAttributes: [.email])
        try await fixture.admin.updateUserPool(.init(userPoolID: id, members: members))
        let kept = try await fixture.admin.describeUserPool(.init(userPoolID: id))
        members = Self.options
        members.smsAuthenticationMessage = UserPoolMFAConfiguration.defaultSMSAuthenticationMessage
        members.messages = VerificationMessages()
        members.otherSettings = StoredSettingTests.pool.filter { setting in
            StoredSetting.pool.contains { $0.name == setting.key && $0.isKept }
        }
        #expect(kept.members == members && kept.name == "Test")
        // Verified attributes are reset, so that what depends on them must be mentioned too.
        let error = await failure { try await fixture.admin.updateUserPool(.init(userPoolID: id)) }
        #expect(error == .verifiedBeforeUpdateOnly)
        try await fixture.admin.updateUserPool(
            .init(userPoolID: id, members: UserPoolOptions(attributesRequireVerificationBeforeUpdate: [])))
        let reset = try await fixture.admin.describeUserPool(.init(userPoolID: id))
        #expect(reset.members.autoVerifiedAttributes == [])
    }

    // R86: only a pool whose MFA is on cannot be turned off while it has an SMS role.
    @Test func aPoolThatIsOffMayHaveARole() async throws {
        let members = UserPoolOptions(smsConfiguration: SMSConfiguration())
        let off = try await Fixture(mfa: .off)
        try await off.admin.updateUserPool(.init(userPoolID: off.pool.id, members: members))
        let described = try await off.admin.describeUserPool(.init(userPoolID: off.pool.id))
        #expect(described.smsConfiguration != nil && described.mfaConfiguration == .off)
        let optional = try await Fixture()
        var turningOff = members
        turningOff.mfaConfiguration = .off
        let error = await failure {
            try await optional.admin.updateUserPool(.init(userPoolID: optional.pool.id, members: turningOff))
        }
        #expect(error == .cannotTurnOffWithRole)
        // Not mentioned, MFA stays as it is.
        try await optional.admin.updateUserPool(.init(userPoolID: optional.pool.id, members: members))
        let kept = try await optional.admin.describeUserPool(.init(userPoolID: optional.pool.id))
        #expect(kept.mfaConfiguration == .optional)
    }

    // R86
    @Test func aPoolWithoutARoleOffersNoTextMessages() async throws {
        let fixture = try await Fixture(mfa: .off)
        let id = fixture.pool.id
        let set = try await fixture.admin.setUserPoolMFAConfig(.init(userPoolID: id, mfaConfiguration: .off))
        #expect(set.smsMFAConfiguration == nil && set.mfaConfiguration == .off)
        try await fixture.admin.updateUserPool(.init(userPoolID: id))
        let error = await failure {
            try await fixture.admin.updateUserPool(
                .init(userPoolID: id, members: UserPoolOptions(mfaConfiguration: .optional)))
        }
        #expect(error == .smsConfigurationRequired)
    }

    @Test func theTextOfACodesMailIsStored() async throws {
        let fixture = try await Fixture()
        let email = EmailMFAConfiguration(message: "8: {####}", subject: "9")
        let made = try await fixture.admin.createUserPool(
            .init(poolName: "p", members: UserPoolOptions(), emailMFAConfiguration: email))
        let mfa = try await fixture.admin.getUserPoolMFAConfig(.init(userPoolID: made.id))
        #expect(mfa.emailMFAConfiguration == email)
    }

    // R118
    @Test func aClientIsReplacedInItsOwnPoolOnly() async throws {
        let fixture = try await Fixture()
        let other = try await fixture.admin.createUserPool(.init(poolName: "Other"))
        func update(in pool: UserPoolID) async -> CognitoError? {
            await failure {
                _ = try await fixture.admin.updateUserPoolClient(
                    .init(
                        clientID: "client",
                        settings: .init(
                            userPoolID: pool, clientName: "new", generateSecret: true, clientSecret: "no secret")))
            }
        }
        #expect(await update(in: "no_pool") == .poolNotFound("no_pool"))
        #expect(await update(in: other.id) == .clientNotFound("client"))
        // The members about the secret do not count.
        #expect(await update(in: fixture.pool.id) == nil)
    }

    // R86: an update is validated like a creation.
    @Test func noUpdateLeavesAPoolWithoutAWayBack() async throws {
        let fixture = try await Fixture()
        func update(_ ways: [RecoveryMechanism]) async -> CognitoError? {
            await failure {
                try await fixture.admin.updateUserPool(
                    .init(
                        userPoolID: fixture.pool.id,
                        members: UserPoolOptions(
                            mfaConfiguration: .optional, smsConfiguration: SMSConfiguration(),
                            accountRecoverySetting: ways)))
            }
        }
        #expect(await update([.adminOnly, .verifiedEmail]) == .adminOnlyStandsAlone)
        #expect(await update([.verifiedPhoneNumber]) == .recoveryByFactor)
        #expect(await update([.verifiedPhoneNumber, .verifiedEmail]) == nil)
        #expect(await update([.adminOnly]) == nil)
    }

    // API reference, CreateUserPoolClient; refreshing alone is allowed.
    @Test func aClientHasCognitosDefaults() async throws {
        let fixture = try await Fixture()
        let client = try await fixture.admin.createUserPoolClient(
            .init(userPoolID: fixture.pool.id, clientName: "c"))
        var expected = AppClient(
            id: client.id, userPoolID: fixture.pool.id, name: "c", secret: nil, explicitAuthFlows: [],
            authSessionValidityMinutes: 3, accessTokenValiditySeconds: 3600, idTokenValiditySeconds: 3600,
            refreshTokenValiditySeconds: 2_592_000, preventsUserExistenceErrors: false, enablesTokenRevocation: true,
            refreshTokenRotation: nil, readAttributes: nil, writeAttributes: nil)
        (expected.creationDate, expected.lastModifiedDate) = (fixture.time.now(), fixture.time.now())
        #expect(client == expected)
    }

    // R86: an update with a role offers text messages, and one without keeps them.
    @Test func aRoleOffersTextMessages() async throws {
        let fixture = try await Fixture(mfa: .optional([.softwareToken]))
        for (role, offers) in [(nil, false), (SMSConfiguration(), true), (nil, true)] as [(SMSConfiguration?, Bool)] {
            try await fixture.admin.updateUserPool(
                .init(
                    userPoolID: fixture.pool.id,
                    members: UserPoolOptions(mfaConfiguration: .optional, smsConfiguration: role)))
            let mfa = try await fixture.admin.getUserPoolMFAConfig(.init(userPoolID: fixture.pool.id))
            #expect((mfa.smsMFAConfiguration != nil) == offers)
            #expect(mfa.softwareTokenMFAConfiguration?.enabled == true)
        }
    }
}
