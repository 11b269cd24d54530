import AuthFlow

/// Runs work to its end whatever becomes of the caller, in a task of its own: cancellation does not reach it, task-local
/// values do.
///
/// For what must not begin twice: a code that counts as sent is sent.
func withoutCancellation<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await Task { try await work() }.value
}

/// Runs work to its end whatever becomes of the caller, where it does no harm to begin it twice: a grant that was won is
/// signed.
///
/// It begins in the caller's task, for one of its own costs more than most of what runs here. What fails while the caller is
/// cancelled begins again, once, in a task of its own. `work` is concurrent by type: it leaves a caller's actor, as it would
/// in a task.
func repeatingWithoutCancellation<Value: Sendable>(
    _ work: @escaping @concurrent @Sendable () async throws -> Value
) async throws -> Value {
    guard !Task.isCancelled else { return try await withoutCancellation(work) }
    do {
        return try await work()
    } catch {
        guard Task.isCancelled else { throw error }
        return try await withoutCancellation(work)
    }
}

/// Runs work for at most `limit`; nil when it took longer and was cancelled.
package func withDeadline<Value: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
) async -> Result<Value, any Error>? {
    // A stream and not a task group: a group would wait for work that does not heed its cancellation.
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
