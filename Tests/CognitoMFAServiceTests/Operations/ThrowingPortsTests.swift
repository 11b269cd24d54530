import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import TestSupport
import Testing
import UserPoolModel

/// Ports that throw, and rows that others write continually: a server error, without a verdict.
@Suite struct ThrowingPortsTests {
    private struct Fault: Error {}

    /// An issuer that always throws on verification.
    private struct BlindIssuer: TokenIssuer {
        func issue(_ grant: TokenGrant) async throws -> AuthenticationResult { throw Fault() }
        func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict { throw Fault() }
    }

    /// Counts the grants that it receives.
    private actor CountingIssuer: TokenIssuer {
        private(set) var issued = 0
        private let issuer = SignedTokenIssuer<LocalTokenSigner>.hs256(
            issuer: "https://test.invalid", keys: KeyRing(from: SeededRandomSource(seed: 4)))

        func issue(_ grant: TokenGrant) async throws -> AuthenticationResult {
            issued += 1
            return try await issuer.issue(grant)
        }

        func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict {
            try await issuer.verify(accessToken: accessToken, now: now)
        }
    }

    /// Compares plain text, and fails when asked to.
    private actor FailingHasher: PasswordHasher {
        private var failing: Set<String> = []
        private var cost = 1

        func fail(_ calls: Set<String>) { failing = calls }
        func raise() { cost += 1 }

        func hash(_ password: Password) throws -> PasswordHash {
            if failing.contains("hash") { throw Fault() }
            return PasswordHash("\(cost)$\(password.text)")
        }

        func verify(_ password: Password, against hash: PasswordHash?) throws -> Bool {
            if failing.contains("verify") { throw Fault() }
            return hash.map { $0.text.hasSuffix("$" + password.text) } ?? false
        }

        nonisolated func needsRehash(_ hash: PasswordHash) -> Bool { hash.text.hasPrefix("1$") }
    }

    private struct FailingDirectory: UserMigration {
        func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser? {
            throw Fault()
        }
    }

    private func expectFault(_ what: Comment, _ call: () async throws -> Void) async {
        let error = await failure(call)
        #expect(error?.code == .internalError && error?.underlyingError is Fault, what)
    }

    @Test func anIssuerThatCannotVerifyATokenGivesNoVerdict() async throws {
        let fixture = try await Fixture(tokens: BlindIssuer())
        await expectFault("GetUser") { _ = try await fixture.pool.user("a.b.c") }
    }

    // R16, R42: a fault answers alike for a wrong and a right password.
    @Test func aHasherThatFailsGivesNoVerdict() async throws {
        let hasher = FailingHasher()
        let fixture = try await Fixture(hasher: hasher)
        let before = try await fixture.record()
        await hasher.fail(["verify"])
        await expectFault("a check") { _ = try await fixture.tokens() }
        await hasher.fail(["hash"])
        await expectFault("a renewal") { _ = try await fixture.tokens() }
        await expectFault("a new password") { try await fixture.pool.admin.setPassword("ada", "Difference-1822") }
        #expect(try await fixture.record() == before)
        await hasher.fail([])
        await hasher.raise()
        _ = try await fixture.tokens()
        #expect(try await fixture.record().password?.text == "2$\(Fixture.password.text)", "renewed with the sign-in")
    }

    // R79
    @Test func aDirectoryThatFailsGivesNoVerdict() async throws {
        let fixture = try await Fixture(triggers: Triggers(userMigration: FailingDirectory()))
        await expectFault("migration") { _ = try await fixture.pool.signIn("grace", password: Fixture.password) }
        _ = try await fixture.tokens()
    }

    // R98: user, family, signature, in that order.
    @Test func nothingIsSignedBeforeItsFamilyIsStored() async throws {
        let issuer = CountingIssuer()
        let fixture = try await Fixture(tokens: issuer)
        await fixture.store.before("swap family", times: FlowLimits.swapTries) { throw ScriptedStore.Fault() }
        #expect(await failure { _ = try await fixture.tokens() } == .tooManyRequests, "R12")
        #expect(await issuer.issued == 0)
        #expect(try await fixture.record().hourly != HourlyUses(), "the grant is spent all the same")
        // R13: the reply is lost, and the family is stored.
        _ = try await fixture.tokens()
        #expect(await issuer.issued == 1)
    }

