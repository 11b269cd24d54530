import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import TestSupport
import UserPoolModel

/// Validation, access tokens, clients, starting and answering a sign-in, tokens, sign-out.
enum SignInRows {
    static let all = validation + accessTokens + clients + starting + challenges + tokens

    static let validation: [ErrorRow] = [
        ErrorRow(
            "one constraint", .observed, .invalidParameter,
            "1 validation error detected: Value 'NONE' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: [USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]"
        ) {
            _ = try await Fixture().service.initiateAuth(
                InitiateAuthRequest(authFlow: .init(rawValue: "NONE"), clientID: "client", authParameters: [:]))
        },
        ErrorRow(
            "two constraints of a code", .observed, .invalidParameter,
            "2 validation errors detected: Value at 'userCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9]+; Value at 'userCode' failed to satisfy constraint: Member must have length greater than or equal to 6"
        ) { try await Fixture().pool.verifySoftwareToken(.accessToken("a"), code: "Aaaa") },
        ErrorRow(
            "a sensitive value is left out", .observed, .invalidParameter,
            "1 validation error detected: Value at 'previousPassword' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$"
        ) { try await Fixture().pool.changePassword("a", from: " leading", to: "Difference-1822") },
    ]

    static let accessTokens: [ErrorRow] = [
        ErrorRow("malformed token", .observed, .notAuthorized, "Invalid Access Token") {
            _ = try await Fixture().pool.user("a.b.c")
        },
        ErrorRow("expired token", .observed, .notAuthorized, "Access Token has expired") {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            f.time.advance(by: .seconds(3600))
            _ = try await f.pool.user(token)
        },
        ErrorRow("token revoked by sign-out", .observed, .notAuthorized, "Access Token has been revoked") {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            try await f.pool.signOutEverywhere(token)
            _ = try await f.pool.user(token)
        },
        ErrorRow("token revoked by RevokeToken", .documented, .notAuthorized, "Access Token has been revoked") {
            let f = try await Fixture()
            let tokens = try await f.tokens()
            try await f.pool.signOut(tokens.refreshToken ?? "")
            _ = try await f.pool.user(tokens.accessToken)
        },
        ErrorRow(
            "token without the scope", .observed, .notAuthorized, "Access Token does not have required scopes"
        ) {
            let f = try await Fixture(tokens: ScopelessIssuer())
            _ = try await f.pool.user(f.tokens().accessToken)
        },
        ErrorRow("user deleted", .observed, .userNotFound, "User does not exist.") {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            try await f.pool.deleteUser(token)
            _ = try await f.pool.user(token)
        },
        ErrorRow("user disabled", .assumed, .notAuthorized, "User is disabled.") {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            try await f.pool.admin.disableUser("ada")
            _ = try await f.pool.user(token)
        },
        ErrorRow(
            "token of a user who must reset", .documented, .passwordResetRequired,
            "Password reset required for the user"
        ) {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            try await f.rewrite(f.key, as: UserAuthRecord.self) { $0.status = .resetRequired }
            _ = try await f.pool.user(token)
        },
        ErrorRow("token of an unconfirmed user", .documented, .userNotConfirmed, "User is not confirmed.") {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            try await f.rewrite(f.key, as: UserAuthRecord.self) { $0.status = .unconfirmed }
            _ = try await f.pool.user(token)
        },
    ]

    static let clients: [ErrorRow] = [
        ErrorRow(
            "secret hash missing", .observed, .notAuthorized,
            "Client secretive is configured for secret but secret was not received"
        ) {
            let f = try await Fixture()
            try await f.secretClient()
            _ = try await f.signIn(client: "secretive")
        },
        ErrorRow(
            "secret hash wrong", .observed, .notAuthorized, "Unable to verify secret hash for client secretive"
        ) {
            let f = try await Fixture()
            try await f.secretClient()
            _ = try await f.signIn(client: "secretive", hash: "AAAA")
        },
        ErrorRow(
            "secret hash wrong on refresh", .observed, .notAuthorized,
            "SecretHash does not match for the client: secretive"
        ) {
            let f = try await Fixture()
            let secret = try await f.secretClient()
            let tokens = try await f.service.pool(f.pool.id, client: "secretive", secret: secret).signIn(
                "ada", password: Fixture.password
            ).authenticationResult
            _ = try await f.service.initiateAuth(
                InitiateAuthRequest(
                    authFlow: .refreshTokenAuth, clientID: "secretive",
                    authParameters: ["REFRESH_TOKEN": tokens?.refreshToken?.text ?? "", "SECRET_HASH": "AAAA"]))
        },
        ErrorRow(
            "secret hash for a client without secret", .observed, .notAuthorized,
            "Unable to verify secret hash for client client"
        ) { _ = try await Fixture().signIn(client: "client", hash: "AAAA") },
        ErrorRow("unknown client", .observed, .resourceNotFound, "User pool client other does not exist.") {
            _ = try await Fixture().signIn(client: "other")
        },
    ]

