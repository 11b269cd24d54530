import Synchronization

/// Collects what a run of a contract finds, from many tasks.
final class ContractReport: Sendable {
    /// A broken adapter breaks one sentence in hundreds of places: a few tell enough.
    private static let findingsPerClause = 3

    private let found = Mutex<[ContractFinding]>([])

    var findings: [ContractFinding] { found.withLock { $0 } }

    /// Notes a finding unless `holds`.
    func expect(_ holds: Bool, _ clause: ContractClause, _ seen: @autoclosure () -> String) {
        if !holds { note(clause, seen()) }
    }

    func note(_ clause: ContractClause, _ seen: String) {
        found.withLock { findings in
            guard findings.count(where: { $0.clause == clause }) < Self.findingsPerClause else { return }
            findings.append(ContractFinding(clause, seen: seen))
        }
    }
}
