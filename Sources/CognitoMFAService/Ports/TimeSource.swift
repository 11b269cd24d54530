import AuthFlow
public import CognitoMFACore

/// The wall clock.
///
/// Servers that share a store keep theirs within five seconds of each other.
public protocol TimeSource: Sendable {
    /// The time now.
    func now() -> UnixTime
}
