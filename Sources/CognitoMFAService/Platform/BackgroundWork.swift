import AuthFlow
import Synchronization

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
