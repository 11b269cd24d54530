import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import TestSupport
import Testing
import UserPoolModel

/// A username cannot be another user's alias or `sub`, whichever came first (R120).
@Suite struct NameCollisionTests {
    private static let never: Username = "0b8e6f0a-7c1d-4e5f-8a9b-0c1d2e3f4a5b"

    /// The ways to create a user under a name.
    enum Creation: String, CaseIterable {
        case signUp, adminCreateUser, adminCreateUserByForce, importing, migration

        func run(_ fixture: Fixture, _ name: Username) async throws {
            let (pool, admin) = (fixture.pool, fixture.service.administration)
            switch self {
            case .signUp: _ = try await pool.signUp(name, password: Fixture.password, attributes: .verifiedForSignUp)
            case .adminCreateUser: try await pool.admin.createUser(name, password: Fixture.password)
            case .adminCreateUserByForce:
                _ = try await admin.adminCreateUser(
                    AdminCreateUserRequest(
                        userPoolID: pool.id, username: name, permanentPassword: Fixture.password,
                        forceAliasCreation: true))
            case .importing:
                _ = try await admin.adminImportUser(
                    AdminImportUserRequest(userPoolID: pool.id, username: name, passwordHash: PasswordHash("x")))
            case .migration: _ = try await pool.signIn(name, password: "Other-Directory-7")
            }
        }
    }

    private struct Directory: UserMigration {
        func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser? {
            request.password == "Other-Directory-7" ? MigratedUser() : nil
        }
    }

    private func fixture(aliases: Set<AttributeName> = []) async throws -> Fixture {
        let fixture = try await Fixture(
            attributes: .verifiedEmail, triggers: Triggers(userMigration: Directory()), members: .verifyingEmail,
            aliases: aliases)
        await fixture.store.forgetCalls()
        return fixture
    }

    private func rows(_ fixture: Fixture) async -> [RecordKey: VersionedRecord] { await fixture.store.rows }

    /// The kinds of the rows that differ now, except quotas, because a refund leaves its row.
    private func changed(_ fixture: Fixture, since before: [RecordKey: VersionedRecord]) async -> [Substring] {
        let after = await rows(fixture)
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
            .map { $0.text.prefix { $0 != "/" } }.filter { $0 != "quota" }.sorted()
    }

    // The steps of an attack: sign up with another user's `sub` as name, obtain a role for it, and sign in with it.
    @Test func aStrangerCannotBeCalledAsAnothersSub() async throws {
        let fixture = try await fixture()
        let boss = try await fixture.record()
        let name = Username(boss.sub.text)
        let before = await rows(fixture)
        let error = await failure {
            _ = try await fixture.pool.signUp(name, password: "Stranger-1843", attributes: [.email: "eve@example.com"])
        }
        #expect(error == .usernameTaken)
        #expect(await fixture.email.messages.isEmpty, "before a message is sent")
        #expect(await changed(fixture, since: before) == [], "nothing is half created")
        try await fixture.pool.admin.updateAttributes(name, ["name": "boss"])
        #expect(try await fixture.record().attributes["name"] == "boss")
        try await fixture.pool.admin.disableUser(name)
        let refusal = await failure { _ = try await fixture.pool.signIn("ada", password: Fixture.password) }
        #expect(refusal == .userDisabled)
    }

    @Test(arguments: Creation.allCases) func nobodyIsCreatedUnderAnothersSub(_ creation: Creation) async throws {
        let fixture = try await fixture()
        let name = Username(try await fixture.record().sub.text)
        let before = await rows(fixture)
        #expect(await failure { try await creation.run(fixture, name) } != nil)
        #expect(await fixture.email.messages.isEmpty)
        guard creation != .migration else {
            // The sub leads to its user, whose password it is not.
            #expect(try await fixture.record().passwordFailures.consecutive == 1)
            return
        }
        #expect(await changed(fixture, since: before) == [])
    }

