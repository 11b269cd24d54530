import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// SECRET_HASH of an app client with a secret, in the operations that name a user.
@Suite struct SecretHashTests {
    private typealias Call = @Sendable (UserPoolService, AppClientID, String?) async throws -> Void

    private static let calls: [(name: String, call: Call)] = [
        (
            "SignUp",
            { service, client, hash in
                _ = try await service.signUp(
                    SignUpRequest(clientID: client, username: "eve", password: Fixture.password, secretHash: hash))
            }
        ),
        (
            "ConfirmSignUp",
            { service, client, hash in
                try await service.confirmSignUp(
                    ConfirmSignUpRequest(
                        clientID: client, username: "eve", confirmationCode: "123456", secretHash: hash))
            }
        ),
        (
            "ResendConfirmationCode",
            { service, client, hash in
                _ = try await service.resendConfirmationCode(
                    ResendConfirmationCodeRequest(clientID: client, username: "eve", secretHash: hash))
            }
        ),
        (
            "ForgotPassword",
            { service, client, hash in
                _ = try await service.forgotPassword(
                    ForgotPasswordRequest(clientID: client, username: "eve", secretHash: hash))
            }
        ),
        (
            "ConfirmForgotPassword",
            { service, client, hash in
                try await service.confirmForgotPassword(
                    ConfirmForgotPasswordRequest(
                        clientID: client, username: "eve", confirmationCode: "123456", password: Fixture.password,
                        secretHash: hash))
            }
        ),
    ]

    // Source: developer guide, computing secret hash values.
    @Test(arguments: calls.map(\.name)) func theHashIsVerifiedBeforeAnythingElse(_ name: String) async throws {
        let call = try #require(Self.calls.first { $0.name == name }).call
        let fixture = try await Fixture()
        let client = try await fixture.service.administration.createUserPoolClient(
            CreateUserPoolClientRequest(userPoolID: fixture.pool.id, clientName: "web", generateSecret: true))
        let secret = try #require(client.secret)
        func error(_ hash: String?) async -> CognitoError? {
            await failure { try await call(fixture.service, client.id, hash) }
        }
        #expect(await error(nil) == .secretHashMissing(client.id))
        #expect(await error(secret.hash(username: "ada", client: client.id)) == .secretHashWrong(client.id))
        let right = await error(secret.hash(username: "eve", client: client.id))
        #expect(right != .secretHashMissing(client.id) && right != .secretHashWrong(client.id))
    }
}
