public import AuthFlow
public import CognitoMFAService
import Synchronization

/// An observer that keeps every event.
public final class RecordingObserver: AuthObserver {
    private let kept = Mutex<[AuthEvent]>([])

    /// Creates an observer without events.
    public init() {}

    /// Keeps the event.
    public func observe(_ event: AuthEvent) { kept.withLock { $0.append(event) } }

    /// The events, oldest first.
    public var events: [AuthEvent] { kept.withLock { $0 } }

    /// The names of the events, oldest first.
    public var names: [String] { events.map(\.name) }
}
