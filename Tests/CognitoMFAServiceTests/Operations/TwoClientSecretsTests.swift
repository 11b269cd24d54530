import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Two secrets of one app client, so that its apps can change over without a pause.
@Suite struct TwoClientSecretsTests {
    /// A client with its first secret and a second one.
    private struct Client {
        let fixture: Fixture
        let id: AppClientID
        let first: ClientSecretDescriptor
        let second: ClientSecretDescriptor

        init() async throws {
            fixture = try await Fixture()
            id = try await fixture.client { $0.generateSecret = true }.id
            _ = try await fixture.admin.addUserPoolClientSecret(
                AddUserPoolClientSecretRequest(userPoolID: fixture.pool.id, clientID: id))
            let secrets = try await fixture.admin.listUserPoolClientSecrets(
                ListUserPoolClientSecretsRequest(userPoolID: fixture.pool.id, clientID: id))
            try #require(secrets.count == 2)
            (first, second) = (secrets[0], secrets[1])
        }

        func signIn(with secret: ClientSecretDescriptor) async throws -> AuthOutcome {
            try await fixture.service.pool(fixture.pool.id, client: id, secret: secret.value)
                .signIn("ada", password: Fixture.password)
        }

        func delete(_ secret: ClientSecretDescriptor) async throws {
            _ = try await fixture.admin.deleteUserPoolClientSecret(
                DeleteUserPoolClientSecretRequest(
                    userPoolID: fixture.pool.id, clientID: id, clientSecretID: secret.id))
        }

        /// The error of a refresh whose SECRET_HASH is a text.
        func refresh(_ token: RefreshToken, hash: String) async -> CognitoError? {
            await failure {
                _ = try await fixture.service.initiateAuth(
                    InitiateAuthRequest(
                        authFlow: .refreshTokenAuth, clientID: id,
                        authParameters: [
                            ChallengeParameter.refreshToken: token.text, ChallengeParameter.secretHash: hash,
                        ]))
            }
        }
    }

    @Test func eitherSecretSignsInUntilItIsDeleted() async throws {
        let client = try await Client()
        #expect(client.first.value != client.second.value)
        #expect(try await client.signIn(with: client.first).authenticationResult != nil)
        #expect(try await client.signIn(with: client.second).authenticationResult != nil)
        try await client.delete(client.first)
        let refused = await failure { _ = try await client.signIn(with: client.first) }
        #expect(refused == .secretHashWrong(client.id))
        #expect(try await client.signIn(with: client.second).authenticationResult != nil)
    }

    @Test func aRefreshTakesTheHashOfEitherSecretAndEitherSecretItself() async throws {
        let client = try await Client()
        let tokens = try #require(await client.signIn(with: client.first).authenticationResult)
        let token = try #require(tokens.refreshToken)
        for secret in [client.first, client.second] {
            #expect(await client.refresh(token, hash: secret.value.hash(username: "ada", client: client.id)) == nil)
            #expect(await client.refresh(token, hash: secret.value.text) == nil)
            _ = try await client.fixture.service.getTokensFromRefreshToken(
                GetTokensFromRefreshTokenRequest(
                    refreshToken: token, clientID: client.id, clientSecret: secret.value))
        }
        try await client.delete(client.first)
        #expect(await client.refresh(token, hash: client.first.value.text) == .refreshSecretHashWrong(client.id))
        #expect(await client.refresh(token, hash: client.second.value.text) == nil)
    }

    @Test func aThirdSecretIsRefusedAndTheLastOneStays() async throws {
        let client = try await Client()
        let third = await failure {
            _ = try await client.fixture.admin.addUserPoolClientSecret(
                AddUserPoolClientSecretRequest(userPoolID: client.fixture.pool.id, clientID: client.id))
        }
        #expect(third == .tooManyClientSecrets)
        try await client.delete(client.second)
        let last = await failure { try await client.delete(client.first) }
        #expect(last == .onlyClientSecret)
        #expect(try await client.signIn(with: client.first).authenticationResult != nil)
    }

    @Test func anUpdateOfTheClientKeepsBothSecrets() async throws {
        let client = try await Client()
        _ = try await client.fixture.admin.updateUserPoolClient(
            UpdateUserPoolClientRequest(
                clientID: client.id,
                settings: CreateUserPoolClientRequest(
                    userPoolID: client.fixture.pool.id, clientName: "renamed",
                    explicitAuthFlows: [.allowUserPasswordAuth, .allowRefreshTokenAuth])))
        for secret in [client.first, client.second] {
            #expect(try await client.signIn(with: secret).authenticationResult != nil)
        }
    }
}
