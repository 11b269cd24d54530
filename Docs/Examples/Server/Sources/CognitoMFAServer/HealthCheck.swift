import CognitoMFA
import Hummingbird

/// A check that this process can serve: the store answers, and its rows open with the current keys.
///
/// However many clients ask, only one probe runs at a time, and at most one a second.
actor HealthCheck {
    /// The time for which an answer is reused.
    private static let validity = Duration.seconds(1)
    private let probe: @Sendable () async throws -> Void
    private let limit: Duration
    private var last: (isWell: Bool, time: ContinuousClock.Instant)?
    private var current: Task<Bool, Never>?

    /// - Parameters:
    ///   - limit: the time limit for the store.
    ///   - probe: a function that throws when the process cannot serve.
    init(limit: Duration = .seconds(2), probe: @escaping @Sendable () async throws -> Void) {
        self.limit = limit
        self.probe = probe
    }

    /// Returns the answer of a probe under way, of one in the last second, or of a new one.
    func isWell() async -> Bool {
        if let current { return await current.value }
        if let last, last.time + Self.validity > .now { return last.isWell }
        let task = Task { [probe, limit] in await Self.succeeds(within: limit, probe) }
        current = task
        let isWell = await task.value
        last = (isWell, .now)
        current = nil
        return isWell
    }

    /// Mounts the check at `/health`; it answers 200 or 503.
    nonisolated func add(to router: Router<ConnectionContext>) {
        router.get("health") { _, _ in
            guard await self.isWell() else {
                return try Response(status: .serviceUnavailable, encoding: ["status": "the store cannot be used"])
            }
            return try Response(encoding: ["status": "ok"])
        }
    }

    /// Waits for the probe's end or for the limit, whichever comes first.
    ///
    /// A probe that ignores its cancellation is not waited for.
    private static func succeeds(within limit: Duration, _ probe: @escaping @Sendable () async throws -> Void) async
        -> Bool
    {
        let (answers, answer) = AsyncStream.makeStream(of: Bool.self)
        let asking = Task {
            do {
                try await probe()
                answer.yield(true)
            } catch { answer.yield(false) }
        }
        let waiting = Task {
            try await Task.sleep(for: limit)
            answer.yield(false)
        }
        defer {
            asking.cancel()
            waiting.cancel()
        }
        return await answers.first { _ in true } ?? false
    }
}
