import AuthFlow
public import CognitoMFACore

/// The wall clock.
///
/// The clocks of servers that share a store must agree to within five seconds (R21).
public protocol TimeSource: Sendable {
    /// Returns the current time.
    func now() -> UnixTime
}
