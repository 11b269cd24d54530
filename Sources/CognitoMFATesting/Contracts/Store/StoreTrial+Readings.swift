import CognitoMFAService
import Synchronization

// Reads must be current, and a cancelled swap must be whole.
extension StoreTrial {
    /// One writer counts up while readers use both handles.
    ///
    /// A reader must never see less than was acknowledged before its read began, or less than it saw before.
    func readings() async throws {
        let key = key("readings")
        var stored = row(Self.counted(0))
        _ = try await first.swap(key, .insert(stored))
        let board = Board()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for reader in 0..<8 {
                let probe = reader % 2 == 0 ? second : first
                group.addTask {
                    var seen = 0
                    while !board.isDone {
                        let floor = max(board.acknowledged, seen)
                        let found = try await probe.read(key)
                        seen = found.map { Self.count($0.contents) } ?? -1
                        report.expect(
                            seen >= floor, .readsSeeSwaps,
                            "a read showed write \(seen) after write \(floor) was acknowledged or seen")
                        await Task.yield()
                    }
                }
            }
            defer { board.finish() }
            for number in 1...64 {
                let next = row(Self.counted(number))
                let probe = number % 4 == 0 ? second : first
                let answer = try await probe.swap(key, .replace(stored.version, with: next))
                report.expect(answer == .swapped, .replaceByVersion, "the only writer's replacement answered \(answer)")
                guard answer == .swapped else { return }
                board.acknowledge(number)
                stored = next
                await Task.yield()
            }
        }
    }

    private static func counted(_ number: Int) -> [UInt8] { (0..<8).map { UInt8(number >> (8 * $0) & 0xFF) } }

    private static func count(_ contents: [UInt8]) -> Int {
        contents.prefix(8).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    }

    /// The last write acknowledged to the writer.
    private final class Board: Sendable {
        private let state = Mutex((acknowledged: 0, isDone: false))
        var acknowledged: Int { state.withLock { $0.acknowledged } }
        var isDone: Bool { state.withLock { $0.isDone } }
        func acknowledge(_ number: Int) { state.withLock { $0.acknowledged = number } }
        func finish() { state.withLock { $0.isDone = true } }
    }

    /// Cancels the caller of a swap before it and during it.
    func cancellations() async throws {
        let key = key("cancelled")
        var stored = row(bytes(300))
        _ = try await first.swap(key, .insert(stored))
        // Changes of unknown outcome; they may be made at any later time.
        var pending: [VersionedRecord] = []
        for round in 0..<32 {
            let next = row(bytes(round % 2 == 0 ? 300 : 40))
            let (probe, version) = (round % 2 == 0 ? first : second, stored.version)
            let task = Task { await probe.attempt(key, .replace(version, with: next)) }
            for _ in 0..<(round / 4) { await Task.yield() }
            task.cancel()
            let answer = await task.value
            let found = try await second.read(key)
            if answer == .swapped {
                report.expect(
                    found == next, .cancelledSwapsWhole, "a cancelled swap answered swapped, and its row is not there")
            } else {
                if answer == nil { pending.append(next) }
                let isTrue = answer == nil || found?.version != next.version
                report.expect(isTrue, .cancelledSwapsWhole, "a cancelled swap answered conflict, and its row is there")
                report.expect(
                    found == stored || pending.contains { $0 == found } || found == next, .cancelledSwapsWhole,
                    "after a cancelled swap the row is neither what it was nor what it should be")
            }
            guard let found else { return }
            stored = found
        }
    }
}
