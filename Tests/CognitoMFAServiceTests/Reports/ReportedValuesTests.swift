import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Small inputs of public reports that the service takes, or refuses in its own words.
@Suite struct ReportedValuesTests {
    @Test(
        "passwords_with_spaces: a space inside is taken and counts as a symbol",
        arguments: [
            "Corr3ct horse battery!", "Corr3ct horse battery", "Corr3ct  horse",
        ] as [Password])
    func passwordsWithSpaces(password: Password) async throws {
        let fixture = try await Fixture()
        _ = try await fixture.pool.signUp("grace", password: password)
        try await fixture.pool.admin.confirmSignUp("grace")
        #expect(try await fixture.pool.signIn("grace", password: password).authenticationResult != nil)
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.changePassword(token, from: Fixture.password, to: password)
        try await fixture.pool.changePassword(token, from: password, to: "An other-1843")
        try await fixture.pool.admin.createUser("hedy", temporaryPassword: password)
        let session = try #require(await fixture.pool.signIn("hedy", password: password).challenge).session
        let outcome = try await fixture.pool.respond(to: session, with: .newPassword("Spread spectrum-1942"))
        #expect(outcome.authenticationResult != nil)
    }

    @Test(
        "passwords_with_spaces: no space stands at an end",
        arguments: [
            " Corr3ct horse!", "Corr3ct horse! ", "Corr3ct\nhorse!", "\tCorr3ct-horse!",
        ] as [Password])
    func noSpaceAtAnEnd(password: Password) async throws {
        let fixture = try await Fixture()
        let form =
            "1 validation error detected: Value at 'password' failed to satisfy constraint: "
            + #"Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$"#
        let refused = await failure { _ = try await fixture.pool.signUp("grace", password: password) }
        #expect(refused?.code == .invalidParameter && refused?.message == form)
        #expect(await failure { _ = try await fixture.pool.admin.user("grace") } == .userNotFound)
    }

