package import AuthFlow
package import CognitoMFAService

/// A store in memory whose swaps of user records follow a script, one step a swap; without a script it works normally.
package actor ScriptedStore: RecordScanning {
    package enum Step {
        /// Swaps and answers.
        case obey
        /// Swaps and loses the reply.
        case loseReply
        /// Swaps and loses the reply, and the next reading fails too.
        case loseReplyAndNextRead
        /// Does nothing and throws.
        case refuse
        /// Throws now; the swap lands when the next one arrives, just before it.
        case landLate
        /// Throws now; the swap lands when the next one has been made, just after it.
        case landTooLate
        /// Swaps, then lets a number of others write the record, then loses the reply.
        case interpose(Int)
    }

    package struct Fault: Error {
        package init() {}
    }

    package private(set) var rows: [RecordKey: VersionedRecord] = [:]
    private var script: [Step]
    private var late: (key: RecordKey, change: RecordChange, isTooLate: Bool)?
    private var failsNextRead = false
    package private(set) var userSwaps = 0
    /// Every call by its kind and the kind of its key, as in `read user`.
    package private(set) var calls: [String] = []
    private var rewrite: (@Sendable (VersionedRecord, RecordKey, Int) -> VersionedRecord)?

    /// The work of another process just before a call.
    private var interruption: (call: String, skipping: Int, times: Int, act: @Sendable () async throws -> Void)?

    private var lostReply: String?

    package init(_ script: [Step] = []) { self.script = script }

    /// Lets another process act just before the next calls of a kind, as in `swap user`.
    package func before(
        _ call: String, skipping: Int = 0, times: Int = 1, _ act: @escaping @Sendable () async throws -> Void
    ) {
        interruption = (call, skipping, times, act)
    }

    /// Loses the reply of the next swap of a kind, as in `swap reservation`: it is made and throws.
    package func loseReply(of call: String) { lostReply = call }

    /// Deletes a row, as a store may delete an expired one.
    package func drop(_ key: RecordKey) { rows[key] = nil }

    private func begin(_ call: String) async throws {
        calls.append(call)
        guard var next = interruption, next.call == call else { return }
        guard next.skipping == 0 else {
            interruption?.skipping -= 1
            return
        }
        // Calls of the other process are not interrupted.
        interruption = nil
        next.times -= 1
        defer { if next.times > 0 { interruption = next } }
        try await next.act()
    }

    package func follow(
        _ script: [Step], rewrite: (@Sendable (VersionedRecord, RecordKey, Int) -> VersionedRecord)? = nil
    ) {
        self.script = script
        self.rewrite = rewrite
        userSwaps = 0
    }

    package func forgetCalls() { calls = [] }

    package func keys() -> [RecordKey] { Array(rows.keys) }

    package func row(_ key: RecordKey) -> VersionedRecord? { rows[key] }

    package func scan(prefix: String, after key: RecordKey?, limit: Int) -> [ScannedRecord] {
        let found = rows.filter { $0.key.text.hasPrefix(prefix) && (key == nil || $0.key.text > key?.text ?? "") }
        return found.sorted { $0.key.text < $1.key.text }.prefix(limit).map {
            ScannedRecord(key: $0.key, record: $0.value)
        }
    }

    package func read(_ key: RecordKey) async throws -> VersionedRecord? {
        try await begin("read \(key.text.prefix { $0 != "/" })")
        if failsNextRead {
            failsNextRead = false
            throw Fault()
        }
        return rows[key]
    }

    /// Stores a row without any rule, as another process might.
    package func put(_ record: VersionedRecord, under key: RecordKey) { rows[key] = record }

    package func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        let call = "swap \(key.text.prefix { $0 != "/" })"
        try await begin(call)
        if lostReply == call {
            lostReply = nil
            _ = apply(key, change)
            throw Fault()
        }
        guard key.text.hasPrefix("user/") else { return apply(key, change) }
        userSwaps += 1
        if let held = late, !held.isTooLate {
            late = nil
            _ = apply(held.key, held.change)
        }
        switch script.isEmpty ? .obey : script.removeFirst() {
        case .obey:
            let outcome = apply(key, change)
            if let held = late {
                late = nil
                _ = apply(held.key, held.change)
            }
            return outcome
        case .loseReply:
            _ = apply(key, change)
            throw Fault()
        case .loseReplyAndNextRead:
            _ = apply(key, change)
            failsNextRead = true
            throw Fault()
        case .refuse: throw Fault()
        case .landLate:
            late = (key, change, false)
            throw Fault()
        case .landTooLate:
            late = (key, change, true)
            throw Fault()
        case .interpose(let writers):
            _ = apply(key, change)
            for number in 0..<writers {
                if let row = rows[key], let rewrite { rows[key] = rewrite(row, key, number) }
            }
            throw Fault()
        }
    }

    private func apply(_ key: RecordKey, _ change: RecordChange) -> SwapOutcome {
        let stored = rows[key]?.version
        switch change {
        case .insert(let new) where stored == nil: rows[key] = new
        case .replace(let old, let new) where stored == old: rows[key] = new
        case .delete(let old) where stored == old: rows[key] = nil
        default: return .conflict
        }
        return .swapped
    }
}

extension ScriptedStore {
    /// Writes a user's row as other operations would: each writes a version, and all but the first take a place in the
    /// ring.
    package static let otherOperations: @Sendable (VersionedRecord, RecordKey, Int) -> VersionedRecord = {
        row, key, number in
        let codec = SealedRecordCodec(sealer: NoSealer())
        func written<Record: StorableRecord>(_ record: Record) -> [UInt8]? {
            var record = record
            if number > 0 {
                record.operations.remember(
                    [UInt8](repeating: UInt8(number), count: 16), .init(isGrant: false, attempt: 0))
            }
            return try? codec.encode(record, of: key)
        }
        let contents: [UInt8]? =
            switch try? codec.decodeRow(row.contents, as: UserAuthRecord.self, of: key) {
            case .record(let record): written(record)
            case .tombstone(let tombstone): written(tombstone)
            case nil: nil
            }
        return contents.map { VersionedRecord(version: RecordVersion("other-\(number)"), contents: $0) } ?? row
    }
}

/// Counts the turns of its callers.
package actor Turns {
    private var turns = 0

    package init() {}

    package func count() -> Int {
        turns += 1
        return turns
    }
}
