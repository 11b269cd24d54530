import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Sign-ins that end in a browser session: how one is won, what it may do, and all that ends it (R130).
@Suite struct BrowserSessionTests {
    private static let newPassword: Password = "Difference-1822"

    private func signIn(_ fixture: Fixture, _ password: Password = Fixture.password) async throws -> BrowserSession {
        let outcome = try await fixture.pool.signInBrowser("ada", password: password)
        guard case .signedIn(let session) = outcome else {
            Issue.record("\(outcome)")
            throw CancellationError()
        }
        return session
    }

    private func refusal(of session: BrowserSession, _ fixture: Fixture) async -> CognitoError? {
        await failure { _ = try await fixture.pool.signedInBrowser(session) }
    }

    private static let ended = CognitoError.invalidBrowserSession

    @Test func aSignInEndsInASessionAndIssuesNoToken() async throws {
        let fixture = try await Fixture(tokens: NoIssuer())
        let start = fixture.time.now()
        let session = try await signIn(fixture)
        #expect(session.text.utf8.count == 43)
        let found = try await fixture.pool.signedInBrowser(session)
        #expect(found.principal.username == "ada" && found.principal.clientID == "client")
        #expect(found.authenticatedAt == start && found.expiresAt == start + .seconds(3600))
        #expect(found.factorsUsed.isEmpty && found.isFresh)
        let keys = await fixture.store.keys()
        #expect(!keys.contains { $0.text.hasPrefix("family/") }, "no refresh token is there")
        #expect(keys.count { $0.text.hasPrefix("browser/") } == 1)
        fixture.time.advance(by: .seconds(600))
        #expect(try await !fixture.pool.signedInBrowser(session).isFresh)
    }

    // The store has a digest: the secret is in no row and in no key.
    @Test func theStoreDoesNotHaveTheSecret() async throws {
        let fixture = try await Fixture()
        let session = try await signIn(fixture)
        let bytes = try Base64.decode(session.text, alphabet: .urlSafe)
        let key = try #require(RecordKey.browser(session))
        #expect(!key.text.contains(Hexadecimal.encode(bytes)))
        for key in await fixture.store.keys() {
            let row = try #require(await fixture.store.row(key))
            #expect(!row.contents.contains(bytes) && !row.contents.contains(Array(session.text.utf8)))
        }
        #expect(!"\(session)".contains(session.text))
    }

    @Test func theFactorIsAskedForAndRemembered() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let first = try await fixture.pool.signInBrowser("ada", password: Fixture.password)
        guard case .challenged(let challenge) = first else {
            Issue.record("\(first)")
            return
        }
        let outcome = try await fixture.pool.respondInBrowser(
            to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        guard case .signedIn(let session) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(try await fixture.pool.signedInBrowser(session).factorsUsed == [.softwareToken])
    }

    // R130: more is demanded than the session was won with.
    @Test func theDecisionTableRunsAgain() async throws {
        let fixture = try await Fixture()
        let session = try await signIn(fixture)
        try await fixture.preferSMS()
        #expect(await refusal(of: session, fixture) == Self.ended)
        #expect(await failure { _ = try await fixture.pool.user(AccessToken(session)) } == Self.ended)
        try await fixture.pool.admin.setMFAPreference("ada", sms: .disabled)
        #expect(await refusal(of: session, fixture) == nil)
        try await fixture.rewrite(.pool("test_pool"), as: PoolRecord.self) { $0.mfa = .on([.sms, .softwareToken]) }
        #expect(await refusal(of: session, fixture) == Self.ended)
    }

    enum End: CaseIterable {
        case hour, signOutEverywhere, administrator, disabled, deleted, reset, newPasswordByAdministrator, recovery, own
    }

