import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// CreateUserPool, SetUserPoolMfaConfig and GetUserPoolMfaConfig.
@Suite struct PoolSettingsTests {
    // R85, R86
    @Test func aRequiredPoolWithTOTPOnlyIsMadeAndUsed() async throws {
        let fixture = try await Fixture(mfa: .off)
        let administration = fixture.service.administration
        let made = try await administration.createUserPool(
            CreateUserPoolRequest(
                poolName: "Required", mfaConfiguration: .on,
                softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration()), region: "eu-west-1")
        #expect(made.id.text.hasPrefix("eu-west-1_") && made.mfaConfiguration == .on)
        let client = try await administration.createUserPoolClient(
            CreateUserPoolClientRequest(
                userPoolID: made.id, clientName: "app", generateSecret: true,
                explicitAuthFlows: [.allowUserPasswordAuth]))
        let pool = fixture.service.pool(made.id, client: client.id, secret: client.secret)
        try await pool.admin.createUser("grace", password: "Compiler-1952")
        guard
            case .mfaSetup(let setUp) = try #require(
                await pool.signIn("grace", password: "Compiler-1952").challenge)
        else {
            Issue.record("not led to set-up")
            return
        }
        #expect(Challenge.mfaSetup(setUp).parameters["MFAS_CAN_SETUP"] == #"["SOFTWARE_TOKEN_MFA"]"#)
        let association = try await pool.associateSoftwareToken(.session(setUp.session))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        let next = try #require(association.session)
        let verified = try #require(await pool.verifySoftwareToken(.session(next), code: app.code()))
        let first = try await pool.respond(to: verified, with: .mfaSetup, as: "grace")
        #expect(first.authenticationResult != nil)
        let challenge = try #require(await pool.signIn("grace", password: "Compiler-1952").challenge)
        let second = try await pool.respond(
            to: challenge.session, with: .softwareTokenMFA(code: app.code(stepsAhead: 1)), as: "grace")
        #expect(second.authenticationResult != nil)
        let grace = try await pool.admin.user("grace")
        #expect(grace.userMFASettingList == [.softwareToken] && grace.preferredMFASetting == .softwareToken)
    }

    @Test func aRequiredOrOptionalPoolNeedsAFactor() async throws {
        let fixture = try await Fixture()
        for mode in [UserPoolMFAMode.on, .optional] {
            let refused = await failure {
                _ = try await fixture.service.administration.createUserPool(
                    CreateUserPoolRequest(poolName: "None", mfaConfiguration: mode))
            }
            #expect(refused?.code == .invalidParameter)
            #expect(
                refused?.message
                    == "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
            )
        }
    }

    /// Every change of mode, from every mode: `classic` refuses to turn MFA on and never to loosen it.
    @Test(arguments: UserPoolMFAMode.allCases, UserPoolMFAMode.allCases)
    func classicRefusesOnlyTheChangeToOn(_ from: UserPoolMFAMode, _ to: UserPoolMFAMode) async throws {
        let fixture = try await Fixture(mfa: UserPoolMFAConfiguration(mode: from, factors: [.softwareToken]))
        let refused = await failure {
            try await fixture.pool.admin.setMFA(UserPoolMFAConfiguration(mode: to, factors: [.softwareToken]))
        }
        let found = try await config(fixture).mfaConfiguration
        if to == .on, from != .on {
            #expect(
                refused?.message == "Cannot turn MFA functionality ON, once the user pool has been created.")
            #expect(refused?.code == .invalidParameter && found == from)
        } else {
            #expect(refused == nil && found == to)
        }
    }

    @Test func aRequiredPoolMayChangeItsFactors() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]))
        try await fixture.pool.admin.setMFA(.on([.sms, .softwareToken], smsAuthenticationMessage: "Code {####}"))
        let config = try await config(fixture)
        #expect(config.smsMFAConfiguration?.smsAuthenticationMessage == "Code {####}")
        #expect(config.softwareTokenMFAConfiguration?.enabled == true)
        _ = try await fixture.challenge()
        let code = await fixture.sentCode()
        #expect(await fixture.sms.messages.last?.text == "Code \(code.text)")
    }

    /// LastModifiedDate of DescribeUserPool moves with the MFA settings, and stays when they are set to what they are.
    @Test func aChangeOfFactorsIsDated() async throws {
        let fixture = try await Fixture(mfa: .optional([.softwareToken]))
        let pool = DescribeUserPoolRequest(userPoolID: fixture.pool.id)
        let made = try await fixture.admin.describeUserPool(pool)
        fixture.time.advance(by: .seconds(60))
        let changed = fixture.time.now()
        try await fixture.pool.admin.setMFA(.optional([.sms, .softwareToken]))
        var described = try await fixture.admin.describeUserPool(pool)
        #expect(described.lastModifiedDate == changed && described.creationDate == made.creationDate)
        fixture.time.advance(by: .seconds(60))
        try await fixture.pool.admin.setMFA(.optional([.sms, .softwareToken]))
        described = try await fixture.admin.describeUserPool(pool)
        #expect(described.lastModifiedDate == changed, "nothing was changed")
    }

    @Test func combinationsThatMakeNoSenseAreRefusedAndChangeNothing() async throws {
        let fixture = try await Fixture(mfa: .optional([.sms, .softwareToken]))
        let id = fixture.pool.id
        let sms = SMSMFAConfiguration(smsConfiguration: SMSConfiguration())
        let rows: [(SetUserPoolMFAConfigRequest, String)] = [
            (
                .init(userPoolID: id, smsMFAConfiguration: sms, mfaConfiguration: .off),
                "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
            ),
            (
                .init(
                    userPoolID: id, softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration(),
                    mfaConfiguration: .off),
                "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
            ),
            (
                .init(
                    userPoolID: id, smsMFAConfiguration: SMSMFAConfiguration(smsAuthenticationMessage: "no code"),
                    mfaConfiguration: .optional),
                "1 validation error detected: Value 'no code' at 'smsAuthenticationMessage' failed to satisfy constraint: "
                    + #"Member must satisfy regular expression pattern: .*\{####\}.*"#
            ),
        ]
        let before = try await config(fixture)
        for (request, text) in rows {
            let refused = await failure {
                _ = try await fixture.service.administration.setUserPoolMFAConfig(request)
            }
            #expect(refused?.code == .invalidParameter && refused?.message == text)
            #expect(try await config(fixture) == before)
        }
        let unknown = await failure {
            _ = try await fixture.service.administration.getUserPoolMFAConfig(.init(userPoolID: "eu_nowhere"))
        }
        #expect(unknown?.code == .resourceNotFound && unknown?.message == "User pool eu_nowhere does not exist.")
    }

    @Test func openingAPoolAgainLeavesItAlone() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]))
        let again = try await fixture.service.openPool(
            "test_pool", client: "client",
            creatingIfAbsent: UserPoolSettings(name: "Other", mfa: .off, preventsUserExistenceErrors: false))
        #expect(try await again.admin.user("ada").username == "ada")
        #expect(try await config(fixture).mfaConfiguration == .on)
        let stolen = await failure { _ = try await fixture.service.openPool("other_pool", client: "client") }
        #expect(stolen?.code == .resourceNotFound)
    }

    @Test func aProtectedPoolOutlivesItsDeletionUntilTheProtectionIsTakenAway() async throws {
        let fixture = try await Fixture(members: UserPoolOptions(deletionProtection: true))
        let deletion = DeleteUserPoolRequest(userPoolID: fixture.pool.id)
        let refused = await failure { try await fixture.admin.deleteUserPool(deletion) }
        #expect(refused == .deletionProtected)
        #expect(try await fixture.pool.admin.user("ada").username == "ada")
        // An update that does not mention it leaves it.
        try await fixture.admin.updateUserPool(UpdateUserPoolRequest(userPoolID: fixture.pool.id))
        #expect(await failure { try await fixture.admin.deleteUserPool(deletion) } == .deletionProtected)
        try await fixture.admin.updateUserPool(
            UpdateUserPoolRequest(userPoolID: fixture.pool.id, members: UserPoolOptions(deletionProtection: false)))
        try await fixture.admin.deleteUserPool(deletion)
        let gone = await failure { _ = try await fixture.pool.admin.user("ada") }
        #expect(gone?.code == .resourceNotFound)
    }

    @Test func manyProcessesMayOpenOnePoolAtOnce() async throws {
        let store = ScriptedStore()
        let fixture = try await Fixture(store: store)
        let service = fixture.service
        try await withThrowingTaskGroup(of: UserPoolID.self) { group in
            for _ in 0..<32 { group.addTask { try await service.openPool("shared_pool", client: "shared").id } }
            for try await id in group { #expect(id == "shared_pool") }
        }
    }

    @Test func poolsAndClientsAreDescribedAsTheyWereMade() async throws {
        let fixture = try await Fixture()
        let administration = fixture.service.administration
        let made = try await administration.createUserPool(
            CreateUserPoolRequest(
                poolName: "Described", mfaConfiguration: .optional, smsConfiguration: SMSConfiguration(),
                smsAuthenticationMessage: "Code {####}"))
        let pool = try await administration.describeUserPool(.init(userPoolID: made.id))
        #expect(pool.id == made.id && pool.name == "Described" && pool.mfaConfiguration == .optional)
        #expect(pool.smsAuthenticationMessage == "Code {####}" && pool.creationDate == fixture.time.now())
        let client = try await administration.createUserPoolClient(
            .init(
                userPoolID: made.id, clientName: "web", generateSecret: true, authSessionValidityMinutes: 15,
                enableTokenRevocation: false, refreshTokenRotation: RefreshTokenRotation(retryGracePeriodSeconds: 30)))
        let described = try await administration.describeUserPoolClient(
            .init(userPoolID: made.id, clientID: client.id))
        #expect(described == client && described.refreshTokenRotation?.retryGracePeriodSeconds == 30)
        #expect(!described.enablesTokenRevocation && described.authSessionValidityMinutes == 15)
        let foreign = await failure {
            _ = try await administration.describeUserPoolClient(.init(userPoolID: "test_pool", clientID: client.id))
        }
        #expect(foreign?.message == "User pool client \(client.id) does not exist.")
        let unknown = await failure { _ = try await administration.describeUserPool(.init(userPoolID: "no_where")) }
        #expect(unknown?.message == "User pool no_where does not exist.")
        let long = await failure {
            _ = try await administration.createUserPoolClient(
                .init(
                    userPoolID: made.id, clientName: "web",
                    refreshTokenRotation: RefreshTokenRotation(retryGracePeriodSeconds: 61)))
        }
        #expect(long?.message.hasSuffix("Member must have value less than or equal to 60") == true)
    }

    private func config(_ fixture: Fixture) async throws -> UserPoolMFAConfigResponse {
        try await fixture.service.administration.getUserPoolMFAConfig(.init(userPoolID: fixture.pool.id))
    }

    /// Text messages need a role; without one they are no factor that MFA could be switched on with.
    @Test func smsWithoutARoleIsNoFactor() async throws {
        let fixture = try await Fixture(mfa: .off)
        let error = await failure {
            _ = try await fixture.service.administration.setUserPoolMFAConfig(
                SetUserPoolMFAConfigRequest(
                    userPoolID: fixture.pool.id, smsMFAConfiguration: SMSMFAConfiguration(),
                    mfaConfiguration: .optional))
        }
        #expect(error == .noFactorConfigured)
    }
}
