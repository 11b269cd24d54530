package import AuthFlow
package import CognitoMFAService
package import CognitoMFATesting
import Synchronization
import Testing
package import UserPoolModel

/// The events that the services of a test have emitted, beside the errors that their callers received.
package final class AuditWatch: Sendable {
    /// Services created while it is current are watched.
    @TaskLocal package static var current: AuditWatch?

    private struct State {
        var events: [AuthEvent] = []
        var errors: [CognitoError] = []
        var isDropping: Bool
    }

    private let state: Mutex<State>

    /// - Parameter isDropping: Plants a fault: the audit's events are lost, as if no call were audited.
    package init(dropping isDropping: Bool = false) { state = Mutex(State(isDropping: isDropping)) }

    package var events: [AuthEvent] { state.withLock { $0.events } }

    package func note(_ error: CognitoError) { state.withLock { $0.errors.append(error) } }

    package func note(_ event: AuthEvent) {
        state.withLock { state in
            guard !state.isDropping || event.entry == nil else { return }
            state.events.append(event)
        }
    }

    /// Forgets the events emitted so far.
    package func forget() {
        state.withLock {
            $0.events = []
            $0.errors = []
        }
    }

    /// A refusal as an observer receives it.
    package struct Refusal: Sendable, Hashable, CustomStringConvertible {
        package let entry: AuditEntry
        package let code: CognitoError.Code
        package let reason: String

        package init?(_ event: AuthEvent) {
            guard case .refused(let entry, let code, let reason) = event else { return nil }
            (self.entry, self.code, self.reason) = (entry, code, reason)
        }

        package var description: String { "\(entry.operation ?? "-"): \(code): \(reason)" }
    }

    /// The refusals that were emitted.
    package var refusals: [Refusal] { events.compactMap { Refusal($0) } }

    /// Returns the differences between the errors that callers received and the refusals that were emitted.
    ///
    /// - Parameter hidden: The number of refusals that the answers have hidden.
    package func findings(hidden: Int = 0) -> [String] {
        let (errors, told) = (state.withLock { $0.errors }, refusals)
        var findings: [String] = []
        if told.count != errors.count + hidden {
            findings.append("\(errors.count) refused, \(hidden) hidden, \(told.count) told: \(told)")
        }
        var rest = told
        for error in errors {
            guard let place = rest.firstIndex(where: { $0.code == error.code && $0.reason == error.reason }) else {
                findings.append("silent: \(error)")
                continue
            }
            rest.remove(at: place)
        }
        return findings
    }
}

/// Keeps events, and passes them to the watch under which its service was created.
package struct WatchedObserver: AuthObserver {
    private let kept: (any AuthObserver)?
    private let watch = AuditWatch.current

    /// An observer that observes only where there is a watch.
    package init() { kept = nil }

    package init(keeping observer: some AuthObserver) { kept = observer }

    package var isObserving: Bool { kept != nil || watch != nil }

    package func observe(_ event: AuthEvent) {
        kept?.observe(event)
        watch?.note(event)
    }
}

extension RecordingObserver {
    /// The events about users, without those of the audit.
    package var aboutUsers: [AuthEvent] { events.filter { $0.entry == nil } }
}

extension Fixture {
    /// The address that calls of the audit's tests come from.
    package static let address = "192.0.2.7"

    /// The refusals that a call emits, in order.
    package func refusals(_ call: () async throws -> Void) async -> [AuditWatch.Refusal] {
        let before = observer.events.count
        _ = await SourceAddress.$current.withValue(Self.address) { await failure { try await call() } }
        await service.shutDown()
        return observer.events.dropFirst(before).compactMap { AuditWatch.Refusal($0) }
    }

    /// The one refusal that a call emits.
    package func onlyRefusal(_ call: () async throws -> Void) async throws -> AuditWatch.Refusal {
        let told = await refusals(call)
        #expect(told.count == 1)
        return try #require(told.first)
    }
}