    @Test(arguments: End.allCases, [CognitoProfile.classic, .current, .strict])
    func aSessionEnds(_ end: End, _ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(
            attributes: [.email: "ada@example.com", .emailVerified: "true", .phoneNumber: Fixture.phone],
            profile: profile)
        let session = try await signIn(fixture)
        #expect(await refusal(of: session, fixture) == nil)
        switch end {
        case .hour: fixture.time.advance(by: .seconds(3600))
        case .signOutEverywhere: try await fixture.pool.signOutEverywhere(AccessToken(session))
        case .administrator: try await fixture.pool.admin.signOutEverywhere("ada")
        case .disabled:
            try await fixture.pool.admin.disableUser("ada")
            #expect(await refusal(of: session, fixture) == Self.ended)
            try await fixture.pool.admin.enableUser("ada")
        case .deleted: try await fixture.pool.deleteUser(AccessToken(session))
        case .reset: try await fixture.pool.admin.resetPassword("ada")
        case .newPasswordByAdministrator: try await fixture.pool.admin.setPassword("ada", Self.newPassword)
        case .recovery:
            _ = try await fixture.pool.forgotPassword("ada")
            await fixture.service.shutDown()
            try await fixture.pool.confirmForgotPassword(
                "ada", code: await fixture.email.lastCode(to: "ada@example.com"), password: Self.newPassword)
        case .own: try await fixture.pool.endBrowserSession(session)
        }
        #expect(await refusal(of: session, fixture) == Self.ended)
        #expect(await failure { try await fixture.pool.endBrowserSession(session) } == nil)
    }

    // R130: ChangePassword ends the other browsers in every profile, and never the caller's own, however often.
    @Test(arguments: [CognitoProfile.classic, .current, .strict])
    func aChangeOfPasswordEndsTheOtherBrowsers(_ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(profile: profile)
        let (mine, other) = (try await signIn(fixture), try await signIn(fixture))
        try await fixture.pool.changePassword(AccessToken(mine), from: Fixture.password, to: Self.newPassword)
        #expect(await refusal(of: mine, fixture) == nil)
        #expect(await refusal(of: other, fixture) == Self.ended)
        let later = try await signIn(fixture, Self.newPassword)
        try await fixture.pool.changePassword(AccessToken(mine), from: Self.newPassword, to: "Compiler-1952")
        #expect(await refusal(of: mine, fixture) == nil)
        #expect(await refusal(of: later, fixture) == Self.ended)
        let fresh = try await signIn(fixture, "Compiler-1952")
        try await fixture.pool.changePassword(AccessToken(fresh), from: "Compiler-1952", to: Self.newPassword)
        #expect(await refusal(of: mine, fixture) == Self.ended)
        #expect(await refusal(of: fresh, fixture) == nil)
    }

    @Test func aChangeByAccessTokenEndsEveryBrowser() async throws {
        let fixture = try await Fixture()
        let session = try await signIn(fixture)
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.changePassword(token, from: Fixture.password, to: Self.newPassword)
        #expect(await refusal(of: session, fixture) == Self.ended)
        #expect(await failure { _ = try await fixture.pool.user(token) } == nil, "tokens stay, as in Cognito")
    }

    // R88, R89, R130: in `strict` a change of factors ends the other browsers.
    @Test(arguments: [CognitoProfile.classic, .strict])
    func aChangeOfFactorsEndsTheOtherBrowsersInStrict(_ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(profile: profile)
        let (mine, other) = (try await signIn(fixture), try await signIn(fixture))
        let association = try await fixture.pool.associateSoftwareToken(AccessToken(mine))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        try await fixture.pool.verifySoftwareToken(AccessToken(mine), code: app.code())
        #expect(await refusal(of: mine, fixture) == nil)
        #expect(await refusal(of: other, fixture) == (profile == .strict ? Self.ended : nil))
    }

