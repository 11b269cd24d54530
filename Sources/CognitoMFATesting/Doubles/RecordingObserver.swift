public import AuthFlow
public import CognitoMFAService
import Synchronization

/// Keeps every event.
public final class RecordingObserver: AuthObserver {
    private let kept = Mutex<[AuthEvent]>([])

    /// An observer that has seen nothing.
    public init() {}

    /// Keeps the event.
    public func observe(_ event: AuthEvent) { kept.withLock { $0.append(event) } }

    /// What has happened, oldest first.
    public var events: [AuthEvent] { kept.withLock { $0 } }

    /// The names of what has happened, oldest first.
    public var names: [String] { events.map(\.name) }
}