    static let starting: [ErrorRow] = [
        ErrorRow("flow of the other operation", .observed, .invalidParameter, "Initiate Auth method not supported.") {
            _ = try await Fixture().signIn(flow: .adminUserPasswordAuth)
        },
        ErrorRow(
            "admin, flow of the other operation", .observed, .invalidParameter, "Initiate Auth method not supported."
        ) {
            _ = try await Fixture().adminSignIn(flow: .userPasswordAuth)
        },
        ErrorRow(
            "flow not allowed", .observed, .invalidParameter, "USER_PASSWORD_AUTH flow not enabled for this client"
        ) {
            let f = try await Fixture()
            let client = try await f.client { $0.explicitAuthFlows = [] }
            _ = try await f.signIn(client: client.id)
        },
        ErrorRow("admin, flow not allowed", .observed, .invalidParameter, "Auth flow not enabled for this client") {
            let f = try await Fixture()
            let client = try await f.client { $0.explicitAuthFlows = [] }
            _ = try await f.adminSignIn(client: client.id)
        },
        ErrorRow("no USERNAME", .observed, .invalidParameter, "Missing required parameter USERNAME") {
            _ = try await Fixture().signIn(parameters: ["PASSWORD": "x"])
        },
        ErrorRow("no PASSWORD", .observed, .invalidParameter, "Missing required parameter PASSWORD") {
            _ = try await Fixture().signIn(parameters: ["USERNAME": "x"])
        },
        ErrorRow("no REFRESH_TOKEN", .observed, .invalidParameter, "Missing required parameter REFRESH_TOKEN") {
            _ = try await Fixture().signIn(flow: .refreshTokenAuth, parameters: [:])
        },
        ErrorRow("unknown user", .observed, .userNotFound, "User does not exist.") {
            _ = try await Fixture().pool.signIn("nobody", password: Fixture.password)
        },
        ErrorRow("unknown user, hidden", .documented, .notAuthorized, "Incorrect username or password.") {
            _ = try await Fixture(hidesUnknown: true).pool.signIn("nobody", password: Fixture.password)
        },
        ErrorRow("locked", .observed, .notAuthorized, "Password attempts exceeded") {
            let f = try await Fixture()
            for _ in 0..<5 { _ = await failure { _ = try await f.pool.signIn("ada", password: "wrong") } }
            _ = try await f.pool.signIn("ada", password: Fixture.password)
        },
        ErrorRow("unknown user, hidden and locked", .assumed, .notAuthorized, "Password attempts exceeded") {
            let f = try await Fixture(hidesUnknown: true)
            for _ in 0..<5 { _ = await failure { _ = try await f.pool.signIn("nobody", password: "wrong") } }
            _ = try await f.pool.signIn("nobody", password: Fixture.password)
        },
        ErrorRow("wrong password", .observed, .notAuthorized, "Incorrect username or password.") {
            _ = try await Fixture().pool.signIn("ada", password: "wrong")
        },
        ErrorRow("disabled", .observed, .notAuthorized, "User is disabled.") {
            let f = try await Fixture()
            try await f.pool.admin.disableUser("ada")
            _ = try await f.pool.signIn("ada", password: Fixture.password)
        },
        ErrorRow("unconfirmed", .observed, .userNotConfirmed, "User is not confirmed.") {
            let f = try await Fixture()
            _ = try await f.pool.signUp("grace", password: Fixture.password)
            _ = try await f.pool.signIn("grace", password: Fixture.password)
        },
        ErrorRow("must reset", .observed, .passwordResetRequired, "Password reset required for the user") {
            let f = try await Fixture(attributes: .verifiedEmail)
            try await f.pool.admin.resetPassword("ada")
            _ = try await f.pool.signIn("ada", password: Fixture.password)
        },
        ErrorRow(
            "temporary password too old", .observed, .notAuthorized,
            "Temporary password has expired and must be reset by an administrator."
        ) {
            let f = try await Fixture()
            try await f.pool.admin.createUser("grace", temporaryPassword: Fixture.password)
            f.time.advance(by: .seconds(7 * 86_400))
            _ = try await f.pool.signIn("grace", password: Fixture.password)
        },
        ErrorRow(
            "challenge that is not offered", .assumed, .unsupportedOperation, "Challenge WEB_AUTHN is not supported."
        ) {
            let f = try await Fixture()
            _ = try await f.service.respondToAuthChallenge(
                RespondToAuthChallengeRequest(
                    clientID: "client", challengeName: .init(rawValue: "WEB_AUTHN"),
                    session: "01234567890123456789", challengeResponses: [:]))
        },
        ErrorRow(
            "flow that is not offered", .assumed, .invalidParameter, "USER_SRP_AUTH flow not enabled for this client"
        ) { _ = try await Fixture().signIn(flow: .init(rawValue: "USER_SRP_AUTH")) },
    ]