    @Test(arguments: Creation.allCases) func nobodyIsCreatedUnderADeletedUsersSub(_ creation: Creation) async throws {
        let fixture = try await fixture()
        let name = Username(try await fixture.record().sub.text)
        try await fixture.pool.admin.deleteUser("ada")
        let before = await rows(fixture)
        let error = await failure { try await creation.run(fixture, name) }
        #expect(error?.code == (creation == .migration ? .userNotFound : .usernameExists))
        #expect(await changed(fixture, since: before).allSatisfy { $0 == "decoy" })
        #expect(await failure { _ = try await fixture.pool.admin.user(name) } == .userNotFound)
    }

    @Test(arguments: Creation.allCases) func aNameInTheFormOfASubIsLegal(_ creation: Creation) async throws {
        let fixture = try await fixture()
        try await creation.run(fixture, Self.never)
        let user = try await fixture.pool.admin.user(Self.never)
        #expect(user.username == Self.never && user.attributes[.sub] != Self.never.text)
        #expect(try await fixture.record(of: Self.never).creation == nil)
        #expect(await failure { try await creation.run(fixture, Self.never) } != nil || creation == .migration)
        try await fixture.pool.admin.deleteUser(Self.never)
        // R117: only a creating operation may replace a tombstone.
        let again = await failure { try await creation.run(fixture, Self.never) }
        #expect((again == nil) == (creation != .migration && creation != .importing))
    }

