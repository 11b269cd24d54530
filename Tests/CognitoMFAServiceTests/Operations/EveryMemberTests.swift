import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Requests in which every member is invalid: the error lists all of them in the model's order, before anything is read.
///
/// Source: API reference, the constraints of each operation's members.
@Suite struct EveryMemberTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let operation: String
        let members: [String]
        let call: @Sendable (Fixture) async throws -> Void

        init(_ operation: String, _ members: [String], _ call: @escaping @Sendable (Fixture) async throws -> Void) {
            (self.operation, self.members, self.call) = (operation, members, call)
        }

        var testDescription: String { operation }
    }

    static let pool: UserPoolID = "no pool"
    static let client: AppClientID = "no client"
    static let name: Username = "no\u{7}name"
    static let attributes: UserAttributes = ["no\u{7}attribute": "x"]
    private static let response = RespondToAuthChallengeRequest(
        clientID: client, challengeName: ChallengeName(rawValue: "NO_CHALLENGE"), session: "no session",
        challengeResponses: [:])
    private static let flow = AuthFlowType(rawValue: "NO_FLOW")
    static let user = ["userPoolId", "username"]

    private static let publicRows = [
        Row("InitiateAuth", ["authFlow", "clientId"]) {
            _ = try await $0.service.initiateAuth(.init(authFlow: flow, clientID: client, authParameters: [:]))
        },
        Row("RespondToAuthChallenge", ["clientId", "challengeName", "session"]) {
            _ = try await $0.service.respondToAuthChallenge(response)
        },
        Row("AssociateSoftwareToken", ["accessToken", "session"]) {
            _ = try await $0.service.associateSoftwareToken(.init(accessToken: "no token", session: "no session"))
        },
        Row("VerifySoftwareToken", ["accessToken", "session", "userCode", "friendlyDeviceName"]) {
            _ = try await $0.service.verifySoftwareToken(
                .init(
                    accessToken: "no token", session: "no session", userCode: "no code",
                    friendlyDeviceName: String(repeating: "x", count: 257)))
        },
        Row("RemoveSoftwareToken", ["password", "userCode"]) {
            try await $0.service.removeSoftwareToken(
                .init(accessToken: "no token", password: "no password ", userCode: "no code"))
        },
        Row("GetTokensFromRefreshToken", ["refreshToken", "clientId"]) {
            _ = try await $0.service.getTokensFromRefreshToken(.init(refreshToken: "no token", clientID: client))
        },
        Row("RevokeToken", ["refreshToken", "clientId"]) {
            try await $0.service.revokeToken(.init(token: "no token", clientID: client))
        },
        Row("GlobalSignOut", ["accessToken"]) {
            try await $0.service.globalSignOut(.init(accessToken: "no token"))
        },
    ]

    private static let openChallengeRows = [
        Row("GetOpenChallenge", ["clientId", "session"]) {
            _ = try await $0.service.getOpenChallenge(.init(clientID: client, session: "no session"))
        },
        Row("SendNewCode", ["clientId", "session"]) {
            _ = try await $0.service.sendNewCode(.init(clientID: client, session: "no session"))
        },
        Row("UseAnotherFactor", ["clientId", "session"]) {
            _ = try await $0.service.useAnotherFactor(.init(clientID: client, session: "no session"))
        },
        Row("GetPendingSoftwareToken", ["clientId", "session"]) {
            _ = try await $0.service.getPendingSoftwareToken(.init(clientID: client, session: "no session"))
        },
        Row("CancelSetup", ["clientId", "session"]) {
            _ = try await $0.service.cancelSetup(.init(clientID: client, session: "no session"))
        },
        Row("EndSignIn", ["clientId", "session"]) {
            try await $0.service.endSignIn(.init(clientID: client, session: "no session"))
        },
    ]

    private static let signInRows = [
        Row("AdminInitiateAuth", ["userPoolId", "authFlow", "clientId"]) {
            _ = try await $0.admin.adminInitiateAuth(
                .init(userPoolID: pool, authFlow: flow, clientID: client, authParameters: [:]))
        },
        Row("AdminRespondToAuthChallenge", ["userPoolId", "clientId", "challengeName", "session"]) {
            _ = try await $0.admin.adminRespondToAuthChallenge(.init(userPoolID: pool, response: response))
        },
        Row("explanation of a sign-in", user) { _ = try await $0.admin.explainSignIn(of: name, in: pool) },
    ]

    private static let userRows = [
        Row("AdminGetUser", user) { _ = try await $0.admin.adminGetUser(.init(userPoolID: pool, username: name)) },
        Row("AdminDeleteUser", user) { try await $0.admin.adminDeleteUser(.init(userPoolID: pool, username: name)) },
        Row("AdminDisableUser", user) { try await $0.admin.adminDisableUser(.init(userPoolID: pool, username: name)) },
        Row("AdminEnableUser", user) { try await $0.admin.adminEnableUser(.init(userPoolID: pool, username: name)) },
        Row("AdminUnlock", user) { try await $0.admin.adminUnlock(.init(userPoolID: pool, username: name)) },
        Row("AdminConfirmSignUp", user) {
            try await $0.admin.adminConfirmSignUp(.init(userPoolID: pool, username: name))
        },
        Row("AdminResetUserPassword", user) {
            try await $0.admin.adminResetUserPassword(.init(userPoolID: pool, username: name))
        },
        Row("AdminUserGlobalSignOut", user) {
            try await $0.admin.adminUserGlobalSignOut(.init(userPoolID: pool, username: name))
        },
        Row("AdminDeleteSoftwareToken", user) {
            try await $0.admin.adminDeleteSoftwareToken(.init(userPoolID: pool, username: name))
        },
        Row("AdminSetUserMFAPreference", user) {
            try await $0.admin.adminSetUserMFAPreference(.init(userPoolID: pool, username: name))
        },
        Row("AdminSetUserSettings", user + ["mFAOptions.deliveryMedium"]) {
            try await $0.admin.adminSetUserSettings(
                .init(userPoolID: pool, username: name, mfaOptions: [MFAOption(deliveryMedium: "PIGEON")]))
        },
        Row("AdminSetUserPassword", user + ["password"]) {
            try await $0.admin.adminSetUserPassword(.init(userPoolID: pool, username: name, password: "no password "))
        },
        Row("AdminUpdateUserAttributes", user + ["userAttributes.name"]) {
            try await $0.admin.adminUpdateUserAttributes(
                .init(userPoolID: pool, username: name, userAttributes: attributes))
        },
        Row("AdminImportUser", user + ["userAttributes.name"]) {
            _ = try await $0.admin.adminImportUser(
                .init(userPoolID: pool, username: name, passwordHash: PasswordHash("x"), userAttributes: attributes))
        },
        Row(
            "AdminCreateUser",
            user + ["temporaryPassword", "password", "userAttributes.name", "desiredDeliveryMediums"]
        ) {
            _ = try await $0.admin.adminCreateUser(
                .init(
                    userPoolID: pool, username: name, temporaryPassword: "no password ",
                    permanentPassword: "no password ", userAttributes: attributes,
                    desiredDeliveryMediums: ["PIGEON"]))
        },
    ]

    @Test func everyMemberIsToldAtOnceAndNothingIsRead() async throws {
        let fixture = try await Fixture()
        await fixture.store.forgetCalls()
        for row in Self.publicRows + Self.openChallengeRows + Self.signInRows + Self.userRows + Self.selfServiceRows
            + Self.poolRows
        {
            let error = await failure { try await row.call(fixture) }
            #expect(error?.code == .invalidParameter, "\(row.operation)")
            var members: [String] = []
            for match in (error?.message ?? "").matches(of: #/ at '([^']+)' failed/#)
            where members.last != String(match.1) {
                members.append(String(match.1))
            }
            #expect(members == row.members, "\(row.operation): \(error?.message ?? "")")
        }
        #expect(await fixture.store.calls.isEmpty)
        #expect(fixture.observer.aboutUsers.map(\.name) == ["userCreated"])
    }

    // R29: the answer to NEW_PASSWORD_REQUIRED, after the handle was authenticated.
    @Test func theNewPasswordOfAnAnswerIsVerifiedLikeAnyOther() async throws {
        let fixture = try await Fixture()
        try await fixture.pool.admin.createUser("grace", temporaryPassword: Fixture.password)
        let session = try #require(await fixture.pool.signIn("grace", password: Fixture.password).challenge).session
        let error = await failure {
            _ = try await fixture.pool.respond(to: session, with: .newPassword("With-a-blank-1 "))
        }
        #expect(error?.code == .invalidParameter)
        #expect(error?.message.hasPrefix("1 validation error detected: Value at 'newPassword' failed") == true)
    }
}