    /// A client with a secret, and a refresh token of `ada` there.
    private func clientWithSecret(_ fixture: Fixture) async throws -> (AppClient, RefreshToken, ClientSecret) {
        let client = try await fixture.client { $0.generateSecret = true }
        let secret = try #require(client.secret)
        let pool = fixture.service.pool(fixture.pool.id, client: client.id, secret: secret)
        let tokens = try #require(await pool.signIn("ada", password: Fixture.password).authenticationResult)
        return (client, try #require(tokens.refreshToken), secret)
    }

    @Test(
        "refresh_hash_is_the_secret: REFRESH_TOKEN_AUTH takes the client secret as SECRET_HASH",
        arguments: [
            AuthFlowType.refreshTokenAuth, .refreshToken,
        ])
    func refreshHashIsTheSecret(flow: AuthFlowType) async throws {
        let fixture = try await Fixture()
        let (client, token, secret) = try await clientWithSecret(fixture)
        func refresh(_ hash: String, asAdministrator: Bool = false) async -> CognitoError? {
            await failure {
                let parameters: RequestParameters = [
                    ChallengeParameter.refreshToken: token.text, ChallengeParameter.secretHash: hash,
                ]
                let outcome =
                    asAdministrator
                    ? try await fixture.admin.adminInitiateAuth(
                        AdminInitiateAuthRequest(
                            userPoolID: fixture.pool.id, authFlow: flow, clientID: client.id, authParameters: parameters
                        ))
                    : try await fixture.service.initiateAuth(
                        InitiateAuthRequest(authFlow: flow, clientID: client.id, authParameters: parameters))
                #expect(outcome.authenticationResult != nil)
            }
        }
        #expect(await refresh(secret.text) == nil)
        #expect(await refresh(secret.text, asAdministrator: true) == nil)
        #expect(await refresh(secret.hash(username: "ada", client: client.id)) == nil)
        for other in [String(secret.text.dropLast()), secret.text + "x", secret.text.uppercased(), ""] {
            #expect(await refresh(other) == .refreshSecretHashWrong(client.id))
        }
    }

    @Test("refresh_hash_is_the_secret: nowhere else")
    func theSecretIsNoHashElsewhere() async throws {
        let fixture = try await Fixture()
        let (client, _, secret) = try await clientWithSecret(fixture)
        let wrong = CognitoError.secretHashWrong(client.id)
        let signIn = await failure {
            _ = try await fixture.service.initiateAuth(
                InitiateAuthRequest(
                    authFlow: .userPasswordAuth, clientID: client.id,
                    authParameters: [
                        ChallengeParameter.username: "ada", ChallengeParameter.password: Fixture.password.text,
                        ChallengeParameter.secretHash: secret.text,
                    ]))
        }
        #expect(signIn == wrong)
        let forgotten = await failure {
            _ = try await fixture.service.forgotPassword(
                ForgotPasswordRequest(clientID: client.id, username: "ada", secretHash: secret.text))
        }
        #expect(forgotten == wrong)
        let plain = try await fixture.tokens()
        let withoutSecret = await failure {
            _ = try await fixture.service.initiateAuth(
                InitiateAuthRequest(
                    authFlow: .refreshTokenAuth, clientID: fixture.pool.clientID,
                    authParameters: [
                        ChallengeParameter.refreshToken: plain.refreshToken?.text ?? "",
                        ChallengeParameter.secretHash: "",
                    ]))
        }
        #expect(withoutSecret == .refreshSecretHashWrong(fixture.pool.clientID))
    }

    @Test("invitation_needs_a_destination: who asks for a medium must give an address")
    func invitationNeedsADestination() async throws {
        let fixture = try await Fixture()
        func invite(
            _ mediums: [String]?, _ attributes: UserAttributes = [:],
            _ action: AdminCreateUserRequest.MessageAction? = nil
        ) async -> CognitoError? {
            await failure {
                _ = try await fixture.admin.adminCreateUser(
                    AdminCreateUserRequest(
                        userPoolID: fixture.pool.id, username: "grace", userAttributes: attributes,
                        messageAction: action, desiredDeliveryMediums: mediums))
            }
        }
        #expect(await invite(["EMAIL"]) == .noDestination(for: .email))
        #expect(await invite(["SMS"]) == .noDestination(for: .phoneNumber))
        #expect(await invite(["SMS", "EMAIL"], [.phoneNumber: "+14155550177"]) == .noDestination(for: .email))
        #expect(await failure { _ = try await fixture.pool.admin.user("grace") } == .userNotFound)
        #expect(await invite(["EMAIL"], [:], .suppress) == nil, "nothing is to be sent")
        let before = try await fixture.record(of: "grace")
        #expect(await invite(["EMAIL"], [:], .resend) == .noDestination(for: .email))
        #expect(try await fixture.record(of: "grace") == before, "the temporary password stays")
        #expect(await fixture.sms.messages.isEmpty)
        #expect(await fixture.email.messages.isEmpty)
    }

    @Test("boolean_attribute_in_other_case: the service takes True for true", arguments: ["true", "True", "TRUE"])
    func booleanAttributeInOtherCase(value: String) async throws {
        let fixture = try await Fixture()
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.email: "grace@example.com", .emailVerified: value])
        #expect(try await fixture.pool.admin.user("grace").attributes[.emailVerified] == "true")
        try await fixture.pool.admin.updateAttributes("ada", [.phoneNumberVerified: value])
        #expect(try await fixture.pool.admin.user("ada").attributes[.phoneNumberVerified] == "true")
        try await fixture.pool.forgotPassword("grace")
        try await fixture.pool.admin.updateAttributes("grace", [.emailVerified: value == "true" ? "false" : "False"])
        #expect(try await fixture.pool.admin.user("grace").attributes[.emailVerified] == "false")
        let none = await failure { try await fixture.pool.admin.updateAttributes("ada", [.emailVerified: value]) }
        #expect(none == .verifiedWithout(.email))
        #expect(
            await failure { try await fixture.pool.admin.updateAttributes("ada", [.phoneNumberVerified: "yes"]) }
                == .attributeImmutable(.phoneNumberVerified))
    }

    @Test("filter_status_in_other_case: cognito:user_status is compared without regard to case")
    func filterStatusInOtherCase() async throws {
        let fixture = try await Fixture()
        for value in ["CONFIRMED", "confirmed", "Confirmed"] {
            let found = try await fixture.pool.admin.users(filter: #"cognito:user_status = "\#(value)""#)
            #expect(found.users.map(\.username) == ["ada"])
        }
        #expect(try await fixture.pool.admin.users(filter: #"cognito:user_status ^= "conf""#).users.count == 1)
        #expect(try await fixture.pool.admin.users(filter: #"status = "enabled""#).users.isEmpty)
        #expect(try await fixture.pool.admin.users(filter: #"username = "ADA""#).users.isEmpty)
    }
}
