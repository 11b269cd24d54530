import Foundation

/// The measurements as a Markdown table with a line per server, then the errors.
struct LoadTable {
    private let tallies: [Tally]
    private let baseline: Tally?

    init(_ tallies: [Tally], baseline: String?) {
        self.tallies = tallies
        self.baseline = tallies.first { $0.name == baseline }
    }

    var text: String {
        let ratio = baseline.map { " of \($0.name) |" } ?? ""
        var lines = [
            "| Server | sign-ins/s |\(ratio) p50, p99 ms | InitiateAuth | RespondToAuthChallenge | sign-ins | errors |",
            "|---|--:|\(baseline == nil ? "" : "--:|")--:|--:|--:|--:|--:|",
        ]
        for tally in tallies {
            let times = tally.percentiles.map { "\(Self.number($0.half)), \(Self.number($0.most))" }
            let ratio = baseline.map { " \($0.rate > 0 ? Self.number(tally.rate / $0.rate) : "-") |" } ?? ""
            let errors = tally.errors.values.reduce(0, +)
            lines.append(
                "| \(tally.name) | \(Self.number(tally.rate)) |\(ratio) \(times.joined(separator: " | ")) "
                    + "| \(tally.count) | \(errors) |")
        }
        for tally in tallies {
            for (failure, count) in tally.errors.sorted(by: { $0.value > $1.value }) {
                lines.append("error: \(tally.name): \(failure), \(count) times")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Returns a number with three digits, or with its whole integer part.
    private static func number(_ value: Double) -> String {
        String(format: value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value)
    }
}
