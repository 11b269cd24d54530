import CognitoMFACore
import CognitoMFAService

// Rows must survive a crash right after an acknowledgement.
extension StoreTrial {
    /// Tests durability.
    ///
    /// - Returns: The last handle that was opened.
    func durability(_ reopen: RecordStoreContract.Opening) async throws -> StoreProbe {
        var probe = first
        for round in 0..<rounds {
            probe = try await oneByOne(round, probe, reopen)
            probe = try await together(round, probe, reopen)
        }
        return probe
    }

    /// Makes each kind of change, with a crash after each.
    private func oneByOne(
        _ round: Int, _ opened: StoreProbe, _ reopen: RecordStoreContract.Opening
    ) async throws -> StoreProbe {
        var probe = opened
        let name = "durable-\(round)-" + String(repeating: "d", count: 96 - prefix.utf8.count)
        let key = key(name)
        let first = row(bytes(65_536), expiresAt: UnixTime(milliseconds: 4_102_444_800_123))
        let second = row([], expiresAt: nil)
        let last = row(bytes(900), expiresAt: UnixTime(milliseconds: 946_684_800_001))
        let changes: [(String, RecordChange)] = [
            ("an insert of 65,536 bytes", .insert(first)), ("a replacement", .replace(first.version, with: second)),
            ("a replacement by an expired row", .replace(second.version, with: last)),
            ("a deletion", .delete(last.version)), ("an insert where a row was deleted", .insert(second)),
        ]
        for (what, change) in changes {
            let answer = try await probe.swap(key, change)
            probe = StoreProbe(store: try await reopen())
            let found = try await probe.read(key)
            // The store may have deleted the expired row.
            if change.row?.expiresAt == last.expiresAt, found == nil, change.made == last.version { break }
            report.expect(
                answer == .swapped && found == change.row, .durableOnReturn,
                "\(what) was acknowledged, and after a crash the key held "
                    + (found == nil
                        ? "nothing" : found?.version == change.named ? "what was there before" : "another row"))
            guard found == change.row else { break }
        }
        return probe
    }

    /// Starts many writers, each with its own key and all with a shared one, then crashes after the last
    /// acknowledgement.
    private func together(
        _ round: Int, _ opened: StoreProbe, _ reopen: RecordStoreContract.Opening
    ) async throws -> StoreProbe {
        let shared = key("durable-shared-\(round)")
        let base = row([])
        _ = try await opened.swap(shared, .insert(base))
        let writes = (0..<16).map { (key("durable-\(round)-\($0)"), row(bytes(64)), row(bytes(64))) }
        let winners = try await withThrowingTaskGroup(of: VersionedRecord?.self) { group in
            for (key, own, other) in writes {
                group.addTask {
                    _ = try await opened.swap(key, .insert(own))
                    let answer = await opened.attempt(shared, .replace(base.version, with: other))
                    return answer == .swapped ? other : nil
                }
            }
            var winners: [VersionedRecord] = []
            for try await winner in group { if let winner { winners.append(winner) } }
            return winners
        }
        let probe = StoreProbe(store: try await reopen())
        for (key, own, _) in writes {
            let found = try await probe.read(key)
            report.expect(
                found == own, .durableOnReturn,
                "one of 16 inserts at once was acknowledged and is not there after a crash")
        }
        if let winner = winners.first {
            let found = try await probe.read(shared)
            report.expect(
                found == winner, .durableOnReturn,
                "one of 16 replacements at once was acknowledged and is not there after a crash")
        }
        return probe
    }
}
