import CognitoMFA
import Logging
import ServiceLifecycle

/// A service that deletes rows an hour after they may go: decoys, quotas, refresh families and unfinished reservations.
struct Housekeeping: Service {
    private static let pause = Duration.seconds(600)
    private static let grace = Duration.seconds(3_600)
    private static let batch = 1_000
    let clock: ServerClock
    let logger: Logger
    /// Deletes up to a number of rows that may go from a time on, and returns the number deleted.
    let deleteExpired: @Sendable (UnixTime, Int) async throws -> Int

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    var deleted = Self.batch
                    while deleted == Self.batch {
                        deleted = try await deleteExpired(clock.now() - Self.grace, Self.batch)
                    }
                } catch {
                    if !Task.isCancelled {
                        logger.error("expired rows were not deleted", metadata: ["cause": "\(error)"])
                    }
                }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }
}
