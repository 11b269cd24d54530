import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The public and the administrators' sign-in: admission control, clients, and required attributes.
@Suite struct SignInPathsTests {
    /// Admits no call, and records the attempts.
    private final class ClosedEndpoint: AdmissionControl {
        let asked = Mutex<[String]>([])
        func admits(_ attempt: AdmissionAttempt) async -> Bool {
            asked.withLock { $0.append("\(attempt.operation) \(attempt.clientID.text) \(attempt.username.text)") }
            return false
        }
    }

    // R78, R107: an administrator's call is not subject to admission control.
    @Test func theHostIsAskedAtThePublicEndpointOnly() async throws {
        let endpoint = ClosedEndpoint()
        let fixture = try await Fixture(admission: endpoint)
        #expect(await failure { _ = try await fixture.tokens() } == .notAdmitted)
        #expect(endpoint.asked.withLock { $0 } == ["InitiateAuth client ada"])
        let outcome = try await fixture.pool.admin.signIn("ada", password: Fixture.password)
        #expect(outcome.authenticationResult != nil)
        #expect(endpoint.asked.withLock { $0.count } == 1)
    }

    // R29: only the session's own client learns the session's state.
    @Test func anotherClientLearnsNothingOfASession() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let session = try await fixture.challenge().session
        let other = fixture.service.pool(fixture.pool.id, client: try await fixture.client().id)
        func answer(_ pool: UserPool) async -> CognitoError? {
            await failure { _ = try await pool.respond(to: session, with: .smsMFA(code: "000000")) }
        }
        func told(_ own: CognitoError) async throws {
            let before = try await fixture.record()
            #expect(await answer(other) == .invalidSession, "\(own)")
            #expect(try await fixture.record() == before)
            #expect(await answer(fixture.pool) == own)
        }
        let code = await fixture.sentCode()
        #expect(await answer(other) == .invalidSession)
        _ = try await fixture.pool.respond(to: session, with: .smsMFA(code: code))
        try await told(.usedSession)
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.isEnabled = false }
        try await told(.userDisabled)
        fixture.time.advance(by: .seconds(180))
        try await told(.expiredSession)
    }

    // Source: developer guide, computing secret hash values: every call of a client with a secret carries the hash.
    @Test func anAnswerThroughAClientWithASecretNeedsItsHash() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let client = try await fixture.client { $0.generateSecret = true }
        let secret = try #require(client.secret)
        let pool = fixture.service.pool(fixture.pool.id, client: client.id, secret: secret)
        let session = try #require(await pool.signIn("ada", password: Fixture.password).challenge).session
        let code = await fixture.sentCode()
        func answer(_ hash: String?) async -> CognitoError? {
            var responses = ["USERNAME": "ada", "SMS_MFA_CODE": code.text]
            responses["SECRET_HASH"] = hash
            return await failure {
                _ = try await fixture.service.respondToAuthChallenge(
                    .init(
                        clientID: client.id, challengeName: .smsMFA, session: session,
                        challengeResponses: RequestParameters(responses)))
            }
        }
        let before = try await fixture.record()
        #expect(await answer(nil) == .secretHashMissing(client.id))
        #expect(await answer(secret.hash(username: "eve", client: client.id)) == .secretHashWrong(client.id))
        #expect(try await fixture.record() == before)
        #expect(await answer(secret.hash(username: "ada", client: client.id)) == nil)
    }

    // Source: API reference, NEW_PASSWORD_REQUIRED: the required attributes that the user lacks.
    @Test func onlyRequiredAttributesThatAreMissingAreAskedFor() async throws {
        let fixture = try await Fixture()
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { pool in
            pool.schema = [
                SchemaAttribute(name: "name", isRequired: false),
                SchemaAttribute(name: .phoneNumber, isRequired: true),
                SchemaAttribute(name: .email, isRequired: true), SchemaAttribute(name: "nickname", isRequired: true),
            ]
        }
        try await fixture.pool.admin.setPassword("ada", Fixture.password, permanent: false)
        let challenge = try await fixture.challenge()
        guard case .newPasswordRequired(let asked) = challenge else {
            Issue.record("\(challenge.name)")
            return
        }
        #expect(asked.requiredAttributes == [.email, "nickname"])
    }

    // R11: user, then pool and client, then the swap; nothing is read again for a challenge that needs no more.
    @Test func aSignInReadsWhatItIsVerifiedByAndNoMore() async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        await fixture.store.forgetCalls()
        _ = try await fixture.challenge()
        let before = ["read client", "read pool", "read user"]
        #expect(await fixture.store.calls == before + ["read user", "read pool", "read client", "swap user"])
    }

    // R75: for a client that does not hide users, a decoy is neither read nor written, and there is no lock.
    @Test func anUnknownNameThatIsToldHasNoDecoy() async throws {
        let fixture = try await Fixture()
        await fixture.store.forgetCalls()
        for _ in 0..<7 {
            #expect(await failure { _ = try await fixture.pool.signIn("nobody", password: "wrong") } == .userNotFound)
        }
        #expect(await fixture.store.calls.filter { $0.hasSuffix("decoy") || $0.hasPrefix("swap") }.isEmpty)
    }

    // R92, R96: a sign-in that RevokeToken has ended changes no password and no factor, and nothing is counted.
    @Test func aRevokedTokenChangesNothing() async throws {
        let fixture = try await Fixture()
        let tokens = try await fixture.tokens()
        let refreshToken = try #require(tokens.refreshToken)
        try await fixture.pool.signOut(refreshToken)
        let before = try await fixture.record()
        for password in [Fixture.password, "wrong"] {
            let change = await failure {
                try await fixture.pool.changePassword(tokens.accessToken, from: password, to: "Difference-1822")
            }
            let removal = await failure {
                try await fixture.pool.removeSoftwareToken(tokens.accessToken, password: password)
            }
            #expect(change == .revokedAccessToken && removal == .revokedAccessToken)
        }
        #expect(try await fixture.record() == before)
    }
}
