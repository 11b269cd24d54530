/// Runs work to its end whatever becomes of the caller: cancellation does not reach it, task-local values do.
///
/// What follows a swap runs here: a code that counts as sent is sent, a grant that was won is signed.
func shielded<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await Task { try await work() }.value
}

/// Runs work to its end whatever becomes of the caller, where it does no harm to begin it twice.
///
/// It begins in the caller's task, for one of its own costs more than most of what runs here; what fails because the
/// caller was cancelled begins again in one.
func outliving<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    guard !Task.isCancelled else { return try await shielded(work) }
    do {
        return try await work()
    } catch {
        guard Task.isCancelled else { throw error }
        return try await shielded(work)
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
