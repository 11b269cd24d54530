/// One sentence that the library asks of a host's adapter.
public struct ContractClause: Sendable, Hashable, CustomStringConvertible {
    /// A name that stays, as in `insert-if-absent`.
    public let name: String
    /// The rules it comes from, as in `R17`; `Docs/Rules.md` has them.
    public let rules: [String]
    /// What holds.
    public let sentence: String

    init(_ name: String, _ rules: [String], _ sentence: String) {
        self.name = name
        self.rules = rules
        self.sentence = sentence
    }

    /// The name and the rules.
    public var description: String { "\(name) (\(rules.joined(separator: ", ")))" }
}

/// A sentence of a contract that an adapter has broken, and what was seen.
public struct ContractFinding: Sendable, Hashable, CustomStringConvertible {
    /// The sentence.
    public let clause: ContractClause
    /// What was seen, in words; no code, password or content of a record.
    public let seen: String

    init(_ clause: ContractClause, seen: String) {
        self.clause = clause
        self.seen = seen
    }

    /// What was seen and what holds instead.
    public var description: String { "\(clause): \(seen). What holds: \(clause.sentence)" }
}
