import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import TestSupport
import Testing
import UserPoolModel

/// Ports of the host that fail, hang or answer too late.
@Suite struct PortFaultsTests {
    // R94
    @Test func aSignerThatFailsLosesTheGrantAndTheCodeStaysSpent() async throws {
        let issuer = FailingIssuer()
        let fixture = try await Fixture(tokens: issuer)
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        await issuer.fail(true)
        let lost = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        }
        #expect(lost?.code == .internalError && lost?.underlyingError is FailingIssuer.Fault)
        await issuer.fail(false)
        let again = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        }
        #expect(again == .usedSession)
        let next = try await fixture.challenge()
        let spent = await failure {
            _ = try await fixture.pool.respond(to: next.session, with: .softwareTokenMFA(code: app.code()))
        }
        #expect(spent?.code == .expiredCode)
        fixture.time.advance(by: .seconds(30))
        let outcome = try await fixture.pool.respond(
            to: next.session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
    }

    // R72
    @Test func aSendThatHangsIsCancelledAndTheChallengeStands() async throws {
        let sender = HangingSender()
        let fixture = try await Fixture(sender: sender, limits: FlowLimits(sendTimeout: .milliseconds(5)))
        try await fixture.preferSMS()
        #expect(try await fixture.challenge().name == .smsMFA)
        #expect(try await fixture.record().sessions.count == 1)
        await sender.cancelled()
    }

    // R17
    @Test func aStoreThatCannotBeReadAfterALostSwapGivesNoVerdict() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        await fixture.store.follow([.loseReplyAndNextRead])
        let lost = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        }
        #expect(lost?.code == .internalError && lost?.advice == .repeatCall)
        #expect(lost?.underlyingError is ScriptedStore.Fault)
        #expect(try await fixture.record().sessions.isEmpty, "it was stored all the same")
    }

    // R19
    @Test func everyTryOfASignInSendsTheSameCodeOnce() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        await fixture.store.follow([.refuse, .refuse, .landLate])
        let challenge = try await fixture.challenge()
        #expect(await fixture.sms.messages.count == 1)
        let code = await fixture.sentCode()
        let outcome = try await fixture.pool.respond(to: challenge.session, with: .smsMFA(code: code))
        #expect(outcome.authenticationResult != nil)
    }

    // R20
    @Test func aCheckThatWaitedIsVerifiedByTheTimeAfterIt() async throws {
        let hasher = GatedHasher()
        let fixture = try await Fixture(hasher: hasher, limits: FlowLimits(hashingThreads: 2))
        try await fixture.preferSMS()
        await hasher.close()
        let pool = fixture.pool
        let signIn = Task { try await pool.signIn("ada", password: Fixture.password) }
        await hasher.someoneWaits()
        fixture.time.advance(by: .seconds(100))
        let end = fixture.time.now() + .seconds(180)
        await hasher.open()
        _ = try await signIn.value
        #expect(try await fixture.record().sessions.first?.expiresAt == end)
    }
}

/// An issuer that signs or fails.
private actor FailingIssuer: TokenIssuer {
    struct Fault: Error {}
    private let issuer = SignedTokenIssuer<LocalTokenSigner>.hs256(
        issuer: "https://test.invalid", keys: KeyRing(from: SeededRandomSource(seed: 4)))
    private var isFailing = false

    func fail(_ isFailing: Bool) { self.isFailing = isFailing }

    func issue(_ grant: TokenGrant) async throws -> AuthenticationResult {
        if isFailing { throw Fault() }
        return try await issuer.issue(grant)
    }

    func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict {
        try await issuer.verify(accessToken: accessToken, now: now)
    }
}

/// A carrier that never answers; it records its cancellation.
private actor HangingSender: SMSSender {
    private var isCancelled = false
    private var watcher: CheckedContinuation<Void, Never>?
    private var message: CheckedContinuation<Void, Never>?

    func send(_ message: SMSMessage) async -> DeliveryOutcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { hold($0) }
        } onCancel: {
            Task { await self.giveUp() }
        }
        return .accepted
    }

    private func hold(_ turn: CheckedContinuation<Void, Never>) {
        if isCancelled { turn.resume() } else { message = turn }
    }

    private func giveUp() {
        isCancelled = true
        message?.resume()
        message = nil
        watcher?.resume()
        watcher = nil
    }

    func cancelled() async {
        if !isCancelled { await withCheckedContinuation { watcher = $0 } }
    }
}
