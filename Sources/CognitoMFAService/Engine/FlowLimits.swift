public import AuthFlow

/// The bounds a host may move.
///
/// All other numbers are fixed.
public struct FlowLimits: Sendable, Hashable {
    /// How long a message may take to be handed over before the call is cancelled; 10 seconds.
    public var sendTimeout: Duration
    /// How many passwords are hashed at once; nil for one fewer than the machine has cores.
    public var hashingThreads: Int?
    /// How many password checks may wait in line; 64.
    public var hashingLine: Int
    /// How often an hour one user may do what can be overdone.
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
