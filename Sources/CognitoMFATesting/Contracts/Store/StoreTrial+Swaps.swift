import AuthFlow
import CognitoMFAService

// One caller makes one change after another.
extension StoreTrial {
    /// The expected row of a key after all acknowledged changes, and the check of the next change.
    private struct Ledger {
        let trial: StoreTrial
        let key: RecordKey
        private(set) var stored: VersionedRecord?

        init(_ trial: StoreTrial, _ key: RecordKey) {
            (self.trial, self.key) = (trial, key)
        }

        /// Makes a change; verifies its answer, then the rows that both handles read.
        mutating func make(_ change: RecordChange, _ what: String, _ clause: ContractClause) async throws {
            let due: SwapOutcome = change.named == stored?.version ? .swapped : .conflict
            // A repeated deletion of a missing row looks like the first one, so it is tried once.
            let deletesNothing = stored == nil && change.made == nil
            let answer =
                deletesNothing
                ? await trial.first.attempt(key, change) ?? .conflict : try await trial.first.swap(key, change)
            trial.report.expect(answer == due, clause, "\(what) answered \(answer)")
            if answer == .conflict {
                let found = try await trial.first.read(key)
                trial.report.expect(
                    found == stored, .conflictChangesNothing, "\(what) answered conflict, and the row is another one")
            }
            guard answer == due else {
                // From here on, the row in the store is the expected one.
                stored = try await trial.first.read(key)
                return
            }
            guard answer == .swapped else { return }
            stored = change.row
            for (probe, handle) in [(trial.second, "another handle"), (trial.first, "the same handle")] {
                let found = try await probe.read(key)
                trial.report.expect(
                    found?.version == stored?.version, .readsSeeSwaps,
                    "\(what) answered swapped, and \(handle) then read \(found == nil ? "no row" : "another version")")
            }
        }
    }

    /// Makes inserts, replacements and deletions, allowed and refused ones.
    func swaps() async throws {
        var ledger = Ledger(self, key("swaps"))
        let (first, second, third) = (row([1]), row([2]), row([3]))
        let nobody = version()
        try await ledger.make(.replace(nobody, with: row([0])), "a replacement of no row", .replaceByVersion)
        try await ledger.make(.delete(nobody), "a deletion of no row", .deleteByVersion)
        try await ledger.make(.insert(first), "an insert under a new key", .insertIfAbsent)
        try await ledger.make(.insert(row([0])), "an insert on a row", .insertIfAbsent)
        try await ledger.make(.insert(row([1])), "an insert of what is there, by another version", .insertIfAbsent)
        try await ledger.make(.replace(nobody, with: row([0])), "a replacement of another version", .replaceByVersion)
        try await ledger.make(.delete(nobody), "a deletion of another version", .deleteByVersion)
        try await ledger.make(
            .replace(first.version, with: second), "a replacement of the stored version", .replaceByVersion)
        try await ledger.make(
            .replace(first.version, with: row([0])), "a replacement of the version before", .replaceByVersion)
        try await ledger.make(.delete(first.version), "a deletion of the version before", .deleteByVersion)
        try await ledger.make(.replace(second.version, with: third), "a second replacement", .replaceByVersion)
        try await ledger.make(.delete(third.version), "a deletion of the stored version", .deleteByVersion)
        try await ledger.make(.delete(third.version), "a deletion of what is deleted", .deleteByVersion)
        try await ledger.make(
            .replace(third.version, with: row([0])), "a replacement of what is deleted", .replaceByVersion)
        try await ledger.make(.insert(row([4])), "an insert where a row was deleted", .insertIfAbsent)
    }

    /// Deletes a row and creates it again, with as many writes and the same contents.
    ///
    /// The versions of the first row must be useless.
    func recreations() async throws {
        for same in [true, false] {
            var ledger = Ledger(self, key("recreated-\(same ? "same" : "other")"))
            var old: [RecordVersion] = []
            for _ in 0..<3 {
                let made = [row([7]), row([8])]
                try await ledger.make(.insert(made[0]), "an insert", .insertIfAbsent)
                for version in old {
                    try await ledger.make(
                        .replace(version, with: row([0])), "a replacement by a deleted row's version",
                        .recreationFoolsNobody)
                    try await ledger.make(
                        .delete(version), "a deletion by a deleted row's version", .recreationFoolsNobody)
                }
                guard let stored = ledger.stored else { return }
                let next = same ? VersionedRecord(version: version(), contents: stored.contents) : made[1]
                try await ledger.make(.replace(stored.version, with: next), "a replacement", .replaceByVersion)
                for version in old {
                    try await ledger.make(
                        .replace(version, with: row([0])), "a replacement by a deleted row's version",
                        .recreationFoolsNobody)
                }
                old += [stored.version, next.version]
                if let stored = ledger.stored {
                    try await ledger.make(.delete(stored.version), "a deletion", .deleteByVersion)
                }
            }
        }
    }

    /// Tests versions that differ in one digit.
    func versions() async throws {
        var ledger = Ledger(self, key("versions"))
        let row = row([1])
        try await ledger.make(.insert(row), "an insert", .insertIfAbsent)
        for place in [0, 7, 8, 15, 16, 30, 31] {
            var digits = Array(row.version.text.utf8)
            digits[place] = digits[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            let other = RecordVersion(String(decoding: digits, as: UTF8.self))
            try await ledger.make(
                .replace(other, with: self.row([0])), "a replacement of a version with another digit \(place)",
                .versionsExact)
            guard ledger.stored?.version == row.version else { return }
        }
        let numbers = ["00000000000000000000000000000000", "00000000000000000000000000000e10"]
        for (place, text) in numbers.enumerated() {
            // The versions consist of digits, and a store must not read them as numbers.
            let key = key("number-\(place)")
            let row = VersionedRecord(version: RecordVersion(text), contents: [2])
            let answer = try await first.swap(key, .insert(row))
            let found = try await second.read(key)
            report.expect(
                answer == .swapped && found?.version == row.version, .versionsExact,
                "the version \(text) came back changed"
            )
        }
    }
}

extension RecordChange {
    /// The stored row after the change.
    var row: VersionedRecord? {
        switch self {
        case .insert(let row), .replace(_, with: let row): row
        case .delete: nil
        }
    }
}
