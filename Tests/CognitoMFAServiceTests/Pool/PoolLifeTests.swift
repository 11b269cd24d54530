import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Pools and clients from creation to deletion, lists, and the dry run.
@Suite struct PoolLifeTests {
    @Test func anUpdateReplacesEverythingAndLeavesTOTPAlone() async throws {
        let fixture = try await Fixture(members: UserPoolOptions(autoVerifiedAttributes: [.email]))
        try await fixture.admin.updateUserPool(
            UpdateUserPoolRequest(
                userPoolID: fixture.pool.id, poolName: "Renamed",
                members: UserPoolOptions(mfaConfiguration: .optional, smsConfiguration: SMSConfiguration())))
        let described = try await fixture.admin.describeUserPool(
            DescribeUserPoolRequest(userPoolID: fixture.pool.id))
        #expect(described.name == "Renamed" && described.members.autoVerifiedAttributes.isEmpty)
        let mfa = try await fixture.admin.getUserPoolMFAConfig(
            GetUserPoolMFAConfigRequest(userPoolID: fixture.pool.id))
        #expect(mfa.softwareTokenMFAConfiguration?.enabled == true && mfa.mfaConfiguration == .optional)
        // Without an SMS role the role is gone, and MFA may be turned off.
        try await fixture.admin.updateUserPool(UpdateUserPoolRequest(userPoolID: fixture.pool.id))
        let off = try await fixture.admin.describeUserPool(DescribeUserPoolRequest(userPoolID: fixture.pool.id))
        #expect(off.mfaConfiguration == .off && off.smsConfiguration == nil)
    }

