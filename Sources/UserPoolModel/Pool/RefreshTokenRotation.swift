/// The rotation of refresh tokens (Cognito's `RefreshTokenRotation`).
///
/// Each use returns a new token, and the reuse of an old one ends them all.
public struct RefreshTokenRotation: Sendable, Hashable {
    /// The time in which a replaced token still yields its successor, in seconds: 0-60.
    ///
    /// At least 10 seconds are granted, because replies get lost.
    public var retryGracePeriodSeconds: Int

    /// Creates a rotation with a grace period.
    public init(retryGracePeriodSeconds: Int = 0) { self.retryGracePeriodSeconds = retryGracePeriodSeconds }
}