    static let challenges: [ErrorRow] = [
        ErrorRow("no session", .observed, .invalidParameter, "Missing required parameter Session") {
            _ = try await Fixture().answer(nil, .smsMFA, ["USERNAME": "ada", "SMS_MFA_CODE": "123456"])
        },
        ErrorRow("no answer", .assumed, .invalidParameter, "Missing required parameter SMS_MFA_CODE") {
            let f = try await Fixture()
            try await f.preferSMS()
            _ = try await f.answer(f.challenge().session, .smsMFA, ["USERNAME": "ada"])
        },
        ErrorRow("forged session", .observed, .notAuthorized, "Invalid session for the user.") {
            _ = try await Fixture().answer("01234567890123456789", .smsMFA, ["SMS_MFA_CODE": "123456"])
        },
        ErrorRow("another user's session", .observed, .notAuthorized, "Invalid session for the user.") {
            let f = try await Fixture()
            try await f.preferSMS()
            let session = try await f.challenge().session
            _ = try await f.pool.respond(to: session, with: .smsMFA(code: f.sentCode()), as: "grace")
        },
        ErrorRow("another client's session", .observed, .notAuthorized, "Invalid session for the user.") {
            let f = try await Fixture()
            try await f.preferSMS()
            let session = try await f.challenge().session
            let client = try await f.client()
            _ = try await f.service.pool(f.pool.id, client: client.id).respond(
                to: session, with: .smsMFA(code: f.sentCode()))
        },
        ErrorRow("another challenge's name", .observed, .notAuthorized, "Invalid session for the user.") {
            let f = try await Fixture()
            try await f.preferSMS()
            _ = try await f.pool.respond(to: f.challenge().session, with: .softwareTokenMFA(code: "123456"))
        },
        ErrorRow(
            "expired session", .observed, .notAuthorized, "Invalid session for the user, session is expired."
        ) {
            let f = try await Fixture()
            try await f.preferSMS()
            let session = try await f.challenge().session
            f.time.advance(by: .seconds(180))
            _ = try await f.pool.respond(to: session, with: .smsMFA(code: f.sentCode()))
        },
        ErrorRow(
            "used session", .observed, .notAuthorized,
            "Invalid session for the user, session can only be used once."
        ) {
            let f = try await Fixture()
            try await f.preferSMS()
            let session = try await f.challenge().session
            let code = await f.sentCode()
            _ = try await f.pool.respond(to: session, with: .smsMFA(code: code))
            _ = try await f.pool.respond(to: session, with: .smsMFA(code: code))
        },
        ErrorRow("disabled meanwhile", .observed, .notAuthorized, "User is disabled.") {
            let f = try await Fixture()
            try await f.preferSMS()
            let session = try await f.challenge().session
            try await f.pool.admin.disableUser("ada")
            _ = try await f.pool.respond(to: session, with: .smsMFA(code: f.sentCode()))
        },
        ErrorRow("SMS_MFA, wrong code", .observed, .codeMismatch, "Invalid code or auth state for the user.") {
            let f = try await Fixture()
            try await f.preferSMS()
            let session = try await f.challenge().session
            _ = try await f.pool.respond(to: session, with: .smsMFA(code: wrong(f.sentCode())))
        },
        ErrorRow(
            "SMS_MFA, code too old in a session that lives", .documented, .expiredCode,
            "Invalid code provided, please request a code again."
        ) {
            let f = try await Fixture()
            let client = try await f.client { $0.authSessionValidityMinutes = 15 }
            try await f.preferSMS()
            let pool = f.service.pool(f.pool.id, client: client.id)
            let session = try await pool.signIn("ada", password: Fixture.password).challenge?.session
            f.time.advance(by: .seconds(180))
            _ = try await pool.respond(to: session ?? "", with: .smsMFA(code: f.sentCode()))
        },
        ErrorRow("SMS_MFA, locked", .documented, .notAuthorized, "Password attempts exceeded") {
            let f = try await Fixture()
            try await f.preferSMS()
            let session = try await f.challenge().session
            let code = await f.sentCode()
            for _ in 0..<5 {
                _ = await failure { _ = try await f.pool.respond(to: session, with: .smsMFA(code: wrong(code))) }
            }
            _ = try await f.pool.respond(to: session, with: .smsMFA(code: code))
        },
        ErrorRow("SOFTWARE_TOKEN_MFA, wrong code", .observed, .codeMismatch, "Invalid code received for user") {
            let f = try await Fixture()
            let app = try await f.registerApp()
            _ = try await f.pool.respond(
                to: f.challenge().session, with: .softwareTokenMFA(code: wrong(app.code())))
        },
        ErrorRow(
            "SOFTWARE_TOKEN_MFA, used code", .observed, .expiredCode,
            "Your software token has already been used once."
        ) {
            let f = try await Fixture()
            let app = try await f.registerApp()
            let (first, second) = (try await f.challenge().session, try await f.challenge().session)
            _ = try await f.pool.respond(to: first, with: .softwareTokenMFA(code: app.code()))
            _ = try await f.pool.respond(to: second, with: .softwareTokenMFA(code: app.code()))
        },
        ErrorRow(
            "SOFTWARE_TOKEN_MFA, no token", .observed, .softwareTokenMFANotFound,
            "Software Token MFA does not exist for the user."
        ) {
            let f = try await Fixture()
            try await f.registerApp()
            let session = try await f.challenge().session
            try await f.rewrite(f.key, as: UserAuthRecord.self) { $0.softwareToken = nil }
            _ = try await f.pool.respond(to: session, with: .softwareTokenMFA(code: "123456"))
        },
        ErrorRow("EMAIL_OTP, wrong code", .observed, .codeMismatch, "Invalid code or auth state for the user.") {
            let f = try await Fixture(mfa: .optional([.email]), attributes: .verifiedEmail)
            try await f.pool.admin.setMFAPreference("ada", email: .preferred)
            let session = try await f.challenge().session
            let code = await f.email.lastCode(to: "ada@example.com")
            _ = try await f.pool.respond(to: session, with: .emailOTP(code: wrong(code)))
        },
        ErrorRow(
            "SELECT_MFA_TYPE, session reused", .observed, .notAuthorized,
            "Invalid session for the user, session can only be used once."
        ) {
            let f = try await Fixture()
            try await f.enableBoth()
            let session = try await f.challenge().session
            _ = try await f.pool.respond(to: session, with: .selectMFAType(.sms))
            _ = try await f.pool.respond(to: session, with: .selectMFAType(.sms))
        },
        ErrorRow(
            "SELECT_MFA_TYPE, not in the list", .assumed, .invalidParameter,
            "The MFA type is not one of those offered."
        ) {
            let f = try await Fixture()
            try await f.enableBoth()
            _ = try await f.pool.respond(to: f.challenge().session, with: .selectMFAType(.email))
        },
        ErrorRow("MFA_SETUP answered too early", .assumed, .notAuthorized, "Invalid session for the user.") {
            let f = try await Fixture(mfa: .on([.softwareToken]))
            _ = try await f.pool.respond(to: f.challenge().session, with: .mfaSetup)
        },
        ErrorRow(
            "MFA_SETUP, first session again", .observed, .notAuthorized,
            "Invalid session for the user, session can only be used once."
        ) {
            let f = try await Fixture(mfa: .on([.softwareToken]))
            let session = try await f.challenge().session
            _ = try await f.pool.associateSoftwareToken(.session(session))
            _ = try await f.pool.associateSoftwareToken(.session(session))
        },
        ErrorRow(
            "NEW_PASSWORD_REQUIRED, attribute that is there", .observed, .notAuthorized,
            "Cannot modify an already provided email"
        ) {
            let f = try await Fixture()
            try await f.pool.admin.createUser(
                "grace", temporaryPassword: Fixture.password, attributes: [.email: "g@example.com"])
            let session = try await f.pool.signIn("grace", password: Fixture.password).challenge?.session
            _ = try await f.pool.respond(
                to: session ?? "", with: .newPassword("Compiler-1952", attributes: [.email: "h@example.com"]))
        },
        ErrorRow(
            "NEW_PASSWORD_REQUIRED, against the policy", .observed, .invalidPassword,
            "Password does not conform to policy: Password not long enough"
        ) {
            let f = try await Fixture()
            try await f.pool.admin.createUser("grace", temporaryPassword: Fixture.password)
            let session = try await f.pool.signIn("grace", password: Fixture.password).challenge?.session
            _ = try await f.pool.respond(to: session ?? "", with: .newPassword("Aa1!"))
        },
        ErrorRow(
            "number gone, SMS the only factor switched on", .observed, .invalidParameter,
            "Invalid phone number provided/Unable to send the message. User pool does not have SMS configuration to send messages."
        ) {
            let f = try await Fixture()
            try await f.preferSMS()
            try await f.pool.admin.updateAttributes("ada", [.phoneNumber: ""])
            _ = try await f.pool.signIn("ada", password: Fixture.password)
        },
        ErrorRow(
            "no factor and none to set up", .assumed, .mfaMethodNotFound,
            "No MFA method of the user can be used to sign in."
        ) {
            let f = try await Fixture(
                mfa: .on([.email]), attributes: .verifiedEmail,
                members: UserPoolOptions(accountRecoverySetting: [.verifiedEmail, .verifiedPhoneNumber]))
            _ = try await f.pool.signIn("ada", password: Fixture.password)
        },
        ErrorRow(
            "refused message, strict", .documented, .codeDeliveryFailure, "The code could not be delivered."
        ) {
            let f = try await Fixture(sender: RefusingSMSSender(), profile: .strict)
            try await f.preferSMS()
            _ = try await f.pool.signIn("ada", password: Fixture.password)
        },
    ]

