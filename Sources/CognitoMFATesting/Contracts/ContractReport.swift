import Synchronization

/// The findings of one run of a contract, collected from many tasks.
final class ContractReport: Sendable {
    /// The limit for one requirement; a broken adapter can break it in hundreds of places.
    private static let findingsPerClause = 3

    private let found = Mutex<[ContractFinding]>([])

    var findings: [ContractFinding] { found.withLock { $0 } }

    /// Adds a finding unless `holds` is true.
    func expect(_ holds: Bool, _ clause: ContractClause, _ seen: @autoclosure () -> String) {
        if !holds { add(clause, seen()) }
    }

    func add(_ clause: ContractClause, _ seen: String) {
        found.withLock { findings in
            guard findings.count(where: { $0.clause == clause }) < Self.findingsPerClause else { return }
            findings.append(ContractFinding(clause, seen: seen))
        }
    }
}