    // R12: sixteen tries, and no seventeenth.
    @Test(arguments: [15, 16]) func aContendedRecordIsGivenUpAfterSixteenTries(_ writers: Int) async throws {
        let fixture = try await Fixture()
        await fixture.store.before("swap user", times: writers) {
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.attributes["name"] = "Ada" }
        }
        await fixture.store.forgetCalls()
        let error = await failure { try await fixture.pool.admin.disableUser("ada") }
        #expect(error == (writers == 16 ? .tooManyRequests : nil))
        #expect(await fixture.store.calls.count { $0 == "swap user" } == 16)
        #expect(try await fixture.record().isEnabled == (writers == 16))
    }

    // R12
    @Test(arguments: [15, 16]) func aContendedCreationIsGivenUpAfterSixteenTries(_ faults: Int) async throws {
        let fixture = try await Fixture()
        await fixture.store.before("swap user", times: faults) { throw ScriptedStore.Fault() }
        let error = await failure { try await fixture.pool.admin.createUser("grace", password: Fixture.password) }
        #expect(error == (faults == 16 ? .tooManyRequests : nil))
        #expect((await failure { _ = try await fixture.pool.admin.user("grace") } == nil) == (faults == 15))
    }

    // R12
    @Test func aContendedRemovalIsGivenUpAfterSixteenTries() async throws {
        let fixture = try await Fixture()
        let client = try await fixture.client()
        let request = DeleteUserPoolClientRequest(userPoolID: fixture.pool.id, clientID: client.id)
        await fixture.store.before("swap client", times: 16) { throw ScriptedStore.Fault() }
        #expect(await failure { try await fixture.admin.deleteUserPoolClient(request) } == .tooManyRequests)
        try await fixture.admin.deleteUserPoolClient(request)
        #expect(await failure { try await fixture.admin.deleteUserPoolClient(request) }?.code == .resourceNotFound)
    }

    // R13: a creation whose reply was lost is not made twice.
    @Test func aCreationWhoseReplyWasLostIsOne() async throws {
        let fixture = try await Fixture()
        await fixture.store.follow([.loseReply])
        try await fixture.pool.admin.createUser("grace", password: Fixture.password)
        await fixture.store.follow([.landLate])
        try await fixture.pool.admin.createUser("alan", password: Fixture.password)
        #expect(fixture.observer.names.count { $0 == "userCreated" } == 3)
    }

    // R9: a user deleted between the look-up and the reading of the record counts as unknown.
    @Test func aUserWhoVanishesMeanwhileIsUnknown() async throws {
        for hides in [false, true] {
            let fixture = try await Fixture(hidesUnknown: hides)
            let row = try #require(await fixture.store.row(fixture.key))
            await fixture.store.before("read user", skipping: 1) {
                _ = try await fixture.store.compareAndSwap(fixture.key, .delete(row.version))
            }
            let error = await failure { _ = try await fixture.tokens() }
            #expect(error == (hides ? .incorrectPassword : .userNotFound))
        }
    }

    // R96
    @Test func revokingASignInThatIsGoneIsNoError() async throws {
        let fixture = try await Fixture()
        let tokens = try await fixture.tokens()
        let families = await fixture.store.keys().filter { $0.text.hasPrefix("family/") }
        for key in families {
            let row = try #require(await fixture.store.row(key))
            _ = try await fixture.store.compareAndSwap(key, .delete(row.version))
        }
        let refresh = try #require(tokens.refreshToken)
        try await fixture.pool.signOut(refresh)
        #expect(await failure { _ = try await fixture.pool.refresh(refresh) } == .invalidRefreshToken)
        #expect(await failure { _ = try await fixture.pool.user(tokens.accessToken) } == .revokedAccessToken)
    }
}
