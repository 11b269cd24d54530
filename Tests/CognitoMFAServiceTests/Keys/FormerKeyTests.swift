import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import TestSupport
import Testing
import UserPoolModel

/// Codes, handles and tokens made with a key are valid while the ring has the key, and no longer.
@Suite struct FormerKeyTests {
    enum Path: CaseIterable {
        case refresh, refreshFlow, adminRefreshFlow, rotatingRefresh, revocation
        case signUpCode, recoveryCode, attributeCode, emailSession, newPasswordSession, accessToken
    }

    private static let first = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    private static let second = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="

    private struct World {
        let store = ScriptedStore()
        let time = ManualTimeSource()
        let email = RecordingEmailSender()

        func pool(_ roots: [(id: String, base64: String)]) async throws -> UserPool {
            let keys = try KeyRing(roots: roots)
            let service = UserPoolService(
                store: store, keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys), email: email,
                passwords: PBKDF2PasswordHasher(anyIterations: 2), time: time)
            return try await service.openPool(
                "a_b", client: "c",
                creatingIfAbsent: UserPoolSettings(
                    mfa: .optional([.softwareToken, .email]), members: .verifyingEmail))
        }
    }

    /// Prepares a code, handle or token with the first key.
    ///
    /// - Returns: Its use, through a pool of any ring.
    private func made(
        _ path: Path, _ world: World, _ old: UserPool
    ) async throws -> @Sendable (UserPool) async throws -> Void {
        try await old.admin.createUser("ada", password: Fixture.password, attributes: .verifiedEmail)
        let tokens = try #require(await old.signIn("ada", password: Fixture.password).authenticationResult)
        let token = try #require(tokens.refreshToken)
        switch path {
        case .refresh: return { _ = try await $0.refresh(token) }
        case .refreshFlow:
            return {
                _ = try await $0.service.initiateAuth(
                    .init(
                        authFlow: .refreshTokenAuth, clientID: "c", authParameters: ["REFRESH_TOKEN": token.text]))
            }
        case .adminRefreshFlow:
            return {
                _ = try await $0.service.administration.adminInitiateAuth(
                    .init(
                        userPoolID: "a_b", authFlow: .refreshTokenAuth, clientID: "c",
                        authParameters: ["REFRESH_TOKEN": token.text]))
            }
        case .rotatingRefresh:
            let client = try await old.service.administration.createUserPoolClient(
                CreateUserPoolClientRequest(
                    userPoolID: "a_b", clientName: "rotating", explicitAuthFlows: [.allowUserPasswordAuth],
                    refreshTokenRotation: RefreshTokenRotation()))
            let other = old.service.pool("a_b", client: client.id)
            let zero = try #require(
                await other.signIn("ada", password: Fixture.password).authenticationResult?.refreshToken)
            return {
                let pool = $0.service.pool("a_b", client: client.id)
                let one = try #require(await pool.refresh(zero).refreshToken)
                _ = try await pool.refresh(one)
            }
        case .revocation:
            return {
                try await $0.signOut(token)
                #expect(await failure { _ = try await old.user(tokens.accessToken) } == .revokedAccessToken)
            }
        case .signUpCode:
            _ = try await old.signUp(
                "grace", password: Fixture.password, attributes: [.email: "grace@example.com"])
            let code = await world.email.lastCode(to: "grace@example.com")
            return { try await $0.confirmSignUp("grace", code: code) }
        case .recoveryCode:
            try await old.forgotPassword("ada")
            await old.service.shutDown()
            let code = await world.email.lastCode(to: "ada@example.com")
            return { try await $0.confirmForgotPassword("ada", code: code, password: "Difference-1822") }
        case .attributeCode:
            try await old.sendVerificationCode(tokens.accessToken, for: .email)
            let code = await world.email.lastCode(to: "ada@example.com")
            // The access token is of the same ring, so it is issued again: only the code is then tested.
            return {
                let fresh = try #require(await $0.signIn("ada", password: Fixture.password).authenticationResult)
                try await $0.verifyAttribute(fresh.accessToken, .email, code: code)
            }
        case .emailSession:
            try await old.admin.setMFAPreference("ada", email: .preferred)
            let session = try #require(await old.signIn("ada", password: Fixture.password).challenge).session
            let code = await world.email.lastCode(to: "ada@example.com")
            return { _ = try await $0.respond(to: session, with: .emailOTP(code: code)) }
        case .newPasswordSession:
            try await old.admin.setPassword("ada", Fixture.password, permanent: false)
            let session = try #require(await old.signIn("ada", password: Fixture.password).challenge).session
            return { _ = try await $0.respond(to: session, with: .newPassword("Compiler-1952")) }
        case .accessToken: return { _ = try await $0.user(tokens.accessToken) }
        }
    }

    // R99, R100
    @Test(arguments: Path.allCases) func whatNamesItsKeyOutlivesARotation(_ path: Path) async throws {
        let world = World()
        let use = try await made(path, world, world.pool([(id: "a", base64: Self.first)]))
        try await use(world.pool([(id: "b", base64: Self.second), (id: "a", base64: Self.first)]))
    }

    // R99: without its key it is invalid.
    @Test(arguments: Path.allCases) func withoutItsKeyItIsNobodys(_ path: Path) async throws {
        let world = World()
        let use = try await made(path, world, world.pool([(id: "a", base64: Self.first)]))
        let stranger = try await world.pool([(id: "b", base64: Self.second)])
        let refused = await failure { try await use(stranger) }
        #expect(refused != nil && refused?.code != .internalError)
    }
}
