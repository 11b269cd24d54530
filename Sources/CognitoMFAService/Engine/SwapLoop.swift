package import AuthFlow
package import UserPoolModel

/// The one read-decide-swap loop.
///
/// No verdict, code or token leaves before the swap that accounts for it.
///
/// Each try reads, decides and swaps under a version of its own. The versions of all tries are kept: if the record that
/// is read again carries one of them, that try happened, however late, and its action is the operation's. If others have
/// written since, the operation finds its id in the record's ring.
package struct SwapLoop: Sendable {
    package let records: RecordAccess
    package let operationID: [UInt8]
    package let observer: any AuthObserver

    package init(records: RecordAccess, operationID: [UInt8], observer: any AuthObserver) {
        (self.records, self.operationID, self.observer) = (records, operationID, observer)
    }

    /// The outcome of a try: the record as it should be, the action once it is stored, and its events.
    package struct Decision<Record: Sendable, Action: Sendable>: Sendable {
        private let stored: Shared<Record>
        package let changed: Shared<Record>
        package let action: Action
        package let events: [AuthEvent]

        /// The record that was decided on.
        package var before: Record { stored.value }
        package var record: Record { changed.value }

        package init(before: Shared<Record>, record: Shared<Record>, action: Action, events: [AuthEvent] = []) {
            stored = before
            changed = record
            self.action = action
            self.events = events
        }
    }

    /// The row in a record's place after a decision.
    private enum Successor {
        case same
        case written(VersionedRecord)
    }

    /// Runs an operation on the record under `key`.
    ///
    /// `decide` is called anew in every try. A decision that leaves the record as it was is answered without a write,
    /// a grant never: only a swap shows that what it was verified against still stands.
    /// - Parameters:
    ///   - starting: the record to begin with where there is none; without it `absent` is thrown.
    ///   - reading: an earlier reading of the key, so that the same bytes are not taken apart again.
    /// - Throws: TooManyRequestsException after 16 tries; InternalErrorException when the store cannot tell what
    ///   happened, or when a grant was stored, its reply lost and the record written since.
    package func run<Record: StorableRecord, Action: MachineAction>(
        _ key: RecordKey, as type: Record.Type, starting: @autoclosure () -> Record? = nil,
        reading: RecordAccess.Row<Record>? = nil,
        absent: CognitoError,
        decide: (Record) async throws(CognitoError) -> (record: Record, action: Action, events: [AuthEvent])
    ) async throws(CognitoError) -> Decision<Record, Action> {
        let decision = try await runIfPresent(key, as: type, starting: starting(), reading: reading, decide: decide)
        guard let decision else { throw absent }
        return decision
    }

    /// Changes the record under `key`, without an event.
    package func update<Record: StorableRecord>(
        _ key: RecordKey, as type: Record.Type, starting: @autoclosure () -> Record? = nil, absent: CognitoError,
        _ change: (inout Record) -> Void
    ) async throws(CognitoError) -> Record {
        try await run(key, as: type, starting: starting(), absent: absent) { (stored) async throws(CognitoError) in
            var record = stored
            change(&record)
            return (record, ChangeAction.done, [])
        }.record
    }

    /// Runs an operation on the record under `key`, if there is one.
    ///
    /// - Returns: nil where there is none.
    package func runIfPresent<Record: StorableRecord, Action: MachineAction>(
        _ key: RecordKey, as type: Record.Type, starting: @autoclosure () -> Record? = nil,
        reading: RecordAccess.Row<Record>? = nil,
        decide: (Record) async throws(CognitoError) -> (record: Record, action: Action, events: [AuthEvent])
    ) async throws(CognitoError) -> Decision<Record, Action>? {
        try await attempt(
            key, as: type, starting: starting, reading: reading,
            decide: { (stored, attempt) async throws(CognitoError) in
                var (record, action, events) = try await decide(stored.value)
                guard record != stored.value || action.isGrant else {
                    return (Decision(before: stored, record: stored, action: action, events: events), .same)
                }
                record.operations.remember(operationID, .init(isGrant: action.isGrant, attempt: attempt))
                let prepared = try records.prepare(record, of: key)
                let changed = Shared(consume record)
                return (Decision(before: stored, record: changed, action: action, events: events), .written(prepared))
            })
    }

    /// Puts a tombstone in the place of the record under `key`, if `decide` says so.
    ///
    /// - Returns: nil where there is no record.
    package func replaceWithTombstone<Record: StorableRecord, Action: MachineAction>(
        _ key: RecordKey, as type: Record.Type,
        decide: (Record) async throws(CognitoError) -> (tombstone: Tombstone?, action: Action, events: [AuthEvent])
    ) async throws(CognitoError) -> Decision<Record, Action>? {
        try await attempt(
            key, as: type, starting: { nil }, reading: nil,
            decide: { (stored, attempt) async throws(CognitoError) in
                let (tombstone, action, events) = try await decide(stored.value)
                let decision = Decision(before: stored, record: stored, action: action, events: events)
                guard var tombstone else { return (decision, .same) }
                tombstone.operations.remember(operationID, .init(isGrant: false, attempt: attempt))
                return (decision, .written(try records.prepare(tombstone, of: key)))
            })
    }

    private func attempt<Record: StorableRecord, Action: MachineAction>(
        _ key: RecordKey, as type: Record.Type, starting: () -> Record?, reading: RecordAccess.Row<Record>?,
        decide: (Shared<Record>, Int) async throws(CognitoError) -> (Decision<Record, Action>, Successor)
    ) async throws(CognitoError) -> Decision<Record, Action>? {
        var tries: [(version: RecordVersion, decision: Decision<Record, Action>)] = []
        for attempt in 0..<FlowLimits.swapTries {
            let row = try await read(key, as: type, isFirst: tries.isEmpty, after: reading)
            if let mine = tries.first(where: { $0.version == row.version }) { return emitting(mine.decision) }
            if let outcome = row.operations.outcome(of: operationID) {
                guard outcome.isGrant == false, outcome.attempt < tries.count else { throw .internalError(nil) }
                return emitting(tries[outcome.attempt].decision)
            }
            guard let record = row.shared ?? (row.version == nil ? starting().map { Shared($0) } : nil) else {
                return nil
            }
            let (decision, successor) = try await decide(record, attempt)
            guard case .written(let prepared) = successor else { return emitting(decision) }
            let change = row.version.map { RecordChange.replace($0, with: prepared) } ?? .insert(prepared)
            if await swap(key, change) == .swapped { return emitting(decision) }
            tries.append((prepared.version, decision))
        }
        throw .tooManyRequests
    }

    /// Creates the record under `key`; in the place of a tombstone it is made by `make`, under a generation that goes on.
    ///
    /// A pending record is replaced: its creator finds that out when it publishes.
    ///
    /// - Parameter make: the record, from the tombstone that it replaces.
    /// - Returns: the record, or nil when there is one already.
    package func create<Record: StorableRecord>(
        under key: RecordKey, replacing replaces: Bool,
        _ make: (_ replaced: Tombstone?) throws(CognitoError) -> Record
    ) async throws(CognitoError) -> Record? {
        var made: Record?
        for _ in 0..<FlowLimits.swapTries {
            let row = try await read(key, as: Record.self, isFirst: made == nil)
            if row.operations.outcome(of: operationID) != nil { return made }
            guard row.record == nil, row.tombstone == nil || replaces else { return nil }
            var record = try make(row.tombstone)
            record.operations.remember(operationID, .init(isGrant: false, attempt: 0))
            made = record
            let prepared = try records.prepare(record, of: key)
            let change = row.version.map { RecordChange.replace($0, with: prepared) } ?? .insert(prepared)
            if await swap(key, change) == .swapped { return record }
        }
        throw .tooManyRequests
    }

    /// Makes a pending record visible.
    ///
    /// - Parameters:
    ///   - change: the record as every reader shall see it.
    ///   - isMine: tells this creator's record from one that another has put in its place.
    /// - Returns: false when another creation, or the taker of an alias, has taken it away.
    package func publish<Record: StorableRecord>(
        _ key: RecordKey, _ change: (inout Record) -> Void, if isMine: (Record) -> Bool
    ) async throws(CognitoError) -> Bool {
        for _ in 0..<FlowLimits.swapTries {
            let row = try await read(key, as: Record.self, isFirst: false)
            // A reply was lost: it is visible already.
            if let record = row.record { return isMine(record) }
            guard let version = row.version, var record = row.pending?.value, isMine(record) else { return false }
            change(&record)
            let prepared = try records.prepare(record, of: key)
            if await swap(key, .replace(version, with: prepared)) == .swapped { return true }
        }
        throw .tooManyRequests
    }

    /// Takes a pending record away; what it has replaced stands again.
    ///
    /// - Parameter isMeant: false for a record that shall stay.
    /// - Returns: true when a visible record stands under the key.
    package func retract<Record: StorableRecord>(
        _ key: RecordKey, as type: Record.Type, if isMeant: (Record) -> Bool = { _ in true }
    ) async throws(CognitoError) -> Bool {
        for _ in 0..<FlowLimits.swapTries {
            let row = try await read(key, as: type, isFirst: false)
            guard row.record == nil else { return true }
            guard let version = row.version, let pending = row.pending?.value, isMeant(pending) else { return false }
            let change: RecordChange
            if let tombstone = row.tombstone {
                change = .replace(version, with: try records.prepare(tombstone, of: key))
            } else {
                change = .delete(version)
            }
            if await swap(key, change) == .swapped { return false }
        }
        throw .tooManyRequests
    }

    /// Creates a record without looking first, for a key that was drawn.
    ///
    /// - Returns: false when there is one already.
    package func insert<Record: StorableRecord>(_ record: Record, under key: RecordKey) async throws(CognitoError)
        -> Bool
    {
        var record = record
        record.operations.remember(operationID, .init(isGrant: false, attempt: 0))
        let prepared = try records.prepare(record, of: key)
        for _ in 0..<FlowLimits.swapTries {
            if await swap(key, .insert(prepared)) == .swapped { return true }
            let row = try await read(key, as: Record.self, isFirst: false)
            guard row.version != nil else { continue }
            return row.operations.outcome(of: operationID) != nil
        }
        throw .tooManyRequests
    }

    /// Takes a record out, if `holds` says that it is still the one meant.
    package func remove<Record: StorableRecord>(
        _ key: RecordKey, as type: Record.Type, if holds: (Record) -> Bool
    ) async throws(CognitoError) {
        for _ in 0..<FlowLimits.swapTries {
            let row = try await read(key, as: type, isFirst: false)
            guard let version = row.version, let record = row.record, holds(record) else { return }
            if await swap(key, .delete(version)) == .swapped { return }
        }
        throw .tooManyRequests
    }

    private func emitting<Record, Action>(_ decision: Decision<Record, Action>) -> Decision<Record, Action> {
        for event in decision.events { observer.observe(event) }
        return decision
    }

    /// The first reading ends with its caller; later ones must find out what became of a swap.
    private func read<Record: StorableRecord>(
        _ key: RecordKey, as type: Record.Type, isFirst: Bool, after reading: RecordAccess.Row<Record>? = nil
    ) async throws(CognitoError) -> RecordAccess.Row<Record> {
        if isFirst { return try await records.row(key, as: type, after: reading) }
        return try await withoutCancellation { [records] in try await records.row(key, as: type) }
    }

    /// Nil when the store threw: the outcome is unknown, and the next reading tells.
    private func swap(_ key: RecordKey, _ change: RecordChange) async -> SwapOutcome? {
        // A store that is interrupted throws, which is as good as a lost reply; a task of its own costs more than the swap.
        guard Task.isCancelled else { return try? await records.store.compareAndSwap(key, change) }
        return try? await withoutCancellation { [records] in try await records.store.compareAndSwap(key, change) }
    }
}
