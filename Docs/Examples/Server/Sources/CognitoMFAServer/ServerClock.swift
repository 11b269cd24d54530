import CognitoMFA
import Synchronization

/// The machine's clock, and how far test controls have moved it on.
final class ServerClock: TimeSource {
    private let machine = SystemTimeSource()
    private let lead = Mutex(Duration.zero)

    func now() -> UnixTime { machine.now() + lead.withLock { $0 } }

    /// Moves the clock on.
    func advance(by duration: Duration) { lead.withLock { $0 += duration } }
}
