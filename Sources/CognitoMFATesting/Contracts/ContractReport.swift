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
            findings.append(ContractFinding(clause: clause, seen: seen))
        }
    }
}

/// One requirement of the library on a host's adapter.
public struct ContractClause: Sendable, Hashable, CustomStringConvertible {
    /// A stable name, as in `insert-if-absent`.
    public let name: String
    /// The rules behind it, as in `R17`; `Docs/Rules.md` has them.
    public let rules: [String]
    /// The requirement in one sentence.
    public let sentence: String

    init(_ name: String, _ rules: [String], _ sentence: String) {
        (self.name, self.rules, self.sentence) = (name, rules, sentence)
    }

    /// The name and the rules.
    public var description: String { "\(name) (\(rules.joined(separator: ", ")))" }
}

/// A requirement that an adapter broke, and the observation that shows it.
public struct ContractFinding: Sendable, Hashable, CustomStringConvertible {
    /// The requirement that was broken.
    public let clause: ContractClause
    /// The observation, without codes, passwords or contents of records.
    public let seen: String

    /// The observation and the requirement.
    public var description: String { "\(clause): \(seen). Required: \(clause.sentence)" }
}