    // R83, R118
    @Test func aDeletedPoolRefusesEverything() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        try await fixture.preferSMS()
        let session = try await fixture.challenge().session
        try await fixture.admin.deleteUserPool(DeleteUserPoolRequest(userPoolID: fixture.pool.id))
        #expect(await failure { _ = try await fixture.tokens() }?.code == .resourceNotFound)
        #expect(await failure { _ = try await fixture.pool.user(token) } == .invalidAccessToken)
        #expect(
            await failure { _ = try await fixture.pool.respond(to: session, with: .smsMFA(code: "1")) }?.code
                == .resourceNotFound)
        #expect(await failure { try await fixture.pool.admin.createUser("x", password: Fixture.password) } != nil)
        #expect(try await fixture.admin.listUserPools(ListUserPoolsRequest()).userPools.isEmpty)
        // Its id is never given again.
        #expect(await failure { _ = try await fixture.service.openPool(fixture.pool.id, client: "client") } != nil)
    }

    // R83
    @Test func aDeletedClientEndsItsSignIns() async throws {
        let fixture = try await Fixture()
        let client = try await fixture.client()
        let pool = fixture.service.pool(fixture.pool.id, client: client.id)
        let tokens = try #require(await pool.signIn("ada", password: Fixture.password).authenticationResult)
        try await fixture.preferSMS()
        let session = try #require(await pool.signIn("ada", password: Fixture.password).challenge).session
        try await fixture.admin.deleteUserPoolClient(
            DeleteUserPoolClientRequest(userPoolID: fixture.pool.id, clientID: client.id))
        #expect(await failure { _ = try await pool.user(tokens.accessToken) } == .invalidAccessToken)
        #expect(await failure { _ = try await pool.refresh(tokens.refreshToken ?? "") }?.code == .resourceNotFound)
        #expect(
            await failure { _ = try await pool.respond(to: session, with: .smsMFA(code: "1")) }?.code
                == .resourceNotFound)
        let listed = try await fixture.admin.listUserPoolClients(
            ListUserPoolClientsRequest(userPoolID: fixture.pool.id))
        #expect(listed.userPoolClients.map(\.id) == ["client"])
    }

    @Test func aClientIsReplacedAndKeepsItsSecret() async throws {
        let fixture = try await Fixture()
        let client = try await fixture.client { $0.generateSecret = true }
        let updated = try await fixture.admin.updateUserPoolClient(
            UpdateUserPoolClientRequest(
                clientID: client.id,
                settings: CreateUserPoolClientRequest(
                    userPoolID: fixture.pool.id, clientName: "new", authSessionValidityMinutes: 15)))
        #expect(updated.secret == client.secret && updated.secret != nil)
        #expect(updated.name == "new" && updated.authSessionValidityMinutes == 15)
        #expect(updated.explicitAuthFlows.isEmpty, "left out: the default again")
        #expect(updated.allows(.refreshTokenAuth) && !updated.allows(.userPasswordAuth))
    }

    // R10
    @Test func listsGoPageByPage() async throws {
        let fixture = try await Fixture()
        var made: Set<AppClientID> = ["client"]
        for _ in 0..<4 { made.insert(try await fixture.client().id) }
        var found: [AppClientID] = []
        var token: String?
        repeat {
            let page = try await fixture.admin.listUserPoolClients(
                ListUserPoolClientsRequest(userPoolID: fixture.pool.id, maxResults: 2, nextToken: token))
            #expect(page.userPoolClients.count <= 2)
            found += page.userPoolClients.map(\.id)
            token = page.nextToken
        } while token != nil
        #expect(found.count == 5 && Set(found) == made)
        for _ in 0..<3 { _ = try await fixture.admin.createUserPool(CreateUserPoolRequest(poolName: "p")) }
        #expect(try await fixture.admin.listUserPools(ListUserPoolsRequest()).userPools.count == 4)
        #expect(
            await failure {
                _ = try await fixture.admin.listUserPools(ListUserPoolsRequest(nextToken: "!"))
            } == .invalidPaginationToken)
    }

    // R10
    @Test func anEntryWithoutItsRecordIsNotListed() async throws {
        let fixture = try await Fixture()
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.clients.expect("ghost") }
        let listed = try await fixture.admin.listUserPoolClients(
            ListUserPoolClientsRequest(userPoolID: fixture.pool.id))
        #expect(listed.userPoolClients.map(\.id) == ["client"])
    }

    @Test func usersAreListedAndFiltered() async throws {
        let fixture = try await Fixture()
        for number in 0..<130 {
            try await fixture.pool.admin.importUser(
                Username("user\(number)"), passwordHash: "x", attributes: [.email: "u\(number)@example.com"])
        }
        var names: [Username] = []
        var token: String?
        repeat {
            let page = try await fixture.pool.admin.users(after: token)
            names += page.users.map(\.username)
            token = page.paginationToken
        } while token != nil
        #expect(names.count == 131 && Set(names).count == 131)
        func found(_ filter: String) async throws -> Int {
            try await fixture.pool.admin.users(filter: filter).users.count
        }
        #expect(try await found(#"email = "u7@example.com""#) == 1)
        #expect(try await found(#"username ^= "user12""#) == 11)
        #expect(try await found(#"status = "Enabled""#) == 60)
        #expect(try await found(#"cognito:user_status = "UNCONFIRMED""#) == 0)
        for broken in ["", "email", #"shoe = "7""#, #"email = "7"#, #"email > "7""#] {
            #expect(await failure { _ = try await found(broken) } == .invalidFilter, "\(broken)")
        }
    }

    @Test func aStoreThatCannotListSaysSo() async throws {
        struct Plain: RecordStore {
            let base = ScriptedStore()
            func read(_ key: RecordKey) async throws -> VersionedRecord? { try await base.read(key) }
            func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
                try await base.compareAndSwap(key, change)
            }
        }
        let test = try await TestPool(store: Plain())
        #expect(await failure { _ = try await test.pool.admin.users() } == .scanMissing)
    }

    @Test func theDryRunSaysWhatASignInAnswers() async throws {
        for (preference, phone) in [(nil, true), (MFAPreference.preferred, true), (.preferred, false)] {
            let fixture = try await Fixture()
            try await fixture.pool.admin.setMFAPreference("ada", sms: preference)
            if !phone { try await fixture.pool.admin.updateAttributes("ada", [.phoneNumber: ""]) }
            let before = try await fixture.record()
            let explained = try await fixture.pool.admin.explainSignIn(of: "ada")
            #expect(try await fixture.record() == before)
            #expect(await fixture.sms.messages.isEmpty)
            do {
                let outcome = try await fixture.pool.signIn("ada", password: Fixture.password)
                #expect(explained.challenge == outcome.challenge?.name && explained.refusal == nil)
                #expect(explained.leadsToTokens == (outcome.authenticationResult != nil))
            } catch {
                #expect(explained.refusal == error && explained.rule == .switchedOnButUnusable)
            }
        }
    }

    @Test func whoCouldNotSignInIsToldBeforeAPoolGoesOn() async throws {
        let fixture = try await Fixture()
        try await fixture.pool.admin.createUser("grace", password: Fixture.password)
        #expect(try await fixture.pool.admin.usersWhoCouldNotSignIn(under: .on([.sms])) == ["grace"])
        #expect(try await fixture.pool.admin.usersWhoCouldNotSignIn(under: .on([.sms, .softwareToken])).isEmpty)
    }

    // R10: a pool and a client are listed as confirmed once their records are there.
    @Test func whatIsThereIsListedAsConfirmed() async throws {
        let fixture = try await Fixture()
        let client = try await fixture.client()
        let pool = try #require(await fixture.service.records.read(.pool(fixture.pool.id), as: PoolRecord.self)).record
        #expect(pool.clients.isConfirmed("client") == true && pool.clients.isConfirmed(client.id) == true)
        let directory = try #require(await fixture.service.records.read(.directory, as: DirectoryRecord.self)).record
        #expect(directory.pools.isConfirmed(fixture.pool.id) == true)
    }

    // R10: a full pool takes no new client, but one whose creation was cut off after it was listed.
    @Test func aListedClientHasItsPlaceInAFullPool() async throws {
        let fixture = try await Fixture()
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) {
            for number in 2..<PoolRecord.clientCap { $0.clients.expect(AppClientID("client\(number)")) }
            $0.clients.expect("late")
        }
        #expect(await failure { _ = try await fixture.client() } == .tooManyClients)
        let pool = try await fixture.service.openPool(fixture.pool.id, client: "late")
        #expect(try await pool.signIn("ada", password: Fixture.password).authenticationResult != nil)
    }

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
        allowAdminCreateUserOnly: true, attributesRequireVerificationBeforeUpdate: [.email],
        firstSignInTokensWithoutMFA: true)

    @Test func everyOptionIsStoredAndReplaced() async throws {
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
        try await fixture.admin.updateUserPool(.init(userPoolID: id, members: UserPoolOptions()))
        var defaults = UserPoolOptions(mfaConfiguration: .off)
        let described = try await fixture.admin.describeUserPool(.init(userPoolID: id))
        defaults.smsAuthenticationMessage = described.smsAuthenticationMessage
        #expect(described.members == defaults)
    }

    // R86: only a pool whose MFA is on cannot be turned off while it has an SMS role.
    @Test func aPoolThatIsOffMayHaveARole() async throws {
        let members = UserPoolOptions(smsConfiguration: SMSConfiguration())
        let off = try await Fixture(mfa: .off)
        try await off.admin.updateUserPool(.init(userPoolID: off.pool.id, members: members))
        let described = try await off.admin.describeUserPool(.init(userPoolID: off.pool.id))
        #expect(described.smsConfiguration != nil && described.mfaConfiguration == .off)
        let optional = try await Fixture()
        let error = await failure {
            try await optional.admin.updateUserPool(.init(userPoolID: optional.pool.id, members: members))
        }
        #expect(error == .cannotTurnOffWithRole)
    }

    // R86
    @Test func aPoolWithoutARoleOffersNoTextMessages() async throws {
        let fixture = try await Fixture(mfa: .off)
        let id = fixture.pool.id
        let set = try await fixture.admin.setUserPoolMFAConfig(.init(userPoolID: id))
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
                    .init(clientID: "client", settings: .init(userPoolID: pool, clientName: "new")))
            }
        }
        #expect(await update(in: "no_pool") == .poolNotFound("no_pool"))
        #expect(await update(in: other.id) == .clientNotFound("client"))
        #expect(await update(in: fixture.pool.id) == nil)
    }

    // R10: the entry comes before the record, so that a crash between them leaves nothing that no list names.
    @Test func aPoolAndAClientAreListedBeforeTheyAreThere() async throws {
        let fixture = try await Fixture()
        for kind in ["pool", "client"] {
            await fixture.store.before("swap \(kind)", times: 99) {
                throw ScriptedStore.Fault()
            }
            let error = await failure {
                _ = try await fixture.service.openPool(kind == "pool" ? "late_pool" : "test_pool", client: "late")
            }
            #expect(error?.code == .tooManyRequests)
        }
        let records = fixture.service.records
        let directory = try #require(await records.read(.directory, as: DirectoryRecord.self)).record
        #expect(directory.pools.isConfirmed("late_pool") == false)
        let pool = try #require(await records.read(.pool("test_pool"), as: PoolRecord.self)).record
        #expect(pool.clients.isConfirmed("late") == false)
    }

    /// Draws the same bytes again for each id.
    private struct RepeatingSource: RandomSource {
        let base = SeededRandomSource(seed: 3)

        func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
            purpose == .nonce ? [UInt8](repeating: 7, count: count) : base.bytes(count: count, for: purpose)
        }
    }

    @Test func anIDThatIsDrawnTwiceIsGivenOnce() async throws {
        let keys = KeyRing(from: SeededRandomSource(seed: 1))
        let service = UserPoolService(
            store: ScriptedStore(), keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys),
            random: RepeatingSource())
        let pool = try await service.administration.createUserPool(.init(poolName: "p"))
        #expect(
            await failure { _ = try await service.administration.createUserPool(.init(poolName: "q")) }
                == .tooManyRequests)
        func client() async throws {
            _ = try await service.administration.createUserPoolClient(.init(userPoolID: pool.id, clientName: "c"))
        }
        try await client()
        #expect(await failure { try await client() } == .tooManyRequests)
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
        let expected = AppClient(
            id: client.id, userPoolID: fixture.pool.id, name: "c", secret: nil, explicitAuthFlows: [],
            authSessionValidityMinutes: 3, accessTokenValiditySeconds: 3600, idTokenValiditySeconds: 3600,
            refreshTokenValiditySeconds: 2_592_000, preventsUserExistenceErrors: false, enablesTokenRevocation: true,
            refreshTokenRotation: nil, readAttributes: nil, writeAttributes: nil)
        #expect(client == expected)
    }
}