    static let tokens: [ErrorRow] = [
        ErrorRow("refresh, not a refresh token", .observed, .notAuthorized, "Invalid Refresh Token") {
            _ = try await Fixture().pool.refresh("abc")
        },
        ErrorRow("refresh, expired", .observed, .notAuthorized, "Refresh Token has expired") {
            let f = try await Fixture()
            let token = try await f.tokens().refreshToken ?? ""
            f.time.advance(by: .seconds(2_592_000))
            _ = try await f.pool.refresh(token)
        },
        ErrorRow("refresh, revoked", .observed, .notAuthorized, "Refresh Token has been revoked") {
            let f = try await Fixture()
            let token = try await f.tokens().refreshToken ?? ""
            try await f.pool.admin.signOutEverywhere("ada")
            _ = try await f.pool.refresh(token)
        },
        ErrorRow("refresh, reused", .documented, .refreshTokenReuse, "Refresh token reuse detected") {
            let f = try await Fixture()
            let client = try await f.client { $0.refreshTokenRotation = RefreshTokenRotation() }
            let pool = f.service.pool(f.pool.id, client: client.id)
            let tokens = try await pool.signIn("ada", password: Fixture.password).authenticationResult
            let first = tokens?.refreshToken ?? ""
            _ = try await pool.refresh(first)
            f.time.advance(by: .seconds(10))
            _ = try await pool.refresh(first)
        },
        ErrorRow(
            "REFRESH_TOKEN_AUTH with rotation", .documented, .invalidParameter,
            "REFRESH_TOKEN_AUTH flow not enabled for this client"
        ) {
            let f = try await Fixture()
            let client = try await f.client { $0.refreshTokenRotation = RefreshTokenRotation() }
            _ = try await f.signIn(client: client.id, flow: .refreshTokenAuth, parameters: ["REFRESH_TOKEN": "x"])
        },
        ErrorRow("RevokeToken, no refresh token", .documented, .unsupportedTokenType, "Unsupported token type") {
            try await Fixture().pool.signOut("abc")
        },
        ErrorRow(
            "RevokeToken, revocation off", .documented, .unsupportedOperation,
            "Token revocation is not enabled for this client"
        ) {
            let f = try await Fixture()
            let client = try await f.client { $0.enableTokenRevocation = false }
            try await f.service.pool(f.pool.id, client: client.id).signOut("abc")
        },
        ErrorRow("RevokeToken, another client", .documented, .unauthorized, "Unauthorized client") {
            let f = try await Fixture()
            let client = try await f.client()
            let token = try await f.tokens().refreshToken ?? ""
            try await f.service.pool(f.pool.id, client: client.id).signOut(token)
        },
        ErrorRow("RevokeToken, unknown client", .documented, .unauthorized, "Unauthorized client") {
            let f = try await Fixture()
            let token = try await f.tokens().refreshToken ?? ""
            try await f.service.pool(f.pool.id, client: "other").signOut(token)
        },
        ErrorRow("RevokeToken, wrong secret", .documented, .unauthorized, "Unauthorized client") {
            let f = try await Fixture()
            let token = try await f.tokens().refreshToken ?? ""
            try await f.service.pool(f.pool.id, client: "client", secret: "another-secret-of-24-and-more").signOut(
                token)
        },
        ErrorRow("GetTokensFromRefreshToken, wrong secret", .assumed, .notAuthorized, "Unauthorized client") {
            let f = try await Fixture()
            let token = try await f.tokens().refreshToken ?? ""
            _ = try await f.service.pool(f.pool.id, client: "client", secret: "another-secret-of-24-and-more")
                .refresh(token)
        },
        ErrorRow("AdminUserGlobalSignOut, unknown", .documented, .userNotFound, "User does not exist.") {
            try await Fixture().pool.admin.signOutEverywhere("nobody")
        },
        ErrorRow("AdminDisableUser, unknown", .documented, .userNotFound, "User does not exist.") {
            try await Fixture().pool.admin.disableUser("nobody")
        },
    ]
}

