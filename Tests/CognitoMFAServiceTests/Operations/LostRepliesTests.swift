import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

@Suite struct LostRepliesTests {
    private static let faults: [[ScriptedStore.Step]] = [
        [.loseReply], [.refuse], [.refuse, .loseReply], [.landLate], [.landTooLate], [.landLate, .refuse],
        [.refuse, .landLate],
    ]

    // R13, R15, R17
    @Test(arguments: faults.indices) func aSignInOpensOneSessionWhateverBecomesOfItsReply(_ fault: Int) async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        await fixture.store.follow(Self.faults[fault])
        let challenge = try await fixture.challenge()
        let record = try await fixture.record()
        #expect(record.sessions.count == 1)
        let app = try #require(record.softwareToken)
        let code = TOTP.cognito.code(for: app.secret, at: fixture.time.now())
        let outcome = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: code))
        #expect(outcome.authenticationResult != nil)
    }

    @Test(arguments: faults.indices) func anAnswerIsGrantedOnceWhateverBecomesOfItsReply(_ fault: Int) async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        await fixture.store.follow(Self.faults[fault])
        let outcome = try await fixture.pool.respond(
            to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
        let again = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        }
        #expect(again == .usedSession)
        #expect(try await fixture.record().sessions.isEmpty)
    }

    @Test(arguments: faults.indices) func aWrongCodeCountsOnceWhateverBecomesOfItsReply(_ fault: Int) async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let challenge = try await fixture.challenge()
        let code = await fixture.sentCode()
        await fixture.store.follow(Self.faults[fault])
        let refused = await failure {
            _ = try await fixture.pool.respond(
                to: challenge.session, with: .smsMFA(code: code == "111111" ? "222222" : "111111"))
        }
        #expect(refused?.code == .codeMismatch)
        #expect(try await fixture.record().codeFailures.ladder.failures == 1)
    }

    // R14
    @Test(arguments: 1...8) func behindOtherWritersAChallengeIsAnnouncedAgainAndAGrantIsLost(
        _ writers: Int
    ) async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        await fixture.store.follow([.interpose(writers)], rewrite: ScriptedStore.otherOperations)
        let challenge = try await fixture.challenge()
        #expect(await fixture.store.userSwaps == 1)
        #expect(try await fixture.record().sessions.count == 1)

        await fixture.store.follow([.interpose(writers)], rewrite: ScriptedStore.otherOperations)
        let lost = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        }
        #expect(lost?.code == .internalError && lost?.advice == .repeatCall)
        await fixture.store.follow([])
        let next = try await fixture.challenge()
        let spent = await failure {
            _ = try await fixture.pool.respond(to: next.session, with: .softwareTokenMFA(code: app.code()))
        }
        #expect(spent?.code == .expiredCode, "the step stays spent")
    }

    // R18
    @Test func aCancelledCallerLeavesOneSessionAndItsMessage() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let pool = fixture.pool
        let task = Task { _ = try? await pool.signIn("ada", password: Fixture.password) }
        task.cancel()
        await task.value
        let sessions = try await fixture.record().sessions.count
        #expect(await fixture.sms.messages.count == sessions, "what counts as sent is sent")
        #expect(sessions <= 1)
    }

    @Test func aSendGoesOutThoughTheCallerIsGone() async throws {
        let gate = CancellingSender()
        let fixture = try await Fixture(sender: gate)
        try await fixture.preferSMS()
        let pool = fixture.pool
        let task = Task { try await pool.signIn("ada", password: Fixture.password).challenge?.name }
        await gate.reached()
        task.cancel()
        await gate.go()
        #expect(try await task.value == .smsMFA)
        #expect(await gate.wasCancelled == false)
    }

    // R12
    @Test func sixteenLostSwapsEndWithoutAVerdict() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        await fixture.store.follow([ScriptedStore.Step](repeating: .refuse, count: 16))
        let refused = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        }
        #expect(refused == .tooManyRequests)
        #expect(await fixture.store.userSwaps == 16)
        await fixture.store.follow([])
        let outcome = try await fixture.pool.respond(
            to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil, "nothing was spent")
    }
}

/// A sender that waits during a message until it is released.
actor CancellingSender: SMSSender {
    private var sending: CheckedContinuation<Void, Never>?
    private var watcher: CheckedContinuation<Void, Never>?
    private var isReached = false
    private(set) var wasCancelled = false

    func send(_ message: SMSMessage) async -> DeliveryOutcome {
        isReached = true
        watcher?.resume()
        watcher = nil
        await withCheckedContinuation { sending = $0 }
        wasCancelled = Task.isCancelled
        return .accepted
    }

    func reached() async {
        if !isReached { await withCheckedContinuation { watcher = $0 } }
    }

    func go() { sending?.resume() }
}
