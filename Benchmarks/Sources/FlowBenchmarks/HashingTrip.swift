import CognitoMFA
import Dispatch

/// The way to a hashing thread and back, and nothing done there: what a password check takes beside its hash.
///
/// The same calls as the library's `HashingQueue` makes for a host's hasher.
struct HashingTrip {
    private final class Lane: TaskExecutor {
        private let queue = DispatchQueue(label: "hashing")

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            let executor = asUnownedTaskExecutor()
            queue.async { job.runSynchronously(on: executor) }
        }
    }

    private let lane = Lane()

    /// Nanoseconds of processor a trip.
    func run(rounds: Int) async -> Double {
        let start = FlowWorld.processorTime()
        for _ in 0..<rounds {
            await withTaskExecutorPreference(lane) { @concurrent () async in await Self.arrive() }
        }
        return (FlowWorld.processorTime() - start) / Double(rounds)
    }

    @inline(never) @concurrent private static func arrive() async {}
}
