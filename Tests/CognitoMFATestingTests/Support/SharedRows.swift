import AuthFlow
import CognitoMFAService

/// The rows that all handles of a broken store share: right in itself.
actor SharedRows {
    private(set) var rows: [RecordKey: VersionedRecord] = [:]
    /// The rows that survive a crash.
    private var durable: [RecordKey: VersionedRecord] = [:]
    /// The number of writes to a row since it was made, and the numbers that versions had.
    private var counts: [RecordKey: Int] = [:]
    private var numbers: [RecordVersion: Int] = [:]
    private var inFlight = 0
    private var batch: [RecordKey: Int] = [:]
    private var swaps = 0

    func read(_ key: RecordKey) -> VersionedRecord? { rows[key] }

    func swap(_ key: RecordKey, _ change: RecordChange, matches: (RecordVersion, RecordVersion) -> Bool) -> SwapOutcome
    {
        let stored = rows[key]?.version
        switch change {
        case .insert(let new) where stored == nil: rows[key] = new
        case .replace(let old, let new):
            if let stored, matches(stored, old) { rows[key] = new } else { return .conflict }
        case .delete(let old): if let stored, matches(stored, old) { rows[key] = nil } else { return .conflict }
        default: return .conflict
        }
        return .swapped
    }

    func swap(_ key: RecordKey, _ change: RecordChange) -> SwapOutcome { swap(key, change) { $0 == $1 } }

    func put(_ row: VersionedRecord?, _ key: RecordKey) { rows[key] = row }

    /// Every eighth swap that is made.
    func isUnlucky() -> Bool {
        swaps += 1
        return swaps % 8 == 0
    }

    /// Versions compared by a number that starts again with each row.
    func swapCounting(_ key: RecordKey, _ change: RecordChange) -> SwapOutcome {
        let number = counts[key] ?? 0
        switch change {
        case .insert(let new) where rows[key] == nil: (rows[key], counts[key], numbers[new.version]) = (new, 1, 1)
        case .replace(let old, let new) where rows[key] != nil && numbers[old] == number:
            (rows[key], counts[key], numbers[new.version]) = (new, number + 1, number + 1)
        case .delete(let old) where rows[key] != nil && numbers[old] == number: (rows[key], counts[key]) = (nil, nil)
        default: return .conflict
        }
        return .swapped
    }

    /// A faulty group commit: of the concurrent calls on a key, all that named the right version are answered swapped.
    func enter(_ key: RecordKey) { batch[key, default: 0] += 1 }
    func leave(_ key: RecordKey) { batch[key, default: 0] -= 1 }
    func isAlone(_ key: RecordKey) -> Bool { batch[key, default: 0] == 1 }

    /// Makes what was written durable: one row, or all.
    func flush(_ key: RecordKey) { durable[key] = rows[key] }
    func flush() { durable = rows }

    func flushWithoutContents(_ key: RecordKey) {
        guard let old = durable[key], let new = rows[key] else { return flush(key) }
        durable[key] = VersionedRecord(version: new.version, contents: old.contents, expiresAt: new.expiresAt)
    }

    func crash() { rows = durable }
}
