import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Refresh families: new tokens without a second factor, rotation, reuse and revocation.
@Suite struct RefreshTests {
    private func fixture(rotating: RefreshTokenRotation? = nil, revocation: Bool = true) async throws -> Fixture {
        let fixture = try await Fixture()
        try await fixture.rewrite(.client("client"), as: ClientRecord.self) {
            $0.client.refreshTokenRotation = rotating
            $0.client.enablesTokenRevocation = revocation
        }
        return fixture
    }

    private func first(_ fixture: Fixture) async throws -> RefreshToken {
        try #require(await fixture.tokens().refreshToken)
    }

    private func family(_ token: RefreshToken, _ fixture: Fixture) async throws -> FamilyRecord {
        let locator = try #require(RefreshTokenLocator(token, keys: fixture.service.keys))
        return try #require(await fixture.service.records.read(.family(locator.family), as: FamilyRecord.self)).record
    }

    @Test func aRefreshTokenGivesNewTokensOfTheSameSignIn() async throws {
        let fixture = try await fixture()
        let tokens = try await fixture.tokens()
        let refreshToken = try #require(tokens.refreshToken)
        fixture.time.advance(by: .seconds(4000))
        let expired = await failure { _ = try await fixture.pool.user(tokens.accessToken) }
        #expect(expired?.message == "Access Token has expired")
        let next = try await fixture.pool.refresh(refreshToken)
        #expect(next.refreshToken == nil, "as in Cognito, without rotation")
        #expect(try await fixture.pool.user(next.accessToken).username == "ada")
        let principal = try #require(await verdict(next.accessToken, fixture))
        #expect(principal.authenticatedAt == fixture.time.now() - .seconds(4000), "auth_time is the sign-in's")
        _ = try await fixture.pool.refresh(refreshToken)
    }

    private func verdict(_ token: AccessToken, _ fixture: Fixture) async throws -> Principal? {
        guard
            case .valid(let principal) = try await fixture.service.tokens.verify(
                accessToken: token, now: fixture.time.now())
        else { return nil }
        return principal
    }

    @Test func theOlderFlowDoesTheSame() async throws {
        let fixture = try await fixture()
        let token = try await first(fixture)
        for flow in ["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"] {
            let outcome = try await fixture.service.initiateAuth(
                .init(
                    authFlow: AuthFlowType(rawValue: flow), clientID: "client",
                    authParameters: ["REFRESH_TOKEN": token.text]))
            #expect(outcome.authenticationResult != nil)
        }
        let missing = await failure {
            _ = try await fixture.service.initiateAuth(
                .init(authFlow: .refreshTokenAuth, clientID: "client", authParameters: [:]))
        }
        #expect(missing?.message == "Missing required parameter REFRESH_TOKEN")
        try await fixture.rewrite(.client("client"), as: ClientRecord.self) {
            $0.client.refreshTokenRotation = RefreshTokenRotation()
        }
        let rotating = await failure {
            _ = try await fixture.service.initiateAuth(
                .init(
                    authFlow: .refreshTokenAuth, clientID: "client", authParameters: ["REFRESH_TOKEN": token.text]))
        }
        #expect(rotating?.message == "REFRESH_TOKEN_AUTH flow not enabled for this client")
    }

    // R97
    @Test func rotationGivesASuccessorAndALostReplyTheSameOne() async throws {
        let fixture = try await fixture(rotating: RefreshTokenRotation())
        let zero = try await first(fixture)
        let one = try #require(await fixture.pool.refresh(zero).refreshToken)
        #expect(one != zero)
        fixture.time.advance(by: .milliseconds(9_999))
        #expect(try await fixture.pool.refresh(zero).refreshToken == one)
        let two = try #require(await fixture.pool.refresh(one).refreshToken)
        // Older than the one before the last: copied.
        let reuse = await failure { _ = try await fixture.pool.refresh(zero) }
        #expect(reuse?.code == .refreshTokenReuse)
        let dead = await failure { _ = try await fixture.pool.refresh(two) }
        #expect(dead?.message == "Refresh Token has been revoked")
    }

    @Test(arguments: [(0, 10), (60, 60)]) func theGraceEnds(_ seconds: Int, _ grace: Int64) async throws {
        let fixture = try await fixture(rotating: RefreshTokenRotation(retryGracePeriodSeconds: seconds))
        let zero = try await first(fixture)
        let tokens = try await fixture.pool.refresh(zero)
        fixture.time.advance(by: .seconds(grace))
        let reuse = await failure { _ = try await fixture.pool.refresh(zero) }
        #expect(reuse?.code == .refreshTokenReuse)
        let access = await failure { _ = try await fixture.pool.user(tokens.accessToken) }
        #expect(access == .revokedAccessToken, "R96: the family's access tokens end with it")
    }

