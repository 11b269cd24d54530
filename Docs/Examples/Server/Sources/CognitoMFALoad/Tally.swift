/// The times of one round.
struct Round: Sendable {
    var signIns: [Duration] = []
    /// The durations of InitiateAuth.
    var passwords: [Duration] = []
    /// The durations of RespondToAuthChallenge.
    var codes: [Duration] = []
    var errors: [PoolClient.Failure: Int] = [:]
    /// The time from the first call to the last answer.
    var busy = Duration.zero

    mutating func add(_ other: Round) {
        signIns += other.signIns
        passwords += other.passwords
        codes += other.codes
        errors.merge(other.errors, uniquingKeysWith: +)
        busy += other.busy
    }
}

/// All rounds of one server.
struct Tally: Sendable {
    let name: String
    private var all = Round()

    init(name: String) { self.name = name }

    mutating func add(_ round: Round) { all.add(round) }

    var busy: Duration { all.busy }
    var errors: [PoolClient.Failure: Int] { all.errors }
    var count: Int { all.signIns.count }
    /// Sign-ins a second.
    var rate: Double { busy > .zero ? Double(count) / (busy / .seconds(1)) : 0 }

    /// The median and 99th percentile of each kind, in milliseconds.
    var percentiles: [(half: Double, most: Double)] {
        [all.signIns, all.passwords, all.codes].map { durations in
            let sorted = durations.sorted()
            return (Self.percentile(50, of: sorted), Self.percentile(99, of: sorted))
        }
    }

    /// Returns a percentile of the durations, in milliseconds; zero without durations.
    static func percentile(_ percent: Int, of sorted: [Duration]) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let rank = (sorted.count * percent + 99) / 100
        return sorted[max(0, rank - 1)] / .milliseconds(1)
    }
}
