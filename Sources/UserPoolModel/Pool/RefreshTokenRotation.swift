/// A fresh refresh token with every use, and an end to all of them when an old one comes back (Cognito's
/// `RefreshTokenRotation`).
public struct RefreshTokenRotation: Sendable, Hashable {
    /// How long a replaced token still yields its successor, in seconds: 0-60.
    ///
    /// At least 10 are given, for replies get lost.
    public var retryGracePeriodSeconds: Int

    /// Rotation with a grace period.
    public init(retryGracePeriodSeconds: Int = 0) { self.retryGracePeriodSeconds = retryGracePeriodSeconds }
}
