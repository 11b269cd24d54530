import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The checks of a refresh, its writes, and its events.
@Suite struct RefreshVerdictTests {
    private func key(_ token: RefreshToken, _ fixture: Fixture) throws -> RecordKey {
        .family(try #require(RefreshTokenLocator(token, keys: fixture.service.keys)).family)
    }

    // R11, R16: only a swap shows that the checked record is still current, so a refresh swaps even without a change.
    @Test func aRefreshIsSwappedThoughItChangesNothing() async throws {
        let fixture = try await Fixture()
        let token = try #require(await fixture.tokens().refreshToken)
        let key = try key(token, fixture)
        let before = try #require(await fixture.store.row(key))
        await fixture.store.forgetCalls()
        _ = try await fixture.pool.refresh(token)
        #expect(await fixture.store.calls.filter { $0 == "swap family" }.count == 1)
        #expect(await fixture.store.row(key)?.version != before.version)
    }

    // R16
    @Test func aRevocationJustBeforeTheSwapWins() async throws {
        let fixture = try await Fixture()
        let token = try #require(await fixture.tokens().refreshToken)
        let key = try key(token, fixture)
        await fixture.store.before("swap family") {
            try await fixture.rewrite(key, as: FamilyRecord.self) { $0.revoke() }
        }
        #expect(await failure { _ = try await fixture.pool.refresh(token) } == .revokedRefreshToken)
    }

    // R96, R125: a refusal writes nothing, and emits only the refusal.
    @Test func aRefusedRefreshLeavesNoTrace() async throws {
        let fixture = try await Fixture()
        let token = try #require(await fixture.tokens().refreshToken)
        let key = try key(token, fixture)
        let other = try await fixture.client()
        func refused(_ error: CognitoError, _ client: AppClientID = "client") async throws {
            let (before, told) = (await fixture.store.row(key), fixture.observer.events)
            await fixture.store.forgetCalls()
            let pool = fixture.service.pool(fixture.pool.id, client: client)
            #expect(await failure { _ = try await pool.refresh(token) } == error)
            #expect(await fixture.store.calls.filter { $0.hasPrefix("swap") }.isEmpty, "\(error)")
            #expect(await fixture.store.row(key) == before)
            #expect(fixture.observer.events.dropFirst(told.count).map(\.name) == ["refused"])
        }
        try await refused(.invalidRefreshToken, other.id)
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.isEnabled = false }
        try await refused(.userDisabled)
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { ($0.isEnabled, $0.generation) = (true, 1) }
        try await refused(.revokedRefreshToken)
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) {
            ($0.status, $0.generation) = (.resetRequired, 0)
        }
        try await refused(.passwordResetRequired)
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.status = .unconfirmed }
        try await refused(.userNotConfirmed)
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.status = .confirmed }
        fixture.time.advance(by: .seconds(2_592_000))
        try await refused(.expiredRefreshToken)
        try await fixture.rewrite(key, as: FamilyRecord.self) { $0.revoke() }
        fixture.time.advance(by: .seconds(-1))
        try await refused(.revokedRefreshToken)
    }

    // R97: the only refusal with an event beside the audit's, emitted once.
    @Test func aReusedTokenIsToldOnce() async throws {
        let fixture = try await Fixture()
        try await fixture.rewrite(.client("client"), as: ClientRecord.self) {
            $0.client.refreshTokenRotation = RefreshTokenRotation()
        }
        let zero = try #require(await fixture.tokens().refreshToken)
        _ = try await fixture.pool.refresh(zero)
        fixture.time.advance(by: .seconds(10))
        let told = fixture.observer.aboutUsers
        #expect(await failure { _ = try await fixture.pool.refresh(zero) } == .reusedRefreshToken)
        #expect(await failure { _ = try await fixture.pool.refresh(zero) } == .revokedRefreshToken)
        let subject = EventSubject(
            userPoolID: "test_pool", username: "ada", sub: try await fixture.record().sub, time: fixture.time.now())
        #expect(fixture.observer.aboutUsers == told + [.refreshTokenReused(subject)])
    }

    // R2: another user under the same name, of the same generation, inherits nothing.
    @Test func theSubOfTheFamilyMustBeTheUsers() async throws {
        let fixture = try await Fixture()
        let token = try #require(await fixture.tokens().refreshToken)
        let old = try await fixture.record()
        let stored = try #require(try await fixture.store.read(fixture.key))
        _ = try await fixture.store.compareAndSwap(fixture.key, .delete(stored.version))
        try await fixture.pool.admin.createUser("ada", password: Fixture.password)
        let new = try await fixture.record()
        #expect(new.generation == old.generation && new.sub != old.sub)
        #expect(await failure { _ = try await fixture.pool.refresh(token) } == .revokedRefreshToken)
    }

    // R96: a client with the same id in another pool is another client.
    @Test func thePoolOfTheFamilyMustBeTheClients() async throws {
        let fixture = try await Fixture()
        let token = try #require(await fixture.tokens().refreshToken)
        _ = try await fixture.service.openPool("other_pool", client: "second")
        try await fixture.rewrite(.client("client"), as: ClientRecord.self) {
            $0.client = AppClient(id: "client", userPoolID: "other_pool", name: "n")
        }
        #expect(await failure { _ = try await fixture.pool.refresh(token) } == .revokedRefreshToken)
    }

    @Test func aClientWithASecretIsAskedForItEverywhere() async throws {
        let fixture = try await Fixture()
        let client = try await fixture.client { $0.generateSecret = true }
        let pool = fixture.service.pool(fixture.pool.id, client: client.id, secret: client.secret)
        let token = try #require(
            await pool.signIn("ada", password: Fixture.password).authenticationResult?.refreshToken)
        let key = try key(token, fixture)
        let before = await fixture.store.row(key)
        for secret in [nil, "another-secret-of-24-and-more"] as [ClientSecret?] {
            let wrong = fixture.service.pool(fixture.pool.id, client: client.id, secret: secret)
            #expect(await failure { try await wrong.signOut(token) } == .unauthorizedClient)
            #expect(await failure { _ = try await wrong.refresh(token) } == .clientSecretWrong)
        }
        let bare = await failure {
            _ = try await fixture.service.initiateAuth(
                .init(
                    authFlow: .refreshTokenAuth, clientID: client.id, authParameters: ["REFRESH_TOKEN": token.text]))
        }
        #expect(bare == .secretHashMissing(client.id))
        #expect(await fixture.store.row(key) == before)
        try await pool.signOut(token)
        #expect(await failure { _ = try await pool.refresh(token) } == .revokedRefreshToken)
    }

    /// Gives the same family id to every sign-in.
    private struct OneFamily: RandomSource {
        let others = SeededRandomSource(seed: 51)
        func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
            count == 12 ? [UInt8](repeating: 1, count: 12) : others.bytes(count: count, for: purpose)
        }
    }

    // R98: two sign-ins never share a family; the second grant is lost.
    @Test func aFamilyThatIsThereAlreadyIsNoOthers() async throws {
        let random = OneFamily()
        let keys = KeyRing(from: SeededRandomSource(seed: 52))
        let service = UserPoolService(
            store: ScriptedStore(), keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys),
            passwords: PBKDF2PasswordHasher(anyIterations: 2, random: random), time: ManualTimeSource(),
            random: random)
        let pool = try await service.openPool("test_pool", client: "client")
        for name in ["ada", "grace"] as [Username] { try await pool.admin.createUser(name, password: Fixture.password) }
        let first = try #require(await pool.signIn("ada", password: Fixture.password).authenticationResult)
        let error = await failure { _ = try await pool.signIn("grace", password: Fixture.password) }
        #expect(error?.code == .internalError)
        let refreshToken = try #require(first.refreshToken)
        let again = try await pool.refresh(refreshToken)
        #expect(try await pool.user(again.accessToken).username == "ada")
    }
}
