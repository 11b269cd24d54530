/// One requirement of the library on a host's adapter.
public struct ContractClause: Sendable, Hashable, CustomStringConvertible {
    /// A stable name, as in `insert-if-absent`.
    public let name: String
    /// The rules behind it, as in `R17`; `Docs/Rules.md` has them.
    public let rules: [String]
    /// The requirement in one sentence.
    public let sentence: String

    init(_ name: String, _ rules: [String], _ sentence: String) {
        self.name = name
        self.rules = rules
        self.sentence = sentence
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

    init(_ clause: ContractClause, seen: String) {
        self.clause = clause
        self.seen = seen
    }

    /// The observation and the requirement.
    public var description: String { "\(clause): \(seen). Required: \(clause.sentence)" }
}
