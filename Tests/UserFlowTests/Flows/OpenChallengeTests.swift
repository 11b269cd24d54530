import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// A sign-in under way by its handle alone: read again, another code, another factor, and the end.
@Suite struct OpenChallengeTests {
    private func atSMS(
        sender: (any SMSSender)? = nil, profile: CognitoProfile = .classic, limits: FlowLimits = FlowLimits()
    ) async throws -> (Fixture, SessionHandle) {
        let fixture = try await Fixture(sender: sender, limits: limits, profile: profile)
        try await fixture.preferSMS()
        return (fixture, try await fixture.challenge().session)
    }

    private func respond(_ fixture: Fixture, _ session: SessionHandle, _ code: OneTimeCode) async -> CognitoError? {
        await failure { _ = try await fixture.pool.respond(to: session, with: .smsMFA(code: code)) }
    }

    // R30 aside, reading is harmless: a page may be loaded as often as one likes.
    @Test func readingChangesNothing() async throws {
        let (fixture, session) = try await atSMS()
        let (before, sent) = (try await fixture.record(), await fixture.sms.messages.count)
        let start = fixture.time.now()
        await fixture.store.forgetCalls()
        for _ in 1...3 {
            fixture.time.advance(by: .seconds(10))
            let open = try await fixture.pool.challenge(of: session)
            #expect(open.challenge.name == .smsMFA && open.challenge.session == session)
            #expect(open.challenge.parameters["CODE_DELIVERY_DESTINATION"] == "+*******0123")
            #expect(open.expiresAt == start + .seconds(180) && open.lockedUntil == nil && open.otherFactors.isEmpty)
            let code = try #require(open.code)
            #expect(code.sentAt == start && code.expiresAt == start + .seconds(180))
            #expect(code.nextSendAt == start + .seconds(30) && code.sendsLeft == 2)
        }
        #expect(try await fixture.record() == before)
        #expect(await fixture.sms.messages.count == sent)
    }

    // R36, R53, R66
    @Test func afterANewCodeOnlyTheNewOneCounts() async throws {
        let (fixture, session) = try await atSMS()
        let first = await fixture.sentCode()
        fixture.time.advance(by: .seconds(30))
        let open = try await fixture.pool.sendNewCode(session)
        #expect(open.challenge.session == session, "the same handle")
        #expect(open.code?.sentAt == fixture.time.now() && open.code?.sendsLeft == 1)
        #expect(open.code?.nextSendAt == fixture.time.now() + .seconds(60))
        let second = await fixture.sentCode()
        try #require(first != second)
        #expect(await respond(fixture, session, first)?.code == .codeMismatch)
        #expect(await respond(fixture, session, second) == nil)
        #expect(await fixture.sms.messages.count == 2)
    }

    @Test func aSecondRequestWithinTheWaitSendsNothing() async throws {
        let (fixture, session) = try await atSMS()
        let end = fixture.time.now() + .seconds(30)
        let early = await failure { _ = try await fixture.pool.sendNewCode(session) }
        #expect(early == .attemptLimitExceeded(until: end))
        #expect(await fixture.sms.messages.count == 1)
        #expect(await respond(fixture, session, await fixture.sentCode()) == nil, "the code stays good")
    }

