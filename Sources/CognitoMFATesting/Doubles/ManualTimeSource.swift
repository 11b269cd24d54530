import AuthFlow
public import CognitoMFACore
public import CognitoMFAService
import Synchronization

/// A clock that stands still until it is advanced or set.
public final class ManualTimeSource: TimeSource {
    private let time: Mutex<UnixTime>

    /// Creates a clock that shows `start`, by default 2027-01-15 08:00 UTC.
    public init(_ start: UnixTime = UnixTime(seconds: 1_800_000_000)) { time = Mutex(start) }

    /// Returns the time of the clock.
    public func now() -> UnixTime { time.withLock { $0 } }

    /// Advances the clock; a negative duration moves it back.
    public func advance(by duration: Duration) { time.withLock { $0 += duration } }

    /// Sets the clock.
    public func set(_ now: UnixTime) { time.withLock { $0 = now } }
}
