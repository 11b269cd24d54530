import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// A client receives only the attributes that it may read, in every kind of answer.
@Suite struct ReadableAttributesTests {
    enum Path: CaseIterable {
        case signIn, adminSignIn, answer, adminAnswer, newPassword, setUp, refresh, refreshFlow, adminRefreshFlow,
            getUser
    }

    /// The names in an ID token.
    private func reservations(_ token: IDToken) throws -> String {
        let part = try #require(token.text.split(separator: ".").dropFirst().first)
        return String(decoding: try Base64.decode(String(part), alphabet: .urlSafe), as: UTF8.self)
    }

    private func shown(_ path: Path, _ fixture: Fixture, _ pool: UserPool) async throws -> String {
        func tokens(_ outcome: AuthOutcome) throws -> AuthenticationResult {
            try #require(outcome.authenticationResult)
        }
        func signedIn() async throws -> AuthenticationResult {
            try tokens(await pool.signIn("ada", password: Fixture.password))
        }
        func refreshed() async throws -> RequestParameters {
            ["REFRESH_TOKEN": try #require(await signedIn().refreshToken).text]
        }
        switch path {
        case .signIn: return try reservations(await signedIn().idToken)
        case .adminSignIn:
            return try reservations(tokens(await pool.admin.signIn("ada", password: Fixture.password)).idToken)
        case .answer, .adminAnswer:
            let app = try await fixture.registerApp()
            let session = try #require(await pool.signIn("ada", password: Fixture.password).challenge).session
            let answer = ChallengeAnswer.softwareTokenMFA(code: app.code())
            return try reservations(
                tokens(
                    path == .answer
                        ? await pool.respond(to: session, with: answer)
                        : await pool.admin.respond(to: session, with: answer, as: "ada")
                ).idToken)
        case .newPassword:
            try await fixture.pool.admin.setPassword("ada", "Temporary-1000", permanent: false)
            let session = try #require(await pool.signIn("ada", password: "Temporary-1000").challenge).session
            return try reservations(
                tokens(await pool.respond(to: session, with: .newPassword(Fixture.password))).idToken)
        case .setUp:
            try await fixture.rewrite(.pool(pool.id), as: PoolRecord.self) { $0.mfa = .on([.softwareToken]) }
            let first = try #require(await pool.signIn("ada", password: Fixture.password).challenge).session
            let association = try await pool.associateSoftwareToken(.session(first))
            let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
            let next = try await pool.verifySoftwareToken(.session(#require(association.session)), code: app.code())
            return try reservations(tokens(await pool.respond(to: #require(next), with: .mfaSetup)).idToken)
        case .refresh: return try reservations(await pool.refresh(#require(signedIn().refreshToken)).idToken)
        case .refreshFlow:
            return try reservations(
                tokens(
                    await fixture.service.initiateAuth(
                        .init(
                            authFlow: .refreshTokenAuth, clientID: pool.clientID, authParameters: try await refreshed())
                    )
                ).idToken)
        case .adminRefreshFlow:
            return try reservations(
                tokens(
                    await fixture.admin.adminInitiateAuth(
                        .init(
                            userPoolID: pool.id, authFlow: .refreshTokenAuth, clientID: pool.clientID,
                            authParameters: try await refreshed()))
                ).idToken)
        case .getUser:
            return try await pool.user(signedIn().accessToken).attributes.keys.map { "\"\($0.rawValue)\"" }.joined()
        }
    }

    // Source: developer guide, app client settings, attribute read permissions.
    @Test(arguments: Path.allCases) func nothingElseIsShown(_ path: Path) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        try await fixture.pool.admin.updateAttributes("ada", ["name": "Ada"])
        let client = try await fixture.client { $0.readAttributes = [.email] }
        let shown = try await shown(path, fixture, fixture.service.pool(fixture.pool.id, client: client.id))
        #expect(shown.contains("\"email\"") && shown.contains("\"sub\""))
        #expect(!shown.contains("\"name\"") && !shown.contains("\"email_verified\""))
    }

    // A client that may read everything receives it, so the other test does not pass by sending nothing.
    @Test(arguments: Path.allCases) func allIsShownToAClientThatMayReadAll(_ path: Path) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        try await fixture.pool.admin.updateAttributes("ada", ["name": "Ada"])
        let shown = try await shown(path, fixture, fixture.pool)
        #expect(shown.contains("\"name\"") && shown.contains("\"email_verified\""))
    }
}
