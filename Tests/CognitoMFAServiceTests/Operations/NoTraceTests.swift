import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Refused calls leave nothing behind, and calls that change no factor end no sign-in.
@Suite struct NoTraceTests {
    // R89: the others' sign-ins end with a change of factors only.
    @Test func inStrictAnotherAttributeEndsNoSignIn() async throws {
        let fixture = try await Fixture(profile: .strict)
        let (mine, other) = (try await fixture.tokens().accessToken, try await fixture.tokens().accessToken)
        try await fixture.pool.updateAttributes(mine, ["name": "Ada"])
        _ = try await fixture.pool.user(other)
        // Held until it is verified: nothing has changed yet.
        try await fixture.pool.updateAttributes(mine, [.phoneNumber: "+14155550199"])
        _ = try await fixture.pool.user(other)
        let code = await fixture.sms.lastCode(to: "+14155550199")
        try await fixture.pool.verifyAttribute(mine, .phoneNumber, code: code)
        #expect(await failure { _ = try await fixture.pool.user(other) } == .revokedAccessToken)
        _ = try await fixture.pool.user(mine)
    }

    // R65
    @Test func inStrictAWrongCodeAtRemovalIsTold() async throws {
        let fixture = try await Fixture(mfa: .optional([.softwareToken]), profile: .strict)
        let app = try await fixture.registerApp()
        let session = try await fixture.challenge().session
        let token = try #require(
            await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: app.code())).authenticationResult
        ).accessToken
        let error = await failure {
            try await fixture.pool.removeSoftwareToken(token, password: Fixture.password, code: app.code())
        }
        #expect(error == .softwareTokenCodeUsed)
        let last = fixture.observer.aboutUsers.last
        guard case .codeRejected(_, .softwareTokenMFA, attemptsLeft: 4, lockedUntil: nil)? = last else {
            Issue.record("\(fixture.observer.names)")
            return
        }
    }

    // R56, R82: a choice refused for the limit of grants can be made again later.
    @Test func aGrantOverTheLimitLeavesTheSessionOpen() async throws {
        var limits = FlowLimits()
        limits.hourly.grants = 1
        let fixture = try await Fixture(limits: limits)
        try await fixture.registerApp()
        try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled, softwareToken: .enabled)
        let session = try await fixture.challenge().session
        try await fixture.pool.admin.setMFA(UserPoolMFAConfiguration(mode: .off, factors: []))
        let before = try await fixture.record()
        let error = await failure { _ = try await fixture.pool.respond(to: session, with: .selectMFAType(.sms)) }
        #expect(error?.code == .tooManyRequests)
        #expect(try await fixture.record().sessions == before.sessions)
    }

    // R55, R82: the pool now asks for another factor, whose message is over the limit.
    @Test func aMessageOverTheLimitLeavesTheSessionOpen() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]))
        let first = try await fixture.challenge().session
        let association = try await fixture.pool.associateSoftwareToken(.session(first))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        let next = try #require(association.session)
        let verified = try await fixture.pool.verifySoftwareToken(.session(next), code: app.code())
        let session = try #require(verified)
        try await fixture.pool.admin.setMFA(UserPoolMFAConfiguration(mode: .on, factors: [.sms]))
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { user in
            for _ in 0..<20 { user.hourly.use(.sendsWithPassword, at: fixture.time.now()) }
        }
        let before = try await fixture.record()
        let error = await failure { _ = try await fixture.pool.respond(to: session, with: .mfaSetup) }
        #expect(error?.code == .limitExceeded)
        #expect(try await fixture.record().sessions == before.sessions)
    }

    // R105
    @Test func aDecoysRowStaysFromItsLastUse() async throws {
        let fixture = try await Fixture(hidesUnknown: true)
        for _ in 0..<2 {
            fixture.time.advance(by: .seconds(100))
            _ = await failure { _ = try await fixture.pool.signIn("nobody", password: "Wrong-password-1") }
        }
        let keys = await fixture.store.keys().filter { $0.text.hasPrefix("decoy/") }
        let key = try #require(keys.first)
        let row = try #require(await fixture.store.row(key))
        #expect(keys.count == 1 && row.expiresAt == fixture.time.now() + .seconds(7200))
    }

    // R16, R37: a check against another hash or generation does not count.
    @Test func aStaleProofIsVerifiedAgain() throws {
        let random = SeededRandomSource(seed: 3)
        let now = UnixTime(seconds: 1_700_000_000)
        let context = SignInContext(
            PoolContext(
                pool: pool(.off), keys: KeyRing(from: random), now: now, randomness: OperationRandomness(random)),
            client: AppClient(id: "client", userPoolID: "test_pool", name: "n"))
        let user = UserAuthRecord(
            username: "ada", sub: "s", status: .confirmed, attributes: [:], password: PasswordHash("new"),
            createdAt: now)
        for (hash, generation, isCurrent) in [("new", 0, true), ("old", 0, false), ("new", 1, false)] {
            for isAccepted in [false, true] {
                var machine = AuthMachine(record: user)
                let action = machine.firstFactorChecked(
                    FirstFactorProof(
                        password: PasswordHash(hash), generation: UInt32(generation), isAccepted: isAccepted),
                    in: context)
                #expect((action == .verifyAgain) == !isCurrent)
                #expect(isCurrent || machine.record == user)
            }
        }
    }

    // R60: an invalid challenge name is refused before anything is read.
    @Test func aChallengesNameIsValidatedFirst() async throws {
        let fixture = try await Fixture()
        let request = RespondToAuthChallengeRequest(
            clientID: "client", challengeName: ChallengeName(rawValue: "NO_SUCH"), session: nil,
            challengeResponses: [:])
        let byUser = await failure { _ = try await fixture.service.respondToAuthChallenge(request) }
        let byAdmin = await failure {
            _ = try await fixture.admin.adminRespondToAuthChallenge(
                AdminRespondToAuthChallengeRequest(userPoolID: fixture.pool.id, response: request))
        }
        #expect(byUser == byAdmin && byUser?.code == .invalidParameter)
        #expect(byUser?.message.contains("at 'challengeName' failed to satisfy constraint") == true)
    }
}