    // R88: the new session has a new secret and a new time; the one before is gone.
    @Test func confirmingRenewsTheTimeOfSignIn() async throws {
        let fixture = try await Fixture()
        let session = try await signIn(fixture)
        fixture.time.advance(by: .seconds(1200))
        let wrong = await failure { _ = try await fixture.pool.reauthenticate(session, password: "Wrong-1843") }
        #expect(wrong?.code == .notAuthorized && wrong != Self.ended)
        #expect(try await fixture.record().passwordFailures.ladder.failures == 1, "it counts")
        let outcome = try await fixture.pool.reauthenticate(session, password: Fixture.password)
        guard case .signedIn(let renewed) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(renewed != session)
        #expect(await refusal(of: session, fixture) == Self.ended)
        let found = try await fixture.pool.signedInBrowser(renewed)
        #expect(found.isFresh && found.authenticatedAt == fixture.time.now())
        #expect(
            await failure { _ = try await fixture.pool.reauthenticate(session, password: Fixture.password) }
                == Self.ended)
    }

    @Test func confirmingAsksForTheFactorToo() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        guard
            case .signedIn(let session) = try await fixture.pool.respondInBrowser(
                to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        else {
            Issue.record("no session")
            return
        }
        fixture.time.advance(by: .seconds(60))
        let outcome = try await fixture.pool.reauthenticate(session, password: Fixture.password)
        guard case .challenged(let again) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(await refusal(of: session, fixture) == nil, "it lives until the new one is there")
        guard
            case .signedIn(let renewed) = try await fixture.pool.respondInBrowser(
                to: again.session, with: .softwareTokenMFA(code: app.code()), replacing: session)
        else {
            Issue.record("no session")
            return
        }
        #expect(await refusal(of: session, fixture) == Self.ended)
        #expect(await refusal(of: renewed, fixture) == nil)
    }

    // Nothing from outside becomes a browser session, and a browser session becomes no token.
    @Test func aTextIsNoBrowserSessionUnlessItIsOne() async throws {
        let fixture = try await Fixture()
        let session = try await signIn(fixture)
        let other = try await fixture.service.openPool(
            "other_pool", client: "other", creatingIfAbsent: UserPoolSettings(name: "Other"))
        #expect(await failure { _ = try await other.signedInBrowser(session) } == Self.ended)
        try await other.endBrowserSession(session)
        #expect(await refusal(of: session, fixture) == nil, "another pool does not end it")
        let spelled = AccessToken(session.text)
        #expect(await failure { _ = try await fixture.pool.user(spelled) } == .invalidAccessToken)
        let bent = String(session.text.dropLast()) + (session.text.last == "A" ? "B" : "A")
        for text in ["", "x", session.text + "=", String(session.text.dropLast()), bent, session.text + "A"] {
            #expect(await refusal(of: BrowserSession(text), fixture) == Self.ended, "\(text.count)")
        }
    }

    @Test func theRecordIsReadAsItWasWritten() async throws {
        let fixture = try await Fixture()
        let session = try await signIn(fixture)
        let key = try #require(RecordKey.browser(session))
        let record = try #require(await fixture.service.records.read(key, as: BrowserRecord.self)).record
        let row = RecordCodec.encode(record, of: key)
        guard case .record(let read) = try RecordCodec.decode(row, as: BrowserRecord.self, of: key) else {
            Issue.record("no record")
            return
        }
        #expect(read == record && read.endsAt == fixture.time.now() + .seconds(3600))
        #expect(try await fixture.record().passwordChanges == PasswordChanges())
    }

    // R56: a sign-in on a page is a grant like any other.
    @Test func grantsAreLimited() async throws {
        var limits = FlowLimits()
        limits.hourly.grants = 1
        let fixture = try await Fixture(limits: limits)
        _ = try await signIn(fixture)
        let refused = await failure { _ = try await signIn(fixture) }
        #expect(refused?.code == .tooManyRequests)
    }
}

/// An issuer that must not be asked.
private struct NoIssuer: TokenIssuer {
    struct Asked: Error {}

    func issue(_ grant: TokenGrant) async throws -> AuthenticationResult { throw Asked() }
    func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict { .malformed }
}
