public import CognitoMFACore

// An operator is looked up in whole modules, and this one exports the type alone. A file that imports `CognitoMFACore` too
// takes the operators there.
extension UnixTime {
    /// Returns a time later by a duration.
    @_disfavoredOverload
    public static func + (time: UnixTime, duration: Duration) -> UnixTime { time.advanced(by: duration) }

    /// Returns a time earlier by a duration.
    @_disfavoredOverload
    public static func - (time: UnixTime, duration: Duration) -> UnixTime { time.advanced(by: .zero - duration) }

    /// Moves a time forward by a duration.
    @_disfavoredOverload
    public static func += (time: inout UnixTime, duration: Duration) { time = time.advanced(by: duration) }
}
