public import CognitoMFACore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#endif

/// The machine's wall clock.
public struct SystemTimeSource: TimeSource {
    /// Creates a source that reads the machine's wall clock.
    public init() {}

    /// Returns the current time in whole milliseconds.
    public func now() -> UnixTime {
        var time = timespec()
        let status = unsafe clock_gettime(CLOCK_REALTIME, &time)
        precondition(status == 0, "the machine has no wall clock")
        return UnixTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// The machine's processors.
enum SystemProcessors {
    /// Their number less one; at least 1.
    static var spare: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)) - 1) }
}
