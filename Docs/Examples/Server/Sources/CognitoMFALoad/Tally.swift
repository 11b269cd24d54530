/// What one round has taken.
struct Round: Sendable {
    var signIns: [Duration] = []
    /// InitiateAuth.
    var passwords: [Duration] = []
    /// RespondToAuthChallenge.
    var codes: [Duration] = []
    var errors: [PoolClient.Failure: Int] = [:]
    /// From the first call to the last answer.
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

    /// Median and 99th percentile of each kind, in milliseconds.
    var percentiles: [(half: Double, most: Double)] {
        [all.signIns, all.passwords, all.codes].map { durations in
            let sorted = durations.sorted()
            return (Self.percentile(50, of: sorted), Self.percentile(99, of: sorted))
        }
    }

    /// The smallest duration that so many of a hundred do not exceed, in milliseconds; zero of none.
    static func percentile(_ percent: Int, of sorted: [Duration]) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let rank = (sorted.count * percent + 99) / 100
        return sorted[max(0, rank - 1)] / .milliseconds(1)
    }
}
