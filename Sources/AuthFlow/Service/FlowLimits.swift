/// The bounds a host may move.
///
/// All other numbers are fixed.
public struct FlowLimits: Sendable, Hashable {
    /// How long a text message may take to be handed over before the call is cancelled; 10 seconds.
    public var smsTimeout: Duration
    /// How many passwords are hashed at once; nil for one fewer than the machine has cores.
    public var hashingThreads: Int?
    /// How many password checks may wait in line; 64.
    public var hashingLine: Int

    /// The defaults.
    public init(smsTimeout: Duration = .seconds(10), hashingThreads: Int? = nil, hashingLine: Int = 64) {
        self.smsTimeout = smsTimeout
        self.hashingThreads = hashingThreads
        self.hashingLine = hashingLine
    }

    /// The most tries of one operation against a contended record.
    package static let swapTries = 16
    /// The most checks of one name in flight.
    package static let checksPerName = 2
}
