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

    /// Nanoseconds of processor a trip, each after `pause` of other work: threads that have just slept wake up cheaper.
    func run(rounds: Int, pause: Duration = .microseconds(40)) async -> Double {
        let clock = ContinuousClock()
        let start = FlowWorld.processorTime()
        var paused = Duration.zero
        for _ in 0..<rounds {
            let begin = clock.now
            var end = begin
            while end - begin < pause { end = clock.now }
            paused += end - begin
            await withTaskExecutorPreference(lane) { @concurrent () async in await Self.arrive() }
        }
        return (FlowWorld.processorTime() - start - paused / .nanoseconds(1)) / Double(rounds)
    }

    @inline(never) @concurrent private static func arrive() async {}
}
