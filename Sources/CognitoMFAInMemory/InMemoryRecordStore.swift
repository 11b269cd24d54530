public import AuthFlow
public import CognitoMFAService
import Synchronization

/// A record store in memory, the default of demos, scripts and tests.
///
/// The records are lost when the process ends.
///
/// It uses a lock, not an actor: a read or a swap takes less time than a change of executor.
public final class InMemoryRecordStore: RecordScanning, RecordCounting {
    private let records = Mutex<[RecordKey: VersionedRecord]>([:])

    /// Creates an empty store.
    public init() {}

    /// Returns the record of `key`, expired or not.
    public func read(_ key: RecordKey) async -> VersionedRecord? { records.withLock { $0[key] } }

    /// Applies `change` if the stored version allows it.
    public func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async -> SwapOutcome {
        records.withLock { Self.swap(&$0[key], change) }
    }

    private static func swap(_ row: inout VersionedRecord?, _ change: RecordChange) -> SwapOutcome {
        switch change {
        case .insert(let new) where row == nil: row = new
        case .replace(let old, let new) where row?.version == old: row = new
        case .delete(let old) where row?.version == old: row = nil
        default: return .conflict
        }
        return .swapped
    }

    /// Returns the rows whose keys begin with `prefix` and come after `key`, in key order.
    public func scan(prefix: String, after key: RecordKey?, limit: Int) async -> [ScannedRecord] {
        // The filter runs inside the lock, because a copy of the dictionary would be duplicated at the next swap.
        let found = records.withLock { records in
            records.filter { entry in
                entry.key.text.utf8.starts(with: prefix.utf8)
                    && (key.map { $0.text.utf8.lexicographicallyPrecedes(entry.key.text.utf8) } ?? true)
            }
        }
        let first = found.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }.prefix(limit)
        return first.map { ScannedRecord(key: $0.key, record: $0.value) }
    }

    /// Returns the number of rows whose keys begin with `prefix`.
    public func count(prefix: String) async -> Int {
        records.withLock { $0.keys.count { $0.text.utf8.starts(with: prefix.utf8) } }
    }
}