extension Fixture {
    @discardableResult
    fileprivate func secretClient() async throws -> ClientSecret {
        let secret: ClientSecret = "abcdefghijklmnopqrstuvwxyz"
        let client = AppClient(
            id: "secretive", userPoolID: pool.id, name: "s", secret: secret,
            explicitAuthFlows: [.allowUserPasswordAuth, .allowRefreshTokenAuth])
        try await store.put(
            VersionedRecord(
                version: RecordVersion("1"),
                contents: SealedRecordCodec(sealer: NoSealer()).encode(ClientRecord(client), of: .client(client.id))),
            under: .client(client.id))
        return secret
    }

    fileprivate func signIn(
        client: AppClientID = "client", flow: AuthFlowType = .userPasswordAuth, hash: String? = nil,
        parameters: RequestParameters? = nil
    ) async throws -> AuthOutcome {
        var values = parameters?.values ?? ["USERNAME": "ada", "PASSWORD": Self.password.text]
        if let hash { values["SECRET_HASH"] = hash }
        return try await service.initiateAuth(
            InitiateAuthRequest(authFlow: flow, clientID: client, authParameters: RequestParameters(values)))
    }

    fileprivate func adminSignIn(
        client: AppClientID = "client", flow: AuthFlowType = .adminUserPasswordAuth
    ) async throws -> AuthOutcome {
        try await admin.adminInitiateAuth(
            AdminInitiateAuthRequest(
                userPoolID: pool.id, authFlow: flow, clientID: client,
                authParameters: ["USERNAME": "ada", "PASSWORD": Self.password.text]))
    }

    fileprivate func answer(
        _ session: SessionHandle?, _ name: ChallengeName, _ responses: RequestParameters
    ) async throws -> AuthOutcome {
        try await service.respondToAuthChallenge(
            RespondToAuthChallengeRequest(
                clientID: "client", challengeName: name, session: session, challengeResponses: responses))
    }

    func enableBoth() async throws {
        try await registerApp()
        try await pool.admin.setMFAPreference("ada", sms: .enabled, softwareToken: .enabled)
    }
}

/// An issuer whose access tokens carry no scope.
private final class ScopelessIssuer: TokenIssuer {
    private let last = Mutex<TokenGrant?>(nil)

    func issue(_ grant: TokenGrant) async throws -> AuthenticationResult {
        last.withLock { $0 = grant }
        return AuthenticationResult(accessToken: "a.b.c", idToken: "i", refreshToken: nil, expiresIn: 3600)
    }

    func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict {
        guard let grant = last.withLock({ $0 }) else { return .malformed }
        return .valid(
            Principal(
                userPoolID: grant.userPoolID, clientID: grant.client.id, username: grant.username, sub: grant.sub,
                family: grant.family, generation: grant.generation, scopes: [], authenticatedAt: grant.authenticatedAt))
    }
}
