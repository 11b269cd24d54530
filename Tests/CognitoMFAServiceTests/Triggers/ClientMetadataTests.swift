import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The operations whose `ClientMetadata` reaches the triggers after the swap, and those whose does not.
///
/// Source: API reference, ClientMetadata of each operation.
@Suite struct ClientMetadataTests {
    private static let metadata = ["device": "kiosk 7"]

    private let triggers = RecordingTriggers()

    private func fixture() async throws -> Fixture {
        try await Fixture(
            attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"], triggers: triggers.triggers,
            members: .verifyingEmail)
    }

    @Test func theCodesOfAnAccountSeeIt() async throws {
        let (fixture, metadata) = (try await fixture(), Self.metadata)
        let token = try await fixture.tokens().accessToken
        let service = fixture.service
        _ = try await service.signUp(
            SignUpRequest(
                clientID: "client", username: "grace", password: Fixture.password,
                userAttributes: [.email: "grace@example.com"], clientMetadata: metadata))
        _ = try await service.resendConfirmationCode(
            ResendConfirmationCodeRequest(clientID: "client", username: "grace", clientMetadata: metadata))
        await service.shutDown()
        _ = try await service.updateUserAttributes(
            UpdateUserAttributesRequest(
                accessToken: token, userAttributes: [.email: "ada@example.com"], clientMetadata: metadata))
        _ = try await service.getUserAttributeVerificationCode(
            GetUserAttributeVerificationCodeRequest(
                accessToken: token, attributeName: .email, clientMetadata: metadata))
        try await fixture.admin.adminUpdateUserAttributes(
            AdminUpdateUserAttributesRequest(
                userPoolID: fixture.pool.id, username: "ada", userAttributes: [.email: "countess@example.com"],
                clientMetadata: metadata))
        _ = try await service.forgotPassword(
            ForgotPasswordRequest(clientID: "client", username: "ada", clientMetadata: metadata))
        await service.shutDown()
        try await fixture.admin.adminResetUserPassword(
            AdminResetUserPasswordRequest(userPoolID: fixture.pool.id, username: "ada", clientMetadata: metadata))
        #expect(
            triggers.messages.map(\.triggerSource) == [
                .signUp, .resendCode, .updateUserAttribute, .verifyUserAttribute, .updateUserAttribute, .forgotPassword,
                .forgotPassword,
            ])
        #expect(triggers.messages.allSatisfy { $0.clientMetadata == metadata })
    }

    @Test(arguments: [false, true]) func answersAndRefreshesSeeItAndStartsDoNot(_ isAdmin: Bool) async throws {
        let (fixture, metadata) = (try await fixture(), Self.metadata)
        try await fixture.preferSMS()
        func answered(_ parameters: RequestParameters, _ session: SessionHandle?) async throws -> AuthOutcome {
            let response = RespondToAuthChallengeRequest(
                clientID: "client", challengeName: .smsMFA, session: session, challengeResponses: parameters,
                clientMetadata: metadata)
            guard isAdmin else { return try await fixture.service.respondToAuthChallenge(response) }
            return try await fixture.admin.adminRespondToAuthChallenge(
                AdminRespondToAuthChallengeRequest(userPoolID: fixture.pool.id, response: response))
        }
        let parameters: RequestParameters = ["USERNAME": "ada", "PASSWORD": Fixture.password.text]
        let started =
            isAdmin
            ? try await fixture.admin.adminInitiateAuth(
                AdminInitiateAuthRequest(
                    userPoolID: fixture.pool.id, authFlow: .adminUserPasswordAuth, clientID: "client",
                    authParameters: parameters, clientMetadata: metadata))
            : try await fixture.service.initiateAuth(
                InitiateAuthRequest(
                    authFlow: .userPasswordAuth, clientID: "client", authParameters: parameters,
                    clientMetadata: metadata))
        #expect(triggers.messages.map(\.clientMetadata) == [[:]])
        let code = await fixture.sentCode().text
        let tokens = try await answered(["SMS_MFA_CODE": code], started.challenge?.session)
        #expect(triggers.grants.map(\.clientMetadata) == [metadata])
        let refresh = try #require(tokens.authenticationResult?.refreshToken)
        _ = try await fixture.service.getTokensFromRefreshToken(
            GetTokensFromRefreshTokenRequest(refreshToken: refresh, clientID: "client", clientMetadata: metadata))
        _ = try await fixture.service.initiateAuth(
            InitiateAuthRequest(
                authFlow: .refreshTokenAuth, clientID: "client", authParameters: ["REFRESH_TOKEN": refresh.text],
                clientMetadata: metadata))
        #expect(triggers.grants.map(\.clientMetadata) == [metadata, metadata, [:]])
    }

    /// A trigger that calls another pool, whose triggers do not see this call's metadata.
    private struct Caller: CustomMessage {
        let pool: UserPool
        func message(for request: CustomMessageRequest) async throws -> CustomMessageResponse {
            _ = try await pool.signUp(
                "grace", password: Fixture.password, attributes: [.email: "grace@example.com"])
            return CustomMessageResponse()
        }
    }

    @Test func aCallInsideACallHasItsOwn() async throws {
        let inner = try await fixture()
        let outer = try await Fixture(
            triggers: Triggers(customMessage: Caller(pool: inner.pool)), members: .verifyingEmail)
        _ = try await outer.service.signUp(
            SignUpRequest(
                clientID: "client", username: "grace", password: Fixture.password,
                userAttributes: [.email: "grace@example.com"], clientMetadata: Self.metadata))
        #expect(triggers.messages.map(\.clientMetadata) == [[:]])
    }

    private final class Directory: UserMigration {
        let requests = Mutex<[UserMigrationRequest]>([])
        func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser? {
            requests.withLock { $0.append(request) }
            return MigratedUser()
        }
    }

    // R79
    @Test(arguments: [false, true]) func migrationSeesThatOfTheStart(_ isAdmin: Bool) async throws {
        let directory = Directory()
        let fixture = try await Fixture(triggers: Triggers(userMigration: directory))
        let parameters: RequestParameters = ["USERNAME": "grace", "PASSWORD": "Old-Directory-7"]
        _ =
            isAdmin
            ? try await fixture.admin.adminInitiateAuth(
                AdminInitiateAuthRequest(
                    userPoolID: fixture.pool.id, authFlow: .adminUserPasswordAuth, clientID: "client",
                    authParameters: parameters, clientMetadata: Self.metadata))
            : try await fixture.service.initiateAuth(
                InitiateAuthRequest(
                    authFlow: .userPasswordAuth, clientID: "client", authParameters: parameters,
                    clientMetadata: Self.metadata))
        let request = try #require(directory.requests.withLock { $0.first })
        #expect(request.validationData == Self.metadata && request.clientID == "client")
        #expect(request.username == "grace" && request.password == "Old-Directory-7")
        #expect(request.userPoolID == fixture.pool.id)
    }
}
