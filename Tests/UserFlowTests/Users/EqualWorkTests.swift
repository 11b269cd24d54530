import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The work of public operations for unknown names, compared with their work for users.
@Suite struct EqualWorkTests {
    /// Every public operation that looks up a name, except SignUp, which reveals a taken name as Cognito does.
    enum Operation: String, CaseIterable {
        case initiateAuth, forgotPassword, confirmForgotPassword, confirmSignUp, resendConfirmationCode

        func call(_ pool: UserPool, _ name: Username) async throws {
            switch self {
            case .initiateAuth: _ = try await pool.signIn(name, password: "wrong")
            case .forgotPassword: _ = try await pool.forgotPassword(name)
            case .confirmForgotPassword:
                try await pool.confirmForgotPassword(name, code: "x", password: "Difference-1822")
            case .confirmSignUp: try await pool.confirmSignUp(name, code: "x")
            case .resendConfirmationCode: _ = try await pool.resendConfirmationCode(name)
            }
        }
    }

    /// A sender that sends nothing while it is held.
    private final class HeldSender: SMSSender {
        private struct State {
            var isHeld = false
            var waiting: [CheckedContinuation<Void, Never>] = []
            var sent = 0
        }
        private let state = Mutex(State())

        var sent: Int { state.withLock { $0.sent } }

        func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if state.isHeld { state.waiting.append(continuation) }
                    return !state.isHeld
                }
                if goesOn { continuation.resume() }
            }
            state.withLock { $0.sent += 1 }
            return .accepted
        }

        func hold() { state.withLock { $0.isHeld = true } }

        func letGo() {
            let waiting = state.withLock { state in
                defer {
                    state.isHeld = false
                    state.waiting = []
                }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }
    }

    /// Opens its own rows, and counts what is opened and sealed, without the quotas of messages: those follow the answer.
    private final class CountingSealer: RecordSealer {
        let counts = Mutex((opened: 0, sealed: 0))
        var keyID: [UInt8] { [7] }

        func seal(_ contents: [UInt8], of key: RecordKey) -> [UInt8] {
            if !key.text.hasPrefix("quota/") { counts.withLock { $0.sealed += 1 } }
            return contents
        }

        func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) -> [UInt8] {
            if !key.text.hasPrefix("quota/") { counts.withLock { $0.opened += 1 } }
            return sealed
        }
    }

    /// A confirmed user with a verified number, `ada`, and one who has signed up only, `grace`.
    private func fixture(
        _ sender: HeldSender, hasAliases: Bool = false, sealer: any RecordSealer = NoSealer()
    ) async throws -> Fixture {
        let fixture = try await Fixture(
            sender: sender, attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"],
            hidesUnknown: true, members: UserPoolOptions(autoVerifiedAttributes: [.phoneNumber]),
            aliases: hasAliases ? [.phoneNumber] : [], sealer: sealer)
        _ = try await fixture.pool.signUp(
            "grace", password: Fixture.password, attributes: [.phoneNumber: "+14155550177"])
        sender.hold()
        return fixture
    }

    // R73-R76: the calls to the store are the same in number and order, and no call waits for the sender.
    @Test(arguments: Operation.allCases, [false, true])
    func everyNameCostsTheSameCalls(_ operation: Operation, _ hasAliases: Bool) async throws {
        let sender = HeldSender()
        let fixture = try await fixture(sender, hasAliases: hasAliases)
        let before = sender.sent
        var calls: [Username: [[String]]] = [:]
        for name in ["nobody", "ada", "grace"] as [Username] {
            for _ in 0..<3 {
                await fixture.store.forgetCalls()
                _ = await failure { try await operation.call(fixture.pool, name) }
                // A number's quota belongs to the message, which is sent after the answer.
                let seen = await fixture.store.calls.filter { !$0.hasSuffix("quota") }
                calls[name, default: []].append(seen.map { $0.replacing("decoy", with: "user") })
            }
        }
        #expect(sender.sent == before, "no answer waits for the sender")
        sender.letGo()
        await fixture.service.shutDown()
        if operation == .forgotPassword { #expect(sender.sent > before, "messages do go out") }
        let nobody = try #require(calls["nobody"])
        #expect(nobody.allSatisfy { $0.contains { $0.hasPrefix("swap") } }, "the work is there to be compared")
        for (name, seen) in calls { #expect(seen == nobody, "\(operation.rawValue): \(name)") }
    }

    // R76, R122: what follows the answer is the same too, but for the sender, which is given nothing.
    @Test(arguments: [Operation.forgotPassword, .resendConfirmationCode])
    func whatFollowsTheAnswerIsTheSame(_ operation: Operation) async throws {
        let sender = HeldSender()
        let fixture = try await fixture(sender)
        sender.letGo()
        func calls(_ name: Username) async throws -> [String] {
            await fixture.store.forgetCalls()
            try await operation.call(fixture.pool, name)
            await fixture.service.shutDown()
            return await fixture.store.calls.map { $0.replacing("decoy", with: "user") }.sorted()
        }
        let user: Username = operation == .forgotPassword ? "ada" : "grace"
        for _ in 0..<3 {
            let sent = sender.sent
            let nobody = try await calls("nobody")
            #expect(sender.sent == sent && nobody.contains { $0.hasSuffix("quota") })
            #expect(try await calls(user) == nobody)
            #expect(sender.sent == sent + 1)
        }
    }

    // R122: as many rows are opened and sealed, also while the decoy has no row yet.
    @Test(arguments: Operation.allCases, [false, true])
    func everyNameCostsTheSameSealings(_ operation: Operation, _ hasAliases: Bool) async throws {
        let sender = HeldSender()
        let sealer = CountingSealer()
        let fixture = try await fixture(sender, hasAliases: hasAliases, sealer: sealer)
        // The first decoy of a service is made once.
        _ = await failure { try await operation.call(fixture.pool, "before") }
        func count(_ name: Username) async -> [Int] {
            let before = sealer.counts.withLock { $0 }
            _ = await failure { try await operation.call(fixture.pool, name) }
            let after = sealer.counts.withLock { $0 }
            return [after.opened - before.opened, after.sealed - before.sealed]
        }
        for round in 0..<3 {
            let nobody = await count("nobody")
            #expect(nobody[1] == 1, "the work is there to be compared")
            for name in ["ada", "grace"] as [Username] {
                #expect(await count(name) == nobody, "\(operation.rawValue), \(name), round \(round)")
            }
        }
        sender.letGo()
        await fixture.service.shutDown()
    }
}
