import Foundation

/// The counts of a run.
struct Report {
    let verdicts: [Mutation: Verdict]
    let equivalents: Equivalents

    private func count(_ area: Area?, _ isCounted: (Verdict) -> Bool) -> Int {
        verdicts.count { (area == nil || $0.key.area == area) && isCounted($0.value) }
    }

    /// Those that live on and are not explained.
    var unexplained: [Mutation] {
        verdicts.filter { isAlive($0.value) && !equivalents.keys.contains($0.key.key) }.map(\.key)
            .sorted { ($0.file, $0.line, $0.id) < ($1.file, $1.line, $1.id) }
    }

    /// Explained as beyond killing, and killed.
    var wronglyExplained: [Mutation] {
        verdicts.filter { equivalents.keys.contains($0.key.key) && !isAlive($0.value) }.map(\.key)
    }

    private func isAlive(_ verdict: Verdict) -> Bool { verdict == .survived || verdict == .notReached }

    private func isKilled(_ verdict: Verdict) -> Bool { if case .killed = verdict { true } else { false } }

    /// Killed of all that compile, in percent; of those not explained if told so.
    func score(_ area: Area?, withoutExplained: Bool) -> Double {
        let alive = verdicts.filter { (area == nil || $0.key.area == area) && isAlive($0.value) }.map(\.key)
        let counted = withoutExplained ? alive.filter { !equivalents.keys.contains($0.key) } : alive
        let killed = count(area, isKilled)
        return killed + counted.count == 0 ? 100 : 100 * Double(killed) / Double(killed + counted.count)
    }

    var text: String {
        var lines = ["area           all  not compiled  killed  survived  not reached  explained   score  adjusted"]
        for area in Area.allCases.map(Optional.some) + [nil] {
            let mine = verdicts.filter { area == nil || $0.key.area == area }
            let explained = mine.count { isAlive($0.value) && equivalents.keys.contains($0.key.key) }
            let columns = [
                (area?.rawValue ?? "all").padding(toLength: 12, withPad: " ", startingAt: 0),
                right(mine.count, 6), right(count(area) { $0 == .notCompiled }, 14), right(count(area, isKilled), 8),
                right(count(area) { $0 == .survived }, 10), right(count(area) { $0 == .notReached }, 13),
                right(explained, 11), percent(score(area, withoutExplained: false)),
                percent(score(area, withoutExplained: true)),
            ]
            lines.append(columns.joined())
        }
        if !unexplained.isEmpty { lines.append("\nnot killed and not explained:") }
        lines += unexplained.map {
            "  \($0.key)   (line \($0.line), \(verdicts[$0] == .survived ? "survived" : "not reached"))"
        }
        if !wronglyExplained.isEmpty { lines.append("\nexplained in Equivalents.json, and killed:") }
        lines += wronglyExplained.map { "  \($0.key)" }
        return lines.joined(separator: "\n")
    }

    private func right(_ number: Int, _ width: Int) -> String {
        let text = "\(number)"
        return String(repeating: " ", count: max(1, width - text.count)) + text
    }

    private func percent(_ value: Double) -> String { String(format: "%7.1f%%", value) }
}
