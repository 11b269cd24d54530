import CognitoMFACore
import UserPoolModel

/// The one read-decide-swap loop.
///
/// No verdict, code or token leaves before the swap that accounts for it.
///
/// Each try reads, decides and swaps under a version of its own. The versions of all tries are kept: if the record that
/// is read again carries one of them, that try happened, however late, and its action is the operation's. If others have
/// written since, the operation finds its id in the record's ring.
package struct SwapLoop: Sendable {
    let records: RecordAccess
    let operationID: [UInt8]

    /// What a decision is: the record as it should be, and what to do once it is stored.
    typealias Decision<Record, Action> = (record: Record, action: Action)

    /// Runs an operation on the record under `key`.
    ///
    /// `decide` is called anew in every try. A decision that leaves the record as it was is answered without a write,
    /// a grant never: only a swap shows that what it was judged against still stands.
    /// - Throws: `absent()` when there is no record; TooManyRequestsException after 16 tries; InternalErrorException
    ///   when the store cannot tell what happened, or when a grant was stored, its reply lost and the record written since.
    func run<Record: StorableRecord, Action: MachineAction>(
        _ key: RecordKey, as type: Record.Type, absent: () async throws(CognitoError) -> Never,
        decide: (Record) async throws(CognitoError) -> Decision<Record, Action>
    ) async throws(CognitoError) -> Decision<Record, Action> {
        var tries: [(version: RecordVersion, decision: Decision<Record, Action>)] = []
        for attempt in 0..<FlowLimits.swapTries {
            let stored = try await read(key, as: type, isFirst: tries.isEmpty)
            if let mine = tries.first(where: { $0.version == stored?.version }) { return mine.decision }
            guard let stored else { try await absent() }
            if let outcome = stored.record.operations.outcome(of: operationID) {
                guard outcome.isGrant == false, outcome.attempt < tries.count else { throw .internalError(nil) }
                return tries[outcome.attempt].decision
            }
            var decision = try await decide(stored.record)
            guard decision.record != stored.record || decision.action.isGrant else { return decision }
            decision.record.operations.remember(
                operationID, .init(isGrant: decision.action.isGrant, attempt: attempt))
            let prepared = try records.prepare(decision.record, of: key)
            tries.append((prepared.version, decision))
            if await swap(key, .replace(stored.version, with: prepared)) == .swapped { return decision }
        }
        throw .tooManyRequests
    }

    /// Creates the record under `key`.
    ///
    /// - Returns: false when there is one already.
    func insert<Record: StorableRecord>(_ record: Record, under key: RecordKey) async throws(CognitoError) -> Bool {
        var record = record
        record.operations.remember(operationID, .init(isGrant: false, attempt: 0))
        let prepared = try records.prepare(record, of: key)
        for _ in 0..<FlowLimits.swapTries {
            if await swap(key, .insert(prepared)) == .swapped { return true }
            let stored = try await read(key, as: Record.self, isFirst: false)
            guard let stored else { continue }
            return stored.version == prepared.version || stored.record.operations.outcome(of: operationID) != nil
        }
        throw .tooManyRequests
    }

    /// The first reading ends with its caller; later ones must find out what became of a swap.
    private func read<Record: StorableRecord>(
        _ key: RecordKey, as type: Record.Type, isFirst: Bool
    ) async throws(CognitoError) -> RecordAccess.Stored<Record>? {
        if isFirst { return try await records.read(key, as: type) }
        do {
            return try await shielded { [records] in try await records.read(key, as: type) }
        } catch {
            throw (error as? CognitoError) ?? .internalError(error)
        }
    }

    /// Nil when the store threw: the outcome is unknown, and the next reading tells.
    private func swap(_ key: RecordKey, _ change: RecordChange) async -> SwapOutcome? {
        try? await shielded { [records] in try await records.store.compareAndSwap(key, change) }
    }
}
