import AuthFlow
public import CognitoMFACore
public import CognitoMFAService
import Synchronization

/// A clock that stands still until it is moved.
public final class ManualTimeSource: TimeSource {
    private let time: Mutex<UnixTime>

    /// A clock that shows `start`; 2027-01-15 08:00 UTC unless given.
    public init(_ start: UnixTime = UnixTime(seconds: 1_800_000_000)) { time = Mutex(start) }

    /// What the clock shows.
    public func now() -> UnixTime { time.withLock { $0 } }

    /// Moves the clock on, or back with a negative duration.
    public func advance(by duration: Duration) { time.withLock { $0 += duration } }

    /// Sets the clock.
    public func set(_ now: UnixTime) { time.withLock { $0 = now } }
}
