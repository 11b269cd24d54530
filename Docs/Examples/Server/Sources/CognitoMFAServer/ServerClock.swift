import CognitoMFA
import Synchronization

/// The machine's clock plus the time by which test controls have moved it forward.
final class ServerClock: TimeSource {
    private let machine = SystemTimeSource()
    private let lead = Mutex(Duration.zero)

    func now() -> UnixTime { machine.now() + lead.withLock { $0 } }

    /// Moves the clock forward.
    func advance(by duration: Duration) { lead.withLock { $0 += duration } }
}
