import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import Synchronization
import UserPoolModel

/// A port of the host beside the store.
enum Port: String, Sendable, CaseIterable {
    case hash, verifyPassword, issue, verifyToken, sms, email, migrate, customMessage, preTokenGeneration

    /// True for the triggers that run after the swap.
    var isTrigger: Bool { self == .customMessage || self == .preTokenGeneration }
}

/// The faults of a port's call.
enum PortFault: String, Sendable, CaseIterable {
    /// Throws without effect.
    case throwsBefore
    /// Takes effect, then throws.
    case throwsAfter
    /// A sender refuses.
    case refuses
    /// Never answers, and ends when it is cancelled.
    case hangs
    /// Takes effect twice.
    case doesItTwice
    /// Waits for the test, then takes effect unless it was cancelled.
    case waits
}

/// One fault at one call of one port, and what was sent.
final class PortSwitch: Sendable {
    struct Fault: Error {}

    private struct State {
        var port: Port?
        var call = 0
        var fault = PortFault.throwsBefore
        var counts: [Port: Int] = [:]
        var sent: [(destination: String, text: String)] = []
        var cancelled = 0
        var handed = 0
        var sources: [String] = []
    }

    private let state = Mutex(State())
    let gate = Gate()

    func plan(_ port: Port?, call: Int = 0, _ fault: PortFault = .throwsBefore) {
        state.withLock {
            $0.port = port
            $0.call = call
            $0.fault = fault
            $0.counts = [:]
            $0.sources = []
        }
    }

    func count(_ port: Port) -> Int { state.withLock { $0.counts[port, default: 0] } }
    var sent: [(destination: String, text: String)] { state.withLock { $0.sent } }
    /// The number of messages that a sender received and did not refuse.
    var handed: Int { state.withLock { $0.handed } }
    /// The sources of the triggers called after the swap, in their order.
    var sources: [String] { state.withLock { $0.sources } }
    var cancelled: Int { state.withLock { $0.cancelled } }

    func lastCode(to destination: String) -> OneTimeCode {
        let text = sent.last { $0.destination == destination }?.text ?? ""
        return OneTimeCode(text.split { !("0"..."9").contains($0) }.first { $0.count == 6 }.map { String($0) } ?? "")
    }

    func forgetSent() { state.withLock { $0.sent = [] } }

    func note(source: String) { state.withLock { $0.sources.append(source) } }

    private func enter(_ port: Port) -> PortFault? {
        state.withLock { state in
            let number = state.counts[port, default: 0]
            state.counts[port] = number + 1
            return state.port == port && state.call == number ? state.fault : nil
        }
    }

    /// Does a port's work under its fault, if this is the call.
    func run<Value: Sendable>(_ port: Port, _ work: () async throws -> Value) async throws -> Value {
        let fault = enter(port)
        switch fault {
        case .throwsBefore: throw Fault()
        case .hangs:
            while !Task.isCancelled { await Task.yield() }
            state.withLock { $0.cancelled += 1 }
            throw CancellationError()
        case .waits:
            await gate.hold()
            try Task.checkCancellation()
        default: break
        }
        let value = try await work()
        if fault == .doesItTwice { _ = try await work() }
        if fault == .throwsAfter { throw Fault() }
        return value
    }

    func send(_ port: Port, _ destination: String, _ text: String) async throws -> DeliveryOutcome {
        let refuses = state.withLock { state in
            let refuses = state.port == port && state.fault == .refuses && state.call == state.counts[port, default: 0]
            if !refuses { state.handed += 1 }
            return refuses
        }
        return try await run(port) {
            guard !refuses else { return .refused(reason: "blocked") }
            state.withLock { $0.sent.append((destination, text)) }
            return .accepted
        }
    }
}

/// A turn that the test gives.
actor Gate {
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    func hold() async {
        for watcher in watchers { watcher.resume() }
        watchers = []
        await withCheckedContinuation { held.append($0) }
    }

    func someoneWaits() async {
        if held.isEmpty { await withCheckedContinuation { watchers.append($0) } }
    }

    func release() {
        for turn in held { turn.resume() }
        held = []
    }
}

struct SwitchedSMSSender: SMSSender {
    let ports: PortSwitch
    func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        try await ports.send(.sms, message.phoneNumber.e164, message.text)
    }
}

struct SwitchedEmailSender: EmailSender {
    let ports: PortSwitch
    func send(_ message: EmailMessage) async throws -> DeliveryOutcome {
        try await ports.send(.email, message.address.text, message.text)
    }
}

/// A hasher of plain text.
struct SwitchedHasher: PasswordHasher {
    let ports: PortSwitch
    func hash(_ password: Password) async throws -> PasswordHash {
        try await ports.run(.hash) { PasswordHash("plain$\(password.text)") }
    }
    func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
        try await ports.run(.verifyPassword) { hash?.text == "plain$\(password.text)" }
    }
}

struct SwitchedIssuer: TokenIssuer {
    let ports: PortSwitch
    let issuer: SignedTokenIssuer<LocalTokenSigner>
    func issue(_ grant: TokenGrant) async throws -> AuthenticationResult {
        try await ports.run(.issue) { try await issuer.issue(grant) }
    }
    func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict {
        try await ports.run(.verifyToken) { try await issuer.verify(accessToken: accessToken, now: now) }
    }
}

struct SwitchedMigration: UserMigration {
    let ports: PortSwitch
    func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser? {
        try await ports.run(.migrate) {
            request.username == "mary"
                ? MigratedUser(attributes: [.email: "mary@example.com", .emailVerified: "true"]) : nil
        }
    }
}

/// The triggers after the swap, which change nothing unless they fail.
struct SwitchedTriggers: CustomMessage, PreTokenGeneration {
    let ports: PortSwitch
    func message(for request: CustomMessageRequest) async throws -> CustomMessageResponse {
        ports.note(source: request.triggerSource.rawValue)
        return try await ports.run(.customMessage) { CustomMessageResponse() }
    }
    func customize(_ request: PreTokenGenerationRequest) async throws -> PreTokenGenerationResponse {
        ports.note(source: request.triggerSource.rawValue)
        return try await ports.run(.preTokenGeneration) { PreTokenGenerationResponse() }
    }
}
