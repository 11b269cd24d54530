import Logging
import ServiceLifecycle

/// The end of the time that a shutdown gives to a call under way: a call that takes longer is left, and answered 503.
///
/// A password hash cannot be interrupted on its thread, and the process must end in time all the same.
struct ShutdownDeadline: Sendable {
    /// The time after the signal: a second less than the server waits for its connections.
    let time: Duration
    let logger: Logger

    init(shutdownSeconds: Int, logger: Logger) {
        time = .seconds(shutdownSeconds) - .milliseconds(shutdownSeconds > 1 ? 1_000 : 500)
        self.logger = logger
    }

    /// Returns the value of a call, or nil when the shutdown does not wait for it.
    func value<Value: Sendable>(of call: @escaping @Sendable () async -> Value) async -> Value? {
        let (values, continuation) = AsyncStream.makeStream(of: Value?.self)
        Task { continuation.yield(await call()) }
        let waiting = Task {
            try await gracefulShutdown()
            try await Task.sleep(for: time)
            continuation.yield(nil)
        }
        defer { waiting.cancel() }
        for await value in values {
            if value == nil { logger.warning("a call outlasted the shutdown and was answered 503") }
            return value
        }
        return nil
    }
}