    @Test func sixtyFourRefreshesAtOnceGiveOneSuccessor() async throws {
        let fixture = try await fixture(rotating: RefreshTokenRotation())
        let zero = try await first(fixture)
        let pool = fixture.pool
        let found = await withTaskGroup(of: String.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    do throws(CognitoError) {
                        return try await pool.refresh(zero).refreshToken?.text ?? "none"
                    } catch {
                        return error.code == .tooManyRequests ? "busy" : "\(error)"
                    }
                }
            }
            return await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(found.subtracting(["busy"]).count == 1, "\(found)")
        #expect(try await family(zero, fixture).counter == 1)
    }

    // R96, R119
    @Test func aFamilyDiesWithItsUserOrGeneration() async throws {
        let fixture = try await fixture()
        let token = try await first(fixture)
        try await fixture.pool.admin.disableUser("ada")
        let disabled = await failure { _ = try await fixture.pool.refresh(token) }
        #expect(disabled?.message == "User is disabled.")
        try await fixture.pool.admin.enableUser("ada")
        let revoked = await failure { _ = try await fixture.pool.refresh(token) }
        #expect(revoked?.code == .notAuthorized && revoked?.message == "Refresh Token has been revoked")

        let next = try await first(fixture)
        let stored = try #require(try await fixture.store.read(fixture.key))
        _ = try await fixture.store.compareAndSwap(fixture.key, .delete(stored.version))
        let gone = await failure { _ = try await fixture.pool.refresh(next) }
        #expect(gone == .revokedRefreshToken)
        try await fixture.pool.admin.createUser("ada", password: Fixture.password)
        let recreated = await failure { _ = try await fixture.pool.refresh(next) }
        #expect(recreated == .revokedRefreshToken, "R2: nothing is inherited")
    }

    @Test func aRefreshTokenExpires() async throws {
        let fixture = try await fixture()
        let token = try await first(fixture)
        fixture.time.advance(by: .seconds(2_592_000))
        let refused = await failure { _ = try await fixture.pool.refresh(token) }
        #expect(refused?.message == "Refresh Token has expired")
    }

    @Test func anotherClientOrAForgedTokenIsRefused() async throws {
        let fixture = try await fixture()
        let token = try await first(fixture)
        let other = try await fixture.service.openPool("test_pool", client: "second")
        for call in [
            await failure { _ = try await other.refresh(token) },
            await failure { _ = try await fixture.pool.refresh("AAAA") },
            await failure { _ = try await fixture.pool.refresh(RefreshToken(String(token.text.reversed()))) },
        ] {
            #expect(call?.code == .notAuthorized && call?.message == "Invalid Refresh Token")
        }
        #expect(try await family(token, fixture).isRevoked == false)
    }

    @Test func revocationEndsOneSignInAndLeavesTheOthers() async throws {
        let fixture = try await fixture()
        let one = try await fixture.tokens()
        let other = try await fixture.tokens()
        let token = try #require(one.refreshToken)
        try await fixture.pool.signOut(token)
        try await fixture.pool.signOut(token)
        let access = await failure { _ = try await fixture.pool.user(one.accessToken) }
        #expect(access == .revokedAccessToken)
        let preference = await failure { try await fixture.pool.setMFAPreference(one.accessToken, sms: .enabled) }
        #expect(preference == .revokedAccessToken)
        let refresh = await failure { _ = try await fixture.pool.refresh(token) }
        #expect(refresh == .revokedRefreshToken)
        #expect(try await fixture.pool.user(other.accessToken).username == "ada")
        let notOne = await failure { try await fixture.pool.signOut(RefreshToken(one.accessToken.text)) }
        #expect(notOne?.code == .unsupportedTokenType)
        let second = try await fixture.service.openPool("test_pool", client: "second")
        let foreign = await failure { try await second.signOut(#require(other.refreshToken)) }
        #expect(foreign?.code == .unauthorized)
    }

    @Test func withRevocationOffItIsRefusedAndTheFamilyIsNotRead() async throws {
        let fixture = try await fixture(revocation: false)
        let tokens = try await fixture.tokens()
        let token = try #require(tokens.refreshToken)
        let refused = await failure { try await fixture.pool.signOut(token) }
        #expect(refused?.code == .unsupportedOperation)
        let family = try await family(token, fixture)
        let stored = try #require(try await fixture.store.read(family.key))
        _ = try await fixture.store.compareAndSwap(family.key, .delete(stored.version))
        #expect(try await fixture.pool.user(tokens.accessToken).username == "ada")
    }

    @Test func aClientWithASecretShowsItOrItsHash() async throws {
        let fixture = try await fixture()
        let client = try await fixture.service.administration.createUserPoolClient(
            .init(
                userPoolID: "test_pool", clientName: "web", generateSecret: true,
                explicitAuthFlows: [.allowUserPasswordAuth, .allowRefreshTokenAuth]))
        let pool = fixture.service.pool("test_pool", client: client.id, secret: client.secret)
        let token = try #require(
            await pool.signIn("ada", password: Fixture.password).authenticationResult?.refreshToken)
        _ = try await pool.refresh(token)
        let bare = fixture.service.pool("test_pool", client: client.id)
        let refused = await failure { _ = try await bare.refresh(token) }
        #expect(refused?.code == .notAuthorized)
        let secret = try #require(client.secret)
        let sub = try await fixture.record().sub
        for (name, isGood) in [("ada", true), (sub.text, true), ("eve", false)] {
            let found = await failure {
                _ = try await fixture.service.initiateAuth(
                    .init(
                        authFlow: .refreshTokenAuth, clientID: client.id,
                        authParameters: [
                            "REFRESH_TOKEN": token.text,
                            "SECRET_HASH": secret.hash(username: Username(name), client: client.id),
                        ]))
            }
            #expect(isGood ? found == nil : found?.message == "SecretHash does not match for the client: \(client.id)")
        }
    }

    // R98, R105
    @Test func theFamilyIsStoredWithItsEnd() async throws {
        let fixture = try await fixture()
        let token = try await first(fixture)
        let family = try await family(token, fixture)
        let row = try #require(try await fixture.store.read(family.key))
        #expect(row.expiresAt == fixture.time.now() + .seconds(2_592_000))
        let bytes = try SealedRecordCodec(sealer: NoSealer()).encode(family, of: family.key)
        #expect(
            try SealedRecordCodec(sealer: NoSealer()).decode(bytes, as: FamilyRecord.self, of: family.key) == family)
    }
}