    // R70
    @Test func aLockSendsNothingAndChangesToNothing() async throws {
        let (fixture, session) = try await atSMS()
        fixture.time.advance(by: .seconds(30))
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { record in
            for _ in 1...5 { record.codeFailures.fail(.softwareToken, at: fixture.time.now()) }
        }
        let before = try await fixture.record()
        let lock = CognitoError.attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1)))
        #expect(await failure { _ = try await fixture.pool.sendNewCode(session) } == lock)
        #expect(await failure { _ = try await fixture.pool.useAnotherFactor(session) } == lock)
        #expect(try await fixture.record() == before)
        #expect(await fixture.sms.messages.count == 1)
        #expect(try await fixture.pool.challenge(of: session).lockedUntil == fixture.time.now() + .seconds(1))
    }

    private static let calls: [@Sendable (UserPool, SessionHandle) async throws -> Void] = [
        { _ = try await $0.challenge(of: $1) }, { _ = try await $0.sendNewCode($1) },
        { _ = try await $0.useAnotherFactor($1) }, { _ = try await $0.pendingSoftwareToken(of: $1) },
        { _ = try await $0.cancelSetup($1) }, { try await $0.endSignIn($1) },
    ]

    // R30: the texts of a dead session, in their order; R19: another client's and another pool's handle.
    @Test func aDeadSessionIsToldAsByAnAnswer() async throws {
        let (fixture, session) = try await atSMS()
        let handles: [(SessionHandle, CognitoError)] = [
            (session, .usedSession), (SessionHandle(session.text.dropLast(10) + "AAAAAAAAAA"), .invalidSession),
            ("01234567890123456789", .invalidSession),
        ]
        try await fixture.pool.endSignIn(session)
        func refusals(of handle: SessionHandle, in pool: UserPool? = nil) async -> [CognitoError?] {
            var refusals: [CognitoError?] = []
            for call in Self.calls {
                refusals.append(await failure { try await call(pool ?? fixture.pool, handle) })
            }
            return refusals
        }
        for (handle, error) in handles {
            #expect(await refusals(of: handle) == Array(repeating: error, count: 6))
        }
        let live = try await fixture.challenge().session
        let secretClient = try await fixture.client { $0.generateSecret = true }
        let secretive = fixture.service.pool(fixture.pool.id, client: secretClient.id)
        #expect(await refusals(of: live, in: secretive) == Array(repeating: .clientSecretWrong, count: 6))
        let other = fixture.service.pool(fixture.pool.id, client: try await fixture.client().id)
        #expect(await refusals(of: live, in: other) == Array(repeating: .invalidSession, count: 6))
        try await fixture.pool.admin.disableUser("ada")
        #expect(await refusals(of: live) == Array(repeating: .userDisabled, count: 6))
        fixture.time.advance(by: .seconds(180))
        #expect(await refusals(of: live) == Array(repeating: .expiredSession, count: 6))
        try await fixture.pool.admin.deleteUser("ada")
        #expect(await refusals(of: session) == Array(repeating: .invalidSession, count: 6))
    }

    // A destination over its quota, and a sender that refuses: the code before stays good, in every profile.
    @Test(arguments: [true, false]) func aCodeThatCannotBeSentTakesNothingAway(_ isOverQuota: Bool) async throws {
        var limits = FlowLimits()
        if isOverQuota { limits.hourly.sendsPerDestination = 1 }
        let sender = RefusingSMSSender()
        for profile in [CognitoProfile.classic, .current, .strict] {
            let recorder = RecordingSMSSender()
            let (fixture, session) = try await atSMS(
                sender: SwitchedSender(recorder: recorder, refuser: sender, messages: isOverQuota ? .max : 1),
                profile: profile, limits: limits)
            let first = await recorder.lastCode(to: Fixture.phone)
            fixture.time.advance(by: .seconds(30))
            let refused = await failure { _ = try await fixture.pool.sendNewCode(session) }
            #expect(refused?.code == (isOverQuota ? .limitExceeded : profile == .strict ? .codeDeliveryFailure : nil))
            #expect(try await fixture.pool.challenge(of: session).code?.sendsLeft == 1, "the attempt counts")
            #expect(await respond(fixture, session, first) == nil, "\(profile)")
        }
    }

    @Test func aChangeToAMessageThatIsRefusedLeavesTheChallengeOpen() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 0
        let fixture = try await Fixture(limits: limits)
        let app = try await fixture.registerApp()
        try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled)
        let session = try await fixture.challenge().session
        #expect(try await fixture.pool.challenge(of: session).otherFactors == [.sms])
        let refused = await failure { _ = try await fixture.pool.useAnotherFactor(session, .sms) }
        #expect(refused?.code == .limitExceeded)
        let outcome = try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
    }

    // R35: five changes are one sign-in, and no other sign-in's session goes.
    @Test func aUserChangesFactorWithinOneSignIn() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled)
        let other = try await fixture.challenge().session
        let first = try await fixture.challenge().session
        let choice = try #require(try await fixture.pool.useAnotherFactor(first).challenge)
        #expect(choice.name == .selectMFAType)
        #expect(await failure { _ = try await fixture.pool.challenge(of: first) } == .usedSession)
        let sms = try #require(
            try await fixture.pool.respond(to: choice.session, with: .selectMFAType(.sms)).challenge)
        #expect(sms.name == .smsMFA && sms.parameters["CODE_DELIVERY_DESTINATION"] == "+*******0123")
        let back = try #require(try await fixture.pool.useAnotherFactor(sms.session, .softwareToken).challenge)
        let code = await fixture.sentCode()
        #expect(await respond(fixture, sms.session, code) == .usedSession, "the code went with its session")
        let outcome = try await fixture.pool.respond(to: back.session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
        #expect(try await fixture.pool.challenge(of: other).challenge.name == .softwareTokenMFA)
    }

    // R61, R62: the same secret until it is verified, and a fresh set-up after cancelling.
    @Test func aSetUpIsReadAgainAndCancelled() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]))
        let first = try await fixture.challenge().session
        #expect(await failure { _ = try await fixture.pool.pendingSoftwareToken(of: first) } == .nothingAssociated)
        let association = try await fixture.pool.associateSoftwareToken(.session(first))
        let session = try #require(association.session)
        for _ in 1...2 {
            let again = try await fixture.pool.pendingSoftwareToken(of: session)
            #expect(again.secret == association.secret && again.keyURI == association.keyURI)
            #expect(again.session == session)
        }
        let fresh = try #require(try await fixture.pool.cancelSetup(session)?.challenge)
        #expect(fresh.name == .mfaSetup)
        #expect(await failure { _ = try await fixture.pool.pendingSoftwareToken(of: session) } == .usedSession)
        let second = try await fixture.pool.associateSoftwareToken(.session(fresh.session))
        #expect(second.secret != association.secret)
        let app = try AuthenticatorApp(scanning: second.keyURI, time: fixture.time)
        let proving = try #require(second.session)
        let next = try #require(await fixture.pool.verifySoftwareToken(.session(proving), code: app.code()))
        #expect(await failure { _ = try await fixture.pool.pendingSoftwareToken(of: next) } == .nothingAssociated)
        #expect(try await fixture.pool.respond(to: next, with: .mfaSetup).authenticationResult != nil)
    }

    @Test func aNumberIsSetUpOnTheWayIn() async throws {
        let fixture = try await Fixture(mfa: .on([.sms]), attributes: [:])
        let challenge = try await fixture.challenge()
        guard case .mfaSetup(let setUp) = challenge else {
            Issue.record("\(challenge.name)")
            return
        }
        #expect(setUp.choices == [.sms])
        let number = try PhoneNumber(Fixture.phone)
        let sent = try #require(
            await fixture.pool.respond(to: setUp.session, with: .mfaSetupBySMS(number)).challenge)
        #expect(sent.name == .smsMFA)
        let outcome = try await fixture.pool.respond(to: sent.session, with: .smsMFA(code: fixture.sentCode()))
        #expect(outcome.authenticationResult != nil)
        #expect(try await fixture.pool.admin.user("ada").attributes[.phoneNumberVerified] == "true")
    }
}

/// A sender that accepts some messages and refuses the rest.
private actor SwitchedSender: SMSSender {
    let recorder: RecordingSMSSender
    let refuser: RefusingSMSSender
    var messages: Int

    init(recorder: RecordingSMSSender, refuser: RefusingSMSSender, messages: Int) {
        (self.recorder, self.refuser, self.messages) = (recorder, refuser, messages)
    }

    func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        guard messages > 0 else { return try await refuser.send(message) }
        messages -= 1
        return await recorder.send(message)
    }
}
