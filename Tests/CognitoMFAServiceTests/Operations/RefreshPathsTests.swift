import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The three ways to refresh, after every call that ends a sign-in; and the effects that a refresh must not have.
@Suite struct RefreshPathsTests {
    enum Path: CaseIterable {
        case operation, flow, olderFlow, adminFlow
    }

    enum End: CaseIterable {
        case disabled, signedOut, signedOutByAdministrator, passwordSet, recovered, resetRequired, revoked, deleted
        case recreated, expired, forged, otherClient, clientDeleted, accessToken

        var error: CognitoError {
            switch self {
            case .disabled: .userDisabled
            case .signedOut, .signedOutByAdministrator, .passwordSet, .recovered, .revoked, .deleted, .recreated:
                .revokedRefreshToken
            // The generation is checked first.
            case .resetRequired: .revokedRefreshToken
            case .expired: .expiredRefreshToken
            case .forged, .otherClient, .accessToken: .invalidRefreshToken
            case .clientDeleted: .clientNotFound("client")
            }
        }
    }

    private func refresh(
        _ path: Path, _ fixture: Fixture, _ token: RefreshToken, through client: AppClientID = "client",
        _ more: [String: String] = [:]
    ) async throws -> AuthenticationResult {
        let parameters = RequestParameters(["REFRESH_TOKEN": token.text].merging(more) { $1 })
        let outcome: AuthOutcome
        switch path {
        case .operation: return try await fixture.service.pool(fixture.pool.id, client: client).refresh(token)
        case .flow, .olderFlow:
            outcome = try await fixture.service.initiateAuth(
                .init(
                    authFlow: path == .flow ? .refreshTokenAuth : .refreshToken, clientID: client,
                    authParameters: parameters))
        case .adminFlow:
            outcome = try await fixture.admin.adminInitiateAuth(
                .init(
                    userPoolID: fixture.pool.id, authFlow: .refreshTokenAuth, clientID: client,
                    authParameters: parameters))
        }
        return try #require(outcome.authenticationResult)
    }

    private func bring(
        _ end: End, on fixture: Fixture, _ tokens: AuthenticationResult
    ) async throws -> (RefreshToken, AppClientID) {
        let admin = fixture.pool.admin
        let token = try #require(tokens.refreshToken)
        switch end {
        case .disabled: try await admin.disableUser("ada")
        case .signedOut: try await fixture.pool.signOutEverywhere(tokens.accessToken)
        case .signedOutByAdministrator: try await admin.signOutEverywhere("ada")
        case .passwordSet: try await admin.setPassword("ada", Fixture.password)
        case .recovered:
            let code = try await fixture.recoveryCode()
            try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        case .resetRequired: try await admin.resetPassword("ada")
        case .revoked: try await fixture.pool.signOut(token)
        case .deleted: try await admin.deleteUser("ada")
        case .recreated:
            await fixture.store.drop(fixture.key)
            try await admin.createUser("ada", password: Fixture.password)
        case .expired: fixture.time.advance(by: .seconds(2_592_000))
        case .forged: return (RefreshToken(String(token.text.reversed())), "client")
        case .otherClient: return (token, try await fixture.client().id)
        case .clientDeleted: await fixture.store.drop(.client("client"))
        case .accessToken: return (RefreshToken(tokens.accessToken.text), "client")
        }
        return (token, "client")
    }

    // R22, R23, R92, R96, R119
    @Test(arguments: Path.allCases, End.allCases)
    func aSignInThatHasEndedIsNotRefreshed(_ path: Path, _ end: End) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        let tokens = try await fixture.tokens()
        _ = try await refresh(path, fixture, try #require(tokens.refreshToken))
        let (token, client) = try await bring(end, on: fixture, tokens)
        #expect(await failure { _ = try await refresh(path, fixture, token, through: client) } == end.error)
    }

