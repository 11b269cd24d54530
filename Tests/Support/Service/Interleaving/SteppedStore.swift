package import AuthFlow
package import CognitoMFAService
import Synchronization

/// A store in memory in which two operations take turns, one call at a time, along a path of choices.
///
/// An operation waits at each call. When every active operation waits or has ended, the next choice of the path lets one
/// continue, or crash there: none of its later calls passes. Calls outside an operation pass at once.
package final class SteppedStore: RecordStore {
    /// The error of a crashed operation's calls.
    package struct Crash: Error {}

    /// The number of the calling operation.
    @TaskLocal package static var party: Int?

    private struct Pending {
        let key: RecordKey
        let turn: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var rows: [RecordKey: VersionedRecord] = [:]
        var search = InterleavingSearch()
        var pending: [Int: Pending] = [:]
        var parties: [InterleavingSearch.Party] = []
        /// The operations that wrote a row, and those that read or wrote it.
        var writers: [RecordKey: Set<Int>] = [:]
        var visitors: [RecordKey: Set<Int>] = [:]
    }

    private typealias Turn = (CheckedContinuation<Void, any Error>, mayGo: Bool)

    private let state = Mutex(State())
    private let isContested: @Sendable (RecordKey) -> Bool

    /// A store whose calls on rows other than the contested ones commute with every call of the other operation.
    package init(contested: @escaping @Sendable (RecordKey) -> Bool) { isContested = contested }

    /// All rows as they are.
    package var rows: [RecordKey: VersionedRecord] { state.withLock(\.rows) }

    /// Walks its orders from here on.
    package func follow(_ search: InterleavingSearch) { state.withLock { $0.search = search } }

    /// The results of the walk so far.
    package var search: InterleavingSearch { state.withLock(\.search) }

    /// Starts a run from `rows`.
    package func begin(with rows: [RecordKey: VersionedRecord], parties: Int) {
        state.withLock { state in
            state.rows = rows
            state.pending = [:]
            state.parties = Array(repeating: .init(), count: parties)
            state.writers = [:]
            state.visitors = [:]
        }
    }

    /// True when the run has come to a point whose continuation is known.
    package var isAbandoned: Bool { state.withLock(\.search.isAbandoned) }

    /// Moves to the next run; false when all have been made.
    package func advance() -> Bool { state.withLock { $0.search.advance() } }

    /// The rows that were not contested and yet were shared in this run.
    package var shared: [RecordKey] {
        state.withLock { state in
            state.writers.keys.filter { !isContested($0) && (state.visitors[$0]?.count ?? 0) > 1 }
        }
    }

    /// True when an operation has crashed.
    package func hasCrashed(_ party: Int) -> Bool { state.withLock { $0.parties[party].hasCrashed } }

    /// Records the answer of an operation.
    package func finish(_ party: Int, with answer: String) {
        resume(
            state.withLock { state in
                state.parties[party].end(with: answer)
                return next(&state)
            })
    }

    package func read(_ key: RecordKey) async throws -> VersionedRecord? {
        try await turn(at: key)
        return state.withLock { state in
            let row = state.rows[key]
            note(row?.version.text ?? "none", of: key, in: &state)
            return row
        }
    }

    package func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        try await turn(at: key)
        return state.withLock { state in
            let current = state.rows[key]?.version
            let isAllowed: Bool
            switch change {
            case .insert(let new):
                isAllowed = current == nil
                if isAllowed { state.rows[key] = new }
            case .replace(let old, let new):
                isAllowed = current == old
                if isAllowed { state.rows[key] = new }
            case .delete(let old):
                isAllowed = current == old
                if isAllowed { state.rows[key] = nil }
            }
            if let party = Self.party { state.writers[key, default: []].insert(party) }
            note(isAllowed ? "swapped" : "conflict", of: key, in: &state)
            return isAllowed ? .swapped : .conflict
        }
    }

    private func note(_ reply: String, of key: RecordKey, in state: inout State) {
        guard let party = Self.party else { return }
        state.visitors[key, default: []].insert(party)
        state.parties[party].learn(reply)
    }

    private func turn(at key: RecordKey) async throws {
        guard let party = Self.party else { return }
        try await withCheckedThrowingContinuation { (turn: CheckedContinuation<Void, any Error>) in
            resume(
                state.withLock { state in
                    guard !state.parties[party].hasCrashed else { return [(turn, false)] }
                    state.pending[party] = Pending(key: key, turn: turn)
                    return next(&state)
                })
        }
    }

    /// Returns the operations that the path lets continue, once every active one waits at a call.
    private func next(_ state: inout State) -> [Turn] {
        let alive = state.parties.indices.filter { state.parties[$0].isAlive }
        guard !alive.isEmpty, alive.allSatisfy({ state.pending[$0] != nil }) else { return [] }
        // A call on a row that only one operation uses commutes with the other's calls: only a crash needs a try there.
        let alone = alive.first { party in state.pending[party].map { !isContested($0.key) } ?? false }
        let movers = alone.map { [$0] } ?? alive
        let (parties, rows) = (state.parties, state.rows)
        let choice = state.search.choose(
            at: InterleavingSearch.Node(parties: parties, rows: rows.mapValues(\.version)), movers: movers.count)
        guard let choice else {
            // The continuation from here is known.
            return alive.compactMap { party in
                state.parties[party].crash()
                return state.pending.removeValue(forKey: party).map { ($0.turn, false) }
            }
        }
        let party = movers[choice % movers.count]
        let mayGo = choice < movers.count
        if !mayGo { state.parties[party].crash() }
        guard let pending = state.pending.removeValue(forKey: party) else { return [] }
        return [(pending.turn, mayGo)]
    }

    private func resume(_ turns: [Turn]) {
        for (turn, mayGo) in turns { if mayGo { turn.resume() } else { turn.resume(throwing: Crash()) } }
    }
}
