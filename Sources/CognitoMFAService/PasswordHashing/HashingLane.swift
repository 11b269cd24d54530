import AuthFlow
import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#endif

/// One hashing thread as an executor: a serial queue of its own, so that hashing never blocks a cooperative thread.
final class HashingLane: TaskExecutor {
    private let queue: DispatchQueue

    init(number: Int) { queue = DispatchQueue(label: "cognito-mfa.hashing.\(number)") }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = unsafe asUnownedTaskExecutor()
        queue.async { unsafe job.runSynchronously(on: executor) }
    }

    /// Runs `work` on the thread after a delay.
    func after(_ delay: Duration, _ work: @escaping @Sendable () -> Void) {
        guard delay > .zero else { return queue.async(execute: work) }
        queue.asyncAfter(deadline: .now() + .nanoseconds(Int(delay / .nanoseconds(1))), execute: work)
    }

    /// The number of the machine's cores less one; at least 1.
    static var spareCores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)) - 1) }
}
