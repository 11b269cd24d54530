/// Measures cases against the first of them, interleaved.
///
/// Each repetition runs every case once, a slice of a few milliseconds each, and takes the ratio of every case to the
/// base of the same repetition. What slows the machine for longer than a repetition slows both, so the median of the
/// ratios is steadier than any time.
struct RatioHarness {
    /// Something to measure.
    struct Case {
        /// How it is called in the table.
        let name: String
        /// Does the work as often as told and returns something that depends on all of it.
        ///
        /// The loop is inside.
        let body: (Int) -> UInt64
    }

    /// What one case came to.
    struct Measurement {
        let name: String
        /// Nanoseconds for one round, of all repetitions.
        let minimum: Double
        let median: Double
        /// To the base of the same repetition.
        let minimumRatio: Double
        let medianRatio: Double
    }

    let repetitions: Int
    let slice: Duration

    /// 31 repetitions with slices of about 4 ms; quick ones only show that everything runs.
    init(isQuick: Bool) {
        repetitions = isQuick ? 3 : 31
        slice = isQuick ? .microseconds(500) : .milliseconds(4)
    }

    /// Measures `cases`; the first is the base.
    ///
    /// - Returns: the measurements in the order of the cases, and a sum that depends on all the work.
    func measure(_ cases: [Case]) -> (measurements: [Measurement], checksum: UInt64) {
        var checksum: UInt64 = 0
        let rounds = cases.map { candidate in
            for _ in 0..<2 { checksum ^= candidate.body(1) }
            return roundsPerSlice(of: candidate, &checksum)
        }
        var times = cases.map { _ in [Double]() }
        for _ in 0..<repetitions {
            for place in cases.indices {
                let time = nanoseconds(of: cases[place], rounds: rounds[place], &checksum)
                times[place].append(time / Double(rounds[place]))
            }
        }
        let measurements = cases.indices.map { place in
            let ratios = zip(times[place], times[0]).map { $0 / $1 }
            return Measurement(
                name: cases[place].name, minimum: times[place].min() ?? 0, median: Self.median(times[place]),
                minimumRatio: ratios.min() ?? 0, medianRatio: Self.median(ratios))
        }
        return (measurements, checksum)
    }

    /// Doubles the rounds until they take a quarter of a slice, then scales.
    private func roundsPerSlice(of candidate: Case, _ checksum: inout UInt64) -> Int {
        let target = slice / Duration.nanoseconds(1)
        var rounds = 1
        while true {
            let time = nanoseconds(of: candidate, rounds: rounds, &checksum)
            if time >= target / 4 { return max(1, Int(Double(rounds) * target / time)) }
            rounds *= 2
        }
    }

    private func nanoseconds(of candidate: Case, rounds: Int, _ checksum: inout UInt64) -> Double {
        var result: UInt64 = 0
        let time = ContinuousClock().measure { result = candidate.body(rounds) }
        checksum ^= result
        return time / Duration.nanoseconds(1)
    }

    private static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

extension RatioHarness.Measurement {
    /// The head of the table that ``row`` continues.
    static let head = row("case", "ns min", "ns median", "ratio min", "ratio median")

    /// One line of the table.
    var row: String {
        Self.row(
            name, minimum.text(decimals: 1), median.text(decimals: 1), minimumRatio.text(decimals: 3),
            medianRatio.text(decimals: 3))
    }

    private static func row(_ name: String, _ numbers: String...) -> String {
        let padding = String(repeating: " ", count: max(0, 24 - name.count))
        return numbers.reduce(name + padding) { line, number in
            line + String(repeating: " ", count: max(1, 14 - number.count)) + number
        }
    }
}

extension Double {
    /// The number with a fixed count of decimals.
    fileprivate func text(decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1) { power, _ in power * 10 }
        // By adding a half: `rounded()` would need the C library's mathematics, which nothing else here links.
        let scaled = Int(self * Double(scale) + 0.5)
        let fraction = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }
}
