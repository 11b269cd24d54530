import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// No audit event holds a text typed by a caller or a secret of a client.
@Suite struct AuditSecretTests {
    /// Every text that a log could print of events.
    private static func printed(_ events: [AuthEvent]) -> String {
        var text = ""
        for event in events {
            dump(event, to: &text)
            text += "\(event)\n" + String(reflecting: event) + "\n"
        }
        return text
    }

    // R125
    @Test(arguments: ErrorTableTests.all) func noRefusalOfTheTableHoldsASecret(_ row: ErrorRow) async throws {
        let watch = AuditWatch()
        _ = await AuditWatch.$current.withValue(watch) { await failure { try await row.call() } }
        let text = Self.printed(watch.events)
        #expect(text.contains(#""refused""#) || !watch.refusals.isEmpty)
        for secret in [Fixture.password.text, "Difference-1822", "nobody", "a.b.c", Fixture.phone, "ada@example.com"] {
            #expect(!text.contains(secret), "\(secret)")
        }
    }

    // R125
    @Test func whatIsTypedStaysOut() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, members: .verifyingEmail)
        let code = try await fixture.recoveryCode()
        let tokens = try await fixture.tokens()
        let refreshToken = try #require(tokens.refreshToken)
        try await fixture.preferEmail()
        let session = try await fixture.challenge().session
        let before = fixture.observer.events.count
        let typed = "typed-Secret!7f"
        let service = fixture.service
        let calls: [() async throws -> Void] = [
            { _ = try await fixture.pool.signIn(Username(typed), password: Password(typed)) },
            { _ = try await fixture.pool.signIn("ada", password: Password(typed)) },
            { _ = try await fixture.pool.signIn(Username(typed + " " + typed), password: Password(typed)) },
            { _ = try await fixture.pool.signUp(Username(typed), password: "short") },
            { _ = try await fixture.pool.signUp("ada", password: Password(typed + "A1")) },
            { _ = try await fixture.pool.signUp("eve", password: "Analytical-1843", attributes: [.email: typed]) },
            {
                _ = try await fixture.pool.signUp(
                    "eve", password: "Analytical-1843", attributes: [AttributeName(rawValue: "custom:" + typed): "1"])
            },
            { try await fixture.pool.confirmSignUp(Username(typed), code: OneTimeCode(typed)) },
            {
                try await fixture.pool.confirmForgotPassword("ada", code: "987654", password: Password(typed + "A1"))
            },
            { _ = try await fixture.pool.user(AccessToken(typed)) },
            { _ = try await fixture.pool.user(AccessToken(tokens.accessToken.text + "x")) },
            { _ = try await fixture.pool.refresh(RefreshToken(typed)) },
            { _ = try await fixture.pool.refresh(RefreshToken(refreshToken.text + "x")) },
            { try await fixture.pool.signOut(RefreshToken(typed)) },
            { _ = try await fixture.pool.respond(to: SessionHandle(typed + typed), with: .smsMFA(code: "987654")) },
            { _ = try await fixture.pool.respond(to: session, with: .emailOTP(code: "987654")) },
            { try await fixture.pool.changePassword(tokens.accessToken, from: Password(typed), to: "Difference-1822") },
            { _ = try await fixture.pool.verifySoftwareToken(.accessToken(tokens.accessToken), code: "987654") },
            {
                _ = try await service.initiateAuth(
                    InitiateAuthRequest(
                        authFlow: AuthFlowType(rawValue: typed), clientID: AppClientID(typed),
                        authParameters: ["USERNAME": typed, "PASSWORD": typed, "SECRET_HASH": typed]))
            },
            {
                _ = try await service.respondToAuthChallenge(
                    RespondToAuthChallengeRequest(
                        clientID: "client", challengeName: ChallengeName(rawValue: typed), session: session,
                        challengeResponses: ["USERNAME": typed]))
            },
            { _ = try await fixture.pool.admin.user(Username(typed)) },
            { _ = try await fixture.pool.admin.users(filter: typed, after: typed) },
            { _ = try await fixture.admin.describeUserPool(DescribeUserPoolRequest(userPoolID: UserPoolID(typed))) },
            { _ = try await fixture.admin.listUserPools(ListUserPoolsRequest(nextToken: typed)) },
            { try await fixture.pool.admin.updateAttributes("ada", [AttributeName(rawValue: typed): typed]) },
        ]
        for (place, call) in calls.enumerated() {
            #expect(await failure(call) != nil, "call \(place) is refused")
        }
        await fixture.service.shutDown()
        let events = Array(fixture.observer.events.dropFirst(before))
        #expect(events.count { $0.name == "refused" } == calls.count)
        let text = Self.printed(events)
        for secret in [
            typed, code.text, "987654", Fixture.password.text, "Difference-1822", session.text,
            tokens.accessToken.text, refreshToken.text, "ada@example.com",
        ] {
            #expect(!text.contains(secret), "\(secret)")
        }
    }
}

extension Fixture {
    fileprivate func preferEmail() async throws {
        try await pool.admin.setMFA(.optional([.sms, .softwareToken, .email]))
        try await pool.admin.setMFAPreference("ada", email: .preferred)
    }
}
