import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Open challenges: their lifetime, their end, and the answers after it.
@Suite struct SessionTests {
    private func respond(
        _ fixture: Fixture, _ session: SessionHandle, _ code: OneTimeCode = "123456", as name: Username? = nil,
        through client: AppClientID = "client"
    ) async -> CognitoError? {
        await failure {
            _ = try await fixture.service.pool(fixture.pool.id, client: client)
                .respond(to: session, with: .softwareTokenMFA(code: code), as: name)
        }
    }

    // R30
    @Test func deadSessionsAreToldApartInOrder() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()

        let bent = SessionHandle(String(challenge.session.text.dropLast(8)) + "AAAAAAAA")
        #expect(await respond(fixture, bent)?.message == "Invalid session for the user.")

        _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        #expect(
            await respond(fixture, challenge.session)?.message
                == "Invalid session for the user, session can only be used once.")

        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.isEnabled = false }
        #expect(await respond(fixture, challenge.session)?.message == "User is disabled.")

        fixture.time.advance(by: .seconds(180))
        #expect(
            await respond(fixture, challenge.session)?.message == "Invalid session for the user, session is expired.")
        #expect(await respond(fixture, bent)?.message == "Invalid session for the user.")
    }

    @Test func aSessionOfADeletedUserIsInvalid() async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        let stored = try #require(try await fixture.store.read(fixture.key))
        _ = try await fixture.store.compareAndSwap(fixture.key, .delete(stored.version))
        #expect(await respond(fixture, challenge.session) == .invalidSession)
        #expect(try await fixture.store.read(fixture.key) == nil, "R9: a conflict never resurrects")
    }

    // R29
    @Test func nameClientAndPoolMustMatch() async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        let otherName = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .smsMFA(code: "123456"))
        }
        #expect(otherName == .invalidSession)
        _ = try await fixture.service.openPool("test_pool", client: "second")
        #expect(await respond(fixture, challenge.session, through: "second") == .invalidSession)
        _ = try await fixture.service.openPool("other_pool", client: "third")
        #expect(await respond(fixture, challenge.session, through: "third") == .invalidSession)
        #expect(try await fixture.record().codeFailures.ladder.failures == 0)
    }

    // R31
    @Test func noChainOfChallengesLivesLongerThanFifteenMinutes() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]), attributes: [:])
        var session = try await fixture.challenge().session
        var minutes = 0
        while let next = try? await fixture.pool.associateSoftwareToken(.session(session)).session {
            session = next
            minutes += 2
            fixture.time.advance(by: .seconds(120))
            try #require(minutes < 60)
        }
        #expect(minutes == 16, "renewed at 0, 2, ... 14; dead at 16")
        let refused = await failure { _ = try await fixture.pool.associateSoftwareToken(.session(session)) }
        #expect(refused == .expiredSession)
    }

    // R32
    @Test func theNameInAnAnswerMustBeTheUsers() async throws {
        let fixture = try await Fixture(attributes: [.phoneNumber: Fixture.phone, .email: "ada@example.com"])
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        for stranger in ["eve", "ada ", ""] as [Username] {
            #expect(await respond(fixture, challenge.session, app.code(), as: stranger) == .invalidSession)
        }
        #expect(try await fixture.record().codeFailures.ladder.failures == 0, "not counted")
        let sub = try await fixture.record().sub
        for name in ["ada", Username(sub.text), "ada@example.com", "+14155550123"] as [Username] {
            let wrong: OneTimeCode = app.code() == "000000" ? "111111" : "000000"
            #expect(await respond(fixture, challenge.session, wrong, as: name)?.code == .codeMismatch)
        }
    }

    // R34
    @Test func theNinthSessionEvictsTheOldestWithoutAPendingSecret() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]), attributes: [:])
        let settingUp = try #require(
            await fixture.pool.associateSoftwareToken(.session(fixture.challenge().session)).session)
        var plain: [SessionHandle] = []
        for _ in 1...8 {
            fixture.time.advance(by: .seconds(1))
            plain.append(try await fixture.challenge().session)
        }
        #expect(try await fixture.record().sessions.count == 8)
        let evicted = await failure { _ = try await fixture.pool.associateSoftwareToken(.session(plain[0])) }
        #expect(evicted == .usedSession)
        let survivor = await failure {
            try await fixture.pool.verifySoftwareToken(.session(settingUp), code: "000000")
        }
        #expect(survivor?.code == .enableSoftwareTokenMFA)
    }

    // R23, R27
    @Test(arguments: [true, false]) func whoEndsAccessEndsHalfDoneSignIns(_ bySignOut: Bool) async throws {
        let fixture = try await Fixture()
        let old = try await fixture.tokens()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        if bySignOut {
            try await fixture.pool.admin.signOutEverywhere("ada")
        } else {
            try await fixture.pool.admin.setPassword("ada", Fixture.password)
        }
        #expect(await respond(fixture, challenge.session, app.code()) == .usedSession)
        let revoked = await failure { _ = try await fixture.pool.user(old.accessToken) }
        #expect(revoked?.code == .notAuthorized && revoked?.message == "Access Token has been revoked")
    }

    // R83
    @Test func aDeletedClientEndsItsSessions() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        let stored = try #require(try await fixture.store.read(.client("client")))
        _ = try await fixture.store.compareAndSwap(.client("client"), .delete(stored.version))
        #expect(await respond(fixture, challenge.session, app.code())?.code == .resourceNotFound)
    }

    // R3, R32
    @Test func theNameInAnAnswerIsReadAsThePoolReadsNames() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let challenge = try #require(await fixture.pool.signIn("ADA", password: Fixture.password).challenge)
        let outcome = try await fixture.pool.respond(
            to: challenge.session, with: .smsMFA(code: fixture.sentCode()), as: "Ada")
        #expect(outcome.authenticationResult != nil)
    }
}