    // R26, R95, R96: the sign-in's time stays, a disabled client refreshes nothing, and no lock is lifted.
    @Test(arguments: Path.allCases) func aRefreshIsNoSignIn(_ path: Path) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        let tokens = try await fixture.tokens()
        let signIn = fixture.time.now()
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) {
            for _ in 1...7 { $0.passwordFailures.fail(at: signIn) }
            for _ in 1...7 { $0.codeFailures.fail(.sms, at: signIn) }
            $0.recoveryFailures = 100
        }
        let before = try await fixture.record()
        fixture.time.advance(by: .seconds(700))
        let fresh = try await refresh(path, fixture, try #require(tokens.refreshToken))
        guard
            case .valid(let principal) = try await fixture.service.tokens.verify(
                accessToken: fresh.accessToken, now: fixture.time.now())
        else {
            Issue.record("no token")
            return
        }
        #expect(principal.authenticatedAt == UnixTime(seconds: signIn.milliseconds / 1000))
        #expect(try await fixture.record() == before, "R53: nor is recovery opened")
    }

    // R88: a refreshed token has the age of its sign-in.
    @Test(arguments: Path.allCases) func aRefreshIsNoFreshSignIn(_ path: Path) async throws {
        let fixture = try await Fixture(profile: .strict)
        let tokens = try await fixture.tokens()
        fixture.time.advance(by: .seconds(600))
        let fresh = try await refresh(path, fixture, try #require(tokens.refreshToken)).accessToken
        let refused = await failure { _ = try await fixture.pool.associateSoftwareToken(.accessToken(fresh)) }
        #expect(refused == .reauthenticationRequired)
    }

    // R96: a client with a secret must send it, or its hash, in every way to refresh.
    @Test(arguments: Path.allCases) func aClientWithASecretIsAskedForIt(_ path: Path) async throws {
        let fixture = try await Fixture()
        let client = try await fixture.client { $0.generateSecret = true }
        let own = fixture.service.pool(fixture.pool.id, client: client.id, secret: client.secret)
        let token = try #require(
            await own.signIn("ada", password: Fixture.password).authenticationResult?.refreshToken)
        let bare = await failure { _ = try await refresh(path, fixture, token, through: client.id) }
        #expect(bare == (path == .operation ? .clientSecretWrong : .secretHashMissing(client.id)))
        guard path != .operation else { return }
        let foreign = try #require(client.secret?.hash(username: "grace", client: client.id))
        let wrong = await failure {
            _ = try await refresh(path, fixture, token, through: client.id, ["SECRET_HASH": foreign])
        }
        #expect(wrong == .refreshSecretHashWrong(client.id))
        let right = try #require(client.secret?.hash(username: "ada", client: client.id))
        _ = try await refresh(path, fixture, token, through: client.id, ["SECRET_HASH": right])
    }

    // R23: calls that end all sign-ins also end access tokens, open sign-ins and pending secrets.
    @Test(
        arguments: [End.disabled, .signedOut, .signedOutByAdministrator, .passwordSet, .recovered, .resetRequired])
    func whatEndsASignInEndsAllThatItOpened(_ end: End) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        let tokens = try await fixture.tokens()
        _ = try await fixture.pool.associateSoftwareToken(.accessToken(tokens.accessToken))
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { user in
            user.keptFamily = .init(
                family: TokenFamilyID([UInt8](repeating: 9, count: 12)), generation: user.generation)
            user.open(
                ChallengeSession(
                    id: SessionID([UInt8](repeating: 1, count: 16)),
                    client: AppClient(id: "client", userPoolID: "test_pool", name: "n"),
                    generation: user.generation, now: fixture.time.now(), firstFactorAt: fixture.time.now(),
                    satisfied: FactorSet(), state: .selectingMFAType([.sms])), now: fixture.time.now())
        }
        let generation = try await fixture.record().generation
        _ = try await bring(end, on: fixture, tokens)
        let record = try await fixture.record()
        #expect(record.generation == generation + 1)
        #expect(record.sessions.isEmpty && record.pendingSoftwareToken == nil && record.keptFamily == nil)
    }
}
