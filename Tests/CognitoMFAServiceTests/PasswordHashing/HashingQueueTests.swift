import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Dispatch
import Synchronization
import TestSupport
import Testing
import UserPoolModel

// R39
@Suite struct HashingQueueTests {
    /// A gate that work waits at.
    private actor Gate {
        private var isOpen = false
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private var watchers: [(count: Int, turn: CheckedContinuation<Void, Never>)] = []
        private(set) var arrivals = 0

        func pass() async {
            arrivals += 1
            for watcher in watchers where watcher.count <= arrivals { watcher.turn.resume() }
            watchers.removeAll { $0.count <= arrivals }
            if !isOpen { await withCheckedContinuation { waiting.append($0) } }
        }

        func arrived(_ count: Int) async {
            if arrivals < count { await withCheckedContinuation { watchers.append((count, $0)) } }
        }

        func open() {
            isOpen = true
            for turn in waiting { turn.resume() }
            waiting = []
        }
    }

    private func key(_ number: Int) -> RecordKey { RecordKey("user/a/\(number)") }

    @Test func asManyRunAsThereAreThreads() async throws {
        let queue = HashingQueue(threads: 3, waiting: 64)
        let running = Locked((now: 0, most: 0))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try? await queue.run {
                        running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                        for _ in 0..<20 { await Task.yield() }
                        running.withLock { $0.now -= 1 }
                    }
                }
            }
        }
        let (now, most) = running.withLock { $0 }
        #expect(now == 0 && (1...3).contains(most))
        #expect(HashingQueue().threads >= 1)
    }

    @Test func beyondTheLineCallsAreRefusedAtOnce() async throws {
        let queue = HashingQueue(threads: 1, waiting: 4, perName: 100)
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask {
                    try await queue.admitting(key(number)) { () async throws(CognitoError) in await gate.pass() }
                }
            }
            await gate.arrived(5)
            await #expect(throws: CognitoError.tooManyRequests) {
                try await queue.admitting(key(9)) { () async throws(CognitoError) in Issue.record("admitted") }
            }
            await gate.open()
            try await group.waitForAll()
        }
        try await queue.admitting(key(9)) { () async throws(CognitoError) in }
    }

    // R40
    @Test func twoChecksOfOneNameAreInFlightAndOtherNamesAreFree() async throws {
        let queue = HashingQueue(threads: 1, waiting: 64)
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    try await queue.admitting(key(1)) { () async throws(CognitoError) in await gate.pass() }
                }
            }
            await gate.arrived(2)
            await #expect(throws: CognitoError.tooManyRequests) {
                try await queue.admitting(key(1)) { () async throws(CognitoError) in Issue.record("admitted") }
            }
            try await queue.admitting(key(2)) { () async throws(CognitoError) in }
            await gate.open()
            try await group.waitForAll()
        }
        try await queue.admitting(key(1)) { () async throws(CognitoError) in }
    }

    @Test func firstComeFirstServed() async throws {
        let queue = HashingQueue(threads: 1, waiting: 64)
        let gate = Gate()
        let order = Locked<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await queue.run { await gate.pass() } }
            await gate.arrived(1)
            for number in 0..<10 {
                group.addTask { try await queue.run { order.withLock { $0.append(number) } } }
                while queue.queued <= number { await Task.yield() }
            }
            await gate.open()
            try await group.waitForAll()
        }
        #expect(order.withLock { $0 } == Array(0..<10))
    }

    @Test func cancellingRemovesAWaitingCheckOnly() async throws {
        let queue = HashingQueue(threads: 1, waiting: 64)
        let gate = Gate()
        let running = Task {
            try await queue.run {
                await gate.pass()
                return 7
            }
        }
        await gate.arrived(1)
        let waiting = Task { try await queue.run { Issue.record("ran") } }
        while queue.queued < 1 { await Task.yield() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        running.cancel()
        await gate.open()
        #expect(try await running.value == 7, "a check that runs goes on")
        let early = Task { try await queue.run { 8 } }
        #expect(try await early.value == 8, "the lane is free again")
    }

    @Test func aCheckOfACancelledTaskNeverWaits() async throws {
        let queue = HashingQueue(threads: 1, waiting: 64)
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            _ = try await queue.run { Issue.record("ran") }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(queue.queued == 0)
    }

    /// Eight checks that block their threads: on Swift's own, as many as there are cores, nothing else would run.
    @Test func blockedThreadsLeaveTheCooperativePoolFree() async throws {
        let queue = HashingQueue(threads: 8)
        let blocked = Locked(0)
        let semaphore = DispatchSemaphore(value: 0)
        @Sendable func block() { semaphore.wait() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await queue.run {
                        blocked.withLock { $0 += 1 }
                        block()
                    }
                }
            }
            while blocked.withLock({ $0 }) < 8 { await Task.yield() }
            for _ in 0..<8 { semaphore.signal() }
            try await group.waitForAll()
        }
    }

    /// While every hashing thread is busy the cooperative pool answers other calls.
    @Test func hashingLeavesTheOtherCallsAlone() async throws {
        let hasher = GatedHasher()
        let fixture = try await Fixture(hasher: hasher, limits: FlowLimits(hashingThreads: 1))
        await hasher.close()
        let pool = fixture.pool
        let signIn = Task { try await pool.signIn("ada", password: Fixture.password) }
        await hasher.someoneWaits()
        for _ in 0..<100 { _ = try await pool.admin.user("ada") }
        await hasher.open()
        #expect(try await signIn.value.authenticationResult != nil)
    }
}

/// A value that tasks share.
private final class Locked<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: Value) { mutex = Mutex(value) }

    func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        mutex.withLock { (value: inout Value) in body(&value) }
    }
}
