public import AuthFlow

/// A record store in memory: the default of demos, scripts and tests. Everything is gone with the process.
public actor InMemoryRecordStore: RecordStore {
    private var records: [RecordKey: VersionedRecord] = [:]

    /// An empty store.
    public init() {}

    /// The record under `key`, expired or not.
    public func read(_ key: RecordKey) -> VersionedRecord? { records[key] }

    /// Makes `change` if the stored version allows it.
    public func compareAndSwap(_ key: RecordKey, _ change: RecordChange) -> SwapOutcome {
        let current = records[key]?.version
        switch change {
        case .insert(let new) where current == nil: records[key] = new
        case .replace(let old, let new) where current == old: records[key] = new
        case .delete(let old) where current == old: records[key] = nil
        default: return .conflict
        }
        return .swapped
    }
}
