import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Pools and clients from creation to deletion, lists, and the dry run.
@Suite struct PoolLifeTests {
    // R86
    @Test func anUpdateLeavesMFAAloneUnlessToldOtherwise() async throws {
        let fixture = try await Fixture(members: UserPoolOptions(autoVerifiedAttributes: [.email]))
        try await fixture.admin.updateUserPool(
            UpdateUserPoolRequest(
                userPoolID: fixture.pool.id, poolName: "Renamed",
                members: UserPoolOptions(mfaConfiguration: .optional, smsConfiguration: SMSConfiguration())))
        let described = try await fixture.admin.describeUserPool(
            DescribeUserPoolRequest(userPoolID: fixture.pool.id))
        #expect(described.name == "Renamed" && described.members.autoVerifiedAttributes?.isEmpty == true)
        let mfa = try await fixture.admin.getUserPoolMFAConfig(
            GetUserPoolMFAConfigRequest(userPoolID: fixture.pool.id))
        #expect(mfa.softwareTokenMFAConfiguration?.enabled == true && mfa.mfaConfiguration == .optional)
        try await fixture.admin.updateUserPool(UpdateUserPoolRequest(userPoolID: fixture.pool.id))
        let kept = try await fixture.admin.describeUserPool(DescribeUserPoolRequest(userPoolID: fixture.pool.id))
        #expect(kept.mfaConfiguration == .optional && kept.smsConfiguration != nil)
        // Without an SMS role in the same request MFA may be turned off.
        try await fixture.admin.updateUserPool(
            UpdateUserPoolRequest(userPoolID: fixture.pool.id, members: UserPoolOptions(mfaConfiguration: .off)))
        let off = try await fixture.admin.describeUserPool(DescribeUserPoolRequest(userPoolID: fixture.pool.id))
        #expect(off.mfaConfiguration == .off && off.smsConfiguration != nil)
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
}