    @Test(arguments: Creation.allCases) func nobodyIsCreatedUnderAnothersPreferredName(_ creation: Creation)
        async throws
    {
        let fixture = try await fixture(aliases: [.preferredUsername])
        try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: "nick"])
        let before = await rows(fixture)
        let error = await failure { try await creation.run(fixture, "nick") }
        // The other directory is not asked, because the name is not unknown.
        #expect(error?.code == (creation == .migration ? .notAuthorized : .usernameExists))
        #expect(await fixture.email.messages.isEmpty)
        if creation != .migration { #expect(await changed(fixture, since: before) == []) }
        #expect(await fixture.whoSignsIn(by: "nick") == "ada")
    }

    /// The ways to take a preferred name.
    enum Taking: String, CaseIterable {
        case user, administrator, creation, importing, confirmation

        func run(_ fixture: Fixture, _ nick: String) async throws {
            let attributes: UserAttributes = [.preferredUsername: nick, .email: "grace@example.com"]
            switch self {
            case .user:
                try await fixture.pool.updateAttributes(
                    try await fixture.tokens().accessToken, [.preferredUsername: nick])
            case .administrator: try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: nick])
            case .creation:
                try await fixture.pool.admin.createUser("grace", password: Fixture.password, attributes: attributes)
            case .importing:
                _ = try await fixture.service.administration.adminImportUser(
                    AdminImportUserRequest(
                        userPoolID: fixture.pool.id, username: "grace", passwordHash: PasswordHash("x"),
                        userAttributes: attributes))
            case .confirmation:
                _ = try await fixture.pool.signUp("grace", password: Fixture.password, attributes: attributes)
                try await fixture.pool.confirmSignUp(
                    "grace", code: await fixture.email.lastCode(to: "grace@example.com"))
            }
        }
    }

    @Test(arguments: Taking.allCases, [false, true])
    func nobodyPrefersAnothersName(_ taking: Taking, _ isSub: Bool) async throws {
        let fixture = try await fixture(aliases: [.preferredUsername])
        try await fixture.pool.admin.createUser("alan", password: Fixture.password)
        let nick = isSub ? try await fixture.record(of: "alan").sub.text : "alan"
        let error = await failure { try await taking.run(fixture, nick) }
        let isCreation = taking == .creation || taking == .importing
        #expect(error?.code == (isCreation ? .usernameExists : .aliasExists))
        #expect(await fixture.whoSignsIn(by: nick) == "alan")
        #expect(try await fixture.record().attributes[.preferredUsername] == nil)
        #expect(try await fixture.pool.admin.user(Username(nick)).username == "alan")
        if isCreation { #expect(await failure { _ = try await fixture.pool.admin.user("grace") } == .userNotFound) }
        if !isSub { #expect(try await fixture.reservation(nick) == nil, "the reservation is released") }
    }

    @Test func aDeletedUsersSubIsNobodysPreferredName() async throws {
        let fixture = try await fixture(aliases: [.preferredUsername])
        try await fixture.pool.admin.createUser("alan", password: Fixture.password)
        let sub = try await fixture.record(of: "alan").sub.text
        try await fixture.pool.admin.deleteUser("alan")
        let error = await failure { try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: sub]) }
        #expect(error == .aliasTaken(.preferredUsername))
        #expect(try #require(await fixture.reservation(sub)).isRetired)
        // The name is free, as a name and as an alias.
        try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: "alan"])
        #expect(await fixture.whoSignsIn(by: "alan") == "ada")
    }

    // R8: addresses and numbers can be taken by force, a preferred name never.
    @Test(arguments: [false, true]) func nobodyTakesAPreferredNameByForce(_ signsUp: Bool) async throws {
        let fixture = try await fixture(aliases: [.preferredUsername])
        try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: "nick"])
        let attributes: UserAttributes = [.preferredUsername: "nick", .email: "grace@example.com"]
        let error: CognitoError?
        if signsUp {
            _ = try await fixture.pool.signUp("grace", password: Fixture.password, attributes: attributes)
            let code = await fixture.email.lastCode(to: "grace@example.com")
            error = await failure {
                try await fixture.pool.confirmSignUp("grace", code: code, forceAliasCreation: true)
            }
        } else {
            error = await failure {
                _ = try await fixture.service.administration.adminCreateUser(
                    AdminCreateUserRequest(
                        userPoolID: fixture.pool.id, username: "grace", permanentPassword: Fixture.password,
                        userAttributes: attributes, forceAliasCreation: true))
            }
        }
        #expect(error?.code == (signsUp ? .aliasExists : .usernameExists))
        #expect(await fixture.whoSignsIn(by: "nick") == "ada")
        #expect(try await fixture.record().attributes[.preferredUsername] == "nick")
    }

    @Test func oneMayPreferOnesOwnName() async throws {
        let fixture = try await fixture(aliases: [.preferredUsername])
        try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: "ADA"])
        #expect(await fixture.whoSignsIn(by: "ada") == "ada")
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.preferredUsername: "grace"])
        #expect(await fixture.whoSignsIn(by: "grace") == "grace")
        try await fixture.pool.admin.deleteUser("ada")
        try await fixture.pool.admin.createUser("ada", password: Fixture.password)
    }

    // A pool that ignores case takes a sub in capitals for the sub.
    @Test func aSubIsFoundInAnySpellingThatThePoolTakesForTheSame() async throws {
        let fixture = try await fixture()
        let sub = try await fixture.record().sub.text
        #expect(try await fixture.pool.admin.user(Username(sub.uppercased())).username == "ada")
        #expect(
            await failure {
                try await fixture.pool.admin.createUser(Username(sub.uppercased()), password: "Stranger-1843")
            }
                == .userExists)
    }

    // A new random sub must not be an existing user's name.
    @Test func aNewSubIsNobodysName() async throws {
        struct Fixed: RandomSource {
            let base: SeededRandomSource
            func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
                count == 16 && purpose == .session
                    ? [UInt8](repeating: 0xAB, count: 16) : base.bytes(count: count, for: purpose)
            }
        }
        let (store, random) = (ScriptedStore(), SeededRandomSource(seed: 5))
        let keys = KeyRing(from: random)
        func service(_ random: some RandomSource) -> UserPoolService {
            UserPoolService(
                store: store, keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys),
                passwords: PBKDF2PasswordHasher(anyIterations: 2, random: random), time: ManualTimeSource(),
                random: random)
        }
        let pool = try await service(random).openPool(
            "test_pool", client: "client", creatingIfAbsent: UserPoolSettings(name: "T"))
        let drawn = Username(UUIDText.random([UInt8](repeating: 0xAB, count: 16)))
        try await pool.admin.createUser(drawn, password: Fixture.password)
        let unlucky = service(Fixed(base: random)).pool("test_pool", client: "client")
        let error = await failure { try await unlucky.admin.createUser("grace", password: Fixture.password) }
        #expect(error?.code == .usernameExists)
        #expect(try await pool.admin.user(drawn).username == drawn)
        #expect(await failure { _ = try await pool.admin.user("grace") } == .userNotFound)
    }

    // R120: a crashed creation blocks no other, and its record is visible to nobody.
    @Test func aPendingRecordIsNoUser() async throws {
        let fixture = try await fixture(aliases: [.preferredUsername])
        try await fixture.pool.admin.createUser("nick", password: Fixture.password)
        func makePending() async throws {
            try await fixture.rewrite(fixture.userKey("nick"), as: UserAuthRecord.self) {
                $0.creation = .init(replacing: nil)
            }
        }
        try await makePending()
        #expect(await failure { _ = try await fixture.pool.admin.user("nick") } == .userNotFound)
        #expect(await fixture.whoSignsIn(by: "nick") == nil)
        #expect(await failure { try await fixture.pool.admin.deleteUser("nick") } == .userNotFound)
        #expect(await fixture.store.rows[fixture.userKey("nick")]?.expiresAt == nil)
        // Another creator takes the name, and an alias too.
        try await fixture.pool.admin.createUser("nick", password: "Another-1843")
        _ = try await fixture.pool.signIn("nick", password: "Another-1843")
        try await makePending()
        try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: "nick"])
        #expect(await fixture.whoSignsIn(by: "nick") == "ada")
    }

    // R105, R116: a withdrawn creation restores the row that it replaced.
    @Test func aWithdrawnCreationLeavesTheTombstoneThatWasThere() async throws {
        let fixture = try await fixture(aliases: [.preferredUsername])
        try await fixture.pool.admin.createUser("nick", password: Fixture.password)
        try await fixture.pool.admin.deleteUser("nick")
        try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: "nick"])
        let key = fixture.userKey("nick")
        let before = try #require(await fixture.service.records.row(key, as: UserAuthRecord.self).tombstone)
        let error = await failure { try await fixture.pool.admin.createUser("nick", password: Fixture.password) }
        #expect(error == .userExists)
        #expect(try await fixture.service.records.row(key, as: UserAuthRecord.self).tombstone == before)
    }

    // R75: only the text of the name decides which rows are read.
    @Test func aTextInTheFormOfASubCostsTheSameForAnyone() async throws {
        let fixture = try await Fixture(hidesUnknown: true)
        let sub = Username(try await fixture.record().sub.text)
        try await fixture.pool.admin.createUser("grace", password: Fixture.password)
        let gone = Username(try await fixture.record(of: "grace").sub.text)
        try await fixture.pool.admin.deleteUser("grace")
        func calls(_ name: Username) async -> [String] {
            await fixture.store.forgetCalls()
            let error = await failure { _ = try await fixture.pool.signIn(name, password: "wrong") }
            #expect(error?.code == .notAuthorized)
            return await fixture.store.calls.map { $0.replacing("decoy", with: "user") }
        }
        let (known, unknown, deleted) = (await calls(sub), await calls(Self.never), await calls(gone))
        #expect(known == unknown && deleted == unknown)
    }
}

extension UserAttributes {
    fileprivate static let verifiedForSignUp: UserAttributes = [.email: "eve@example.com"]

    // R2: a `sub` leads to its user even where a row stands under the same name.
    @Test func aSubComesBeforeAName() async throws {
        let fixture = try await Fixture()
        let ada = try await fixture.record()
        let name = Username(ada.sub.text)
        let other = UserAuthRecord(
            username: name, sub: "other", status: .confirmed, attributes: [:], password: nil, createdAt: ada.createdAt)
        let contents = try SealedRecordCodec(sealer: NoSealer()).encode(other, of: fixture.userKey(name))
        await fixture.store.put(
            VersionedRecord(version: RecordVersion("v"), contents: contents), under: fixture.userKey(name))
        #expect(try await fixture.pool.admin.user(name).username == "ada")
    }
}
