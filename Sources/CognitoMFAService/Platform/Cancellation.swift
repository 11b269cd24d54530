import AuthFlow
import Synchronization
package import UserPoolModel

/// Runs work in a task of its own, so that the caller's cancellation does not reach it; task-local values do.
///
/// It is for work that must start only once, such as sending a code that counts as sent. An error that is none of this
/// library becomes an internal error.
package func withoutCancellation<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
) async throws(CognitoError) -> Value {
    do { return try await Task { try await work() }.value } catch {
        throw (error as? CognitoError) ?? .internalError(error)
    }
}

/// Runs work to its end in spite of cancellation, if the work may start twice, such as signing a grant.
///
/// The work starts in the caller's task, because a new task costs more than most of the work. If it fails while the caller
/// is cancelled, it starts once more in a task of its own. `work` is concurrent by type, so it leaves the caller's actor, as
/// it would in a task.
package func repeatingWithoutCancellation<Value: Sendable>(
    _ work: @escaping @concurrent @Sendable () async throws -> Value
) async throws(CognitoError) -> Value {
    guard !Task.isCancelled else { return try await withoutCancellation(work) }
    do { return try await work() } catch {
        guard Task.isCancelled else { throw (error as? CognitoError) ?? .internalError(error) }
        return try await withoutCancellation(work)
    }
}

/// Runs work for at most `limit`; returns nil when the work took longer and was cancelled.
package func withDeadline<Value: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
) async -> Result<Value, any Error>? {
    // A stream, because a task group would wait for work that ignores its cancellation.
    let (results, continuation) = AsyncStream.makeStream(of: Result<Value, any Error>?.self)
    let worker = Task {
        do { continuation.yield(.success(try await work())) } catch { continuation.yield(.failure(error)) }
    }
    let timer = Task {
        try await Task.sleep(for: limit)
        continuation.yield(nil)
    }
    defer {
        worker.cancel()
        timer.cancel()
    }
    for await first in results { return first }
    return nil
}

/// Work that no answer waits for, such as a message whose sending must not show in the time of an answer.
package final class BackgroundWork: Sendable {
    private struct State {
        var next = 0
        var running: [Int: Task<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// Starts work in a task of its own and returns at once.
    package func start(_ work: @escaping @Sendable () async -> Void) {
        state.withLock { state in
            let number = state.next
            state.next += 1
            state.running[number] = Task { [self] in
                await work()
                self.state.withLock { $0.running[number] = nil }
            }
        }
    }

    /// Waits until all work started before has ended.
    package func finish() async {
        for task in state.withLock({ Array($0.running.values) }) { await task.value }
    }
}
