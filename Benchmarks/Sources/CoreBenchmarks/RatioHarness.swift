import Foundation

/// Measures cases in turns, in time of this thread on a processor: what it waits for another program is not counted.
///
/// Each repetition runs every case once, a slice of a few milliseconds each, and ratios are taken within a repetition. What
/// slows the machine for longer than a repetition slows both cases of a ratio, so the median of the ratios is steadier than
/// any time.
struct RatioHarness {
    /// Something to measure.
    struct Case {
        /// Its name in the table.
        let name: String
        /// The operations of one round: 3 if it makes three codes and the table says what one costs.
        var unitsPerRound = 1
        /// Does the work as often as told and returns something that depends on all of it.
        ///
        /// The loop is inside.
        let body: (Int) -> UInt64
    }

    /// The result of one case.
    struct Measurement {
        let name: String
        /// Nanoseconds for one unit, of each repetition.
        let times: [Double]

        var minimum: Double { times.min() ?? 0 }
        var median: Double { RatioHarness.median(times) }

        /// The factor by which it is faster than another: the median of the ratios of each repetition.
        func speed(against base: Measurement) -> Double {
            RatioHarness.median(zip(base.times, times).map { $0 / $1 })
        }
    }

    let repetitions: Int
    let slice: Duration

    /// 31 repetitions with slices of about 4 ms; quick ones only show that everything runs.
    init(isQuick: Bool) {
        repetitions = isQuick ? 3 : 31
        slice = isQuick ? .microseconds(500) : .milliseconds(4)
    }

    /// Measures `cases`.
    ///
    /// - Returns: the measurements in the order of the cases, and a sum that depends on all the work.
    func measure(_ cases: [Case]) -> (measurements: [Measurement], checksum: UInt64) {
        var checksum: UInt64 = 0
        let rounds = cases.map { candidate in
            // Work that is done once only must not count.
            for _ in 0..<2 { checksum ^= candidate.body(1) }
            return roundsPerSlice(of: candidate, &checksum)
        }
        var times = cases.map { _ in [Double]() }
        for _ in 0..<repetitions {
            for place in cases.indices {
                let time = nanoseconds(of: cases[place], rounds: rounds[place], &checksum)
                times[place].append(time / Double(rounds[place] * cases[place].unitsPerRound))
            }
        }
        return (zip(cases, times).map { Measurement(name: $0.name, times: $1) }, checksum)
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
        let start = Self.processorNanoseconds
        checksum ^= candidate.body(rounds)
        return Double(Self.processorNanoseconds - start)
    }

    private static var processorNanoseconds: Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    private static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
