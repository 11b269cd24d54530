import AuthFlow
import CognitoMFAService
import Synchronization

// Many callers at once; half of them use the other handle.
extension StoreTrial {
    /// Races inserts under one key, replacements of one version, and deletions among replacements.
    func races() async throws {
        for round in 0..<rounds {
            let inserted = key("race-insert-\(round)")
            try await race(
                (0..<writers).map { .insert(row(Self.number($0))) }, on: inserted, from: nil, .oneInsertWins)

            let base = row([])
            let replaced = key("race-replace-\(round)")
            _ = try await first.swap(replaced, .insert(base))
            try await race(
                (0..<writers).map { .replace(base.version, with: row(Self.number($0))) }, on: replaced, from: base,
                .oneReplaceWins)

            // The deletions come first, last, or alternate.
            for order in 0..<3 {
                let base = row([])
                let deleted = key("race-delete-\(round)-\(order)")
                _ = try await first.swap(deleted, .insert(base))
                let changes = (0..<writers).map { place -> RecordChange in
                    let deletes = order == 0 ? place < writers / 2 : order == 1 ? place >= writers / 2 : place % 2 == 0
                    return deletes ? .delete(base.version) : .replace(base.version, with: row(Self.number(place)))
                }
                try await race(changes, on: deleted, from: base, .oneDeleteWins)
            }
        }
    }

    /// Makes changes at once, of which only one can succeed.
    private func race(
        _ changes: [RecordChange], on key: RecordKey, from base: VersionedRecord?, _ clause: ContractClause
    ) async throws {
        let answers = await withTaskGroup(of: (Int, SwapOutcome?).self) { group in
            for (place, change) in changes.enumerated() {
                let probe = place % 2 == 0 ? first : second
                group.addTask { (place, await probe.attempt(key, change)) }
            }
            var answers = [SwapOutcome?](repeating: nil, count: changes.count)
            for await (place, answer) in group { answers[place] = answer }
            return answers
        }
        let winners = changes.indices.filter { answers[$0] == .swapped }
        let unknown = changes.indices.filter { answers[$0] == nil }
        report.expect(winners.count <= 1, clause, "\(winners.count) of \(changes.count) at once were answered swapped")
        report.expect(
            winners.count == 1 || !unknown.isEmpty, clause,
            "none of \(changes.count) at once was answered swapped"
        )
        // The stored row must be the winner's. Without a known winner, it may be any row of unknown outcome.
        let found = try await second.read(key)
        let possible = winners.isEmpty ? unknown.map { changes[$0].row } + [base] : winners.map { changes[$0].row }
        report.expect(
            possible.contains(found), clause, "what the winner of \(changes.count) made is not what is stored")
        for place in changes.indices where answers[place] == .conflict {
            guard let version = changes[place].made else { continue }
            report.expect(
                found?.version != version, .conflictChangesNothing,
                "the change of a caller who was answered conflict is stored")
        }
    }

    private static func number(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)] }

    /// Each writer adds its number to one row and retries after each conflict.
    ///
    /// At the end the row must hold every number once.
    func increments() async throws {
        for round in 0..<rounds {
            let key = key("sum-\(round)")
            _ = try await first.swap(key, .insert(row([])))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<writers {
                    let probe = writer % 2 == 0 ? first : second
                    group.addTask { try await add(Self.number(writer), to: key, by: probe) }
                }
                try await group.waitForAll()
            }
            let contents = try await second.read(key)?.contents ?? []
            let numbers = Self.pairs(contents)
            let missing = (0..<writers).count { !numbers.contains(Self.number($0)) }
            report.expect(
                missing == 0, .noLostUpdate, "of \(writers) acknowledged writes at once \(missing) are not in the row")
            report.expect(
                missing > 0 || numbers.count == writers, .noLostUpdate,
                "\(writers) writers at once left \(numbers.count) entries in the row")
        }
    }

    /// Adds a number; after a throw, first looks for it, so that it is not added twice.
    private func add(_ number: [UInt8], to key: RecordKey, by probe: StoreProbe) async throws {
        var isUnknown = false
        for _ in 0..<(writers * 50) {
            guard let stored = try await probe.read(key) else {
                report.add(.noLostUpdate, "a row that nobody deletes was not there")
                return
            }
            if isUnknown, Self.pairs(stored.contents).contains(number) { return }
            guard stored.contents.count < 65_536 else { break }
            switch await probe.attempt(key, .replace(stored.version, with: row(stored.contents + number))) {
            case .swapped: return
            case .conflict: continue
            case nil: isUnknown = true
            }
        }
        report.add(.noLostUpdate, "a writer among \(writers) found no end of conflicts")
    }

    private static func pairs(_ contents: [UInt8]) -> [[UInt8]] {
        stride(from: 0, to: contents.count - contents.count % 2, by: 2).map { [contents[$0], contents[$0 + 1]] }
    }
}
