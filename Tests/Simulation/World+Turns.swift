import AuthFlow
import CognitoMFAService
import CognitoMFATesting

extension World.State {
    /// Gives the next turn when every active client waits for one; otherwise nil.
    mutating func next(stickiness: Int) -> (turn: CheckedContinuation<World.Signal, Never>, signal: World.Signal)? {
        guard alive > 0, waiting.count == alive else { return nil }
        land()
        if waiting[running] == nil || !randomness.percent(stickiness) {
            running = randomness.pick(waiting.keys.sorted())
        }
        guard let turn = waiting.removeValue(forKey: running) else { return nil }
        now += Int64(randomness.below(tick))
        return (turn, signal())
    }

    /// Applies delayed swaps whose turn has come, if their version still allows it.
    private mutating func land() {
        guard !late.isEmpty else { return }
        for place in late.indices { late[place].turns -= 1 }
        let due = late.filter { $0.turns <= 0 }
        late.removeAll { $0.turns <= 0 }
        for swap in due { _ = apply(swap.key, swap.change) }
    }

    private mutating func signal() -> World.Signal {
        guard clients[running].isCalling else { return .go }
        guard !clients[running].isDead else { return .dead }
        let call = clients[running].calls
        clients[running].calls += 1
        let due = faults.first {
            $0.client == running && $0.step == clients[running].step && $0.call == call
        }
        guard let due else { return .go }
        tally.count(due.kind)
        switch due.kind {
        case .crash:
            let process = clients[running].process
            incarnations[process] += 1
            instant += 1
            for client in clients.indices where clients[client].isCalling && clients[client].process == process {
                guard !clients[client].isDead else { continue }
                clients[client].isDead = true
                clients[client].died = instant
            }
            return .dead
        case .slow: now += 10_000
        case .back: offsets[clients[running].process] -= 3_600_000
        case .ahead: offsets[clients[running].process] += 86_400_000
        case .fail, .loseReply, .delay, .conflict: break
        }
        return .fault(due.kind)
    }

    /// Applies a swap if the version allows it.
    mutating func apply(_ key: RecordKey, _ change: RecordChange) -> SwapOutcome {
        if bug != nil { return applyWithBug(key, change) }
        let outcome = rows.swap(key, change)
        if outcome == .conflict { tally.conflicts += 1 }
        return outcome
    }
}

extension [RecordKey: VersionedRecord] {
    /// Compares and swaps one row, by the contract of a store.
    mutating func swap(_ key: RecordKey, _ change: RecordChange) -> SwapOutcome {
        let stored = self[key]?.version
        switch change {
        case .insert(let new) where stored == nil: self[key] = new
        case .replace(let old, let new) where stored == old: self[key] = new
        case .delete(let old) where stored == old: self[key] = nil
        default: return .conflict
        }
        return .swapped
    }
}
