public import AuthFlow

/// The bounds a host may move.
///
/// All other numbers are fixed.
public struct FlowLimits: Sendable, Hashable {
    /// The time that handing over a message may take before the call is cancelled; 10 seconds.
    public var sendTimeout: Duration
    /// The number of passwords hashed at once; nil for one fewer than the machine has cores.
    public var hashingThreads: Int?
    /// The number of password checks that may wait in line; 64.
    public var hashingLine: Int
    /// The time that a trigger may take before its call is cancelled; 5 seconds, as in Cognito.
    package var triggerTimeout = Duration.seconds(5)
    /// The limits of one user an hour.
    public var hourly: HourlyLimits

    /// The defaults.
    public init(
        sendTimeout: Duration = .seconds(10), hashingThreads: Int? = nil, hashingLine: Int = 64,
        hourly: HourlyLimits = HourlyLimits()
    ) {
        self.sendTimeout = sendTimeout
        self.hashingThreads = hashingThreads
        self.hashingLine = hashingLine
        self.hourly = hourly
    }

    /// The most tries of one operation against a contended record.
    package static let swapTries = 16
    /// The most checks of one name in flight.
    package static let checksPerName = 2
}
