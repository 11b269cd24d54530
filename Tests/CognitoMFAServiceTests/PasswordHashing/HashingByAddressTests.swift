import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Sign-ins of many names from one address, and honest ones from another.
@Suite struct HashingByAddressTests {
    /// A pool with `ada` and `grace`, and a queue of `places` in line; a sign-in of `ada` without an address has its thread.
    private struct FullQueue {
        let hasher = GatedHasher()
        let fixture: Fixture
        let held: Task<CognitoError?, Never>

        init(places: Int) async throws {
            fixture = try await Fixture(
                hasher: hasher, limits: FlowLimits(hashingThreads: 1, hashingLine: places), hidesUnknown: true)
            let pool = fixture.pool
            try await pool.admin.createUser("grace", password: Fixture.password, attributes: [:])
            await hasher.close()
            held = Task { await failure { _ = try await pool.signIn("ada", password: Fixture.password) } }
            await hasher.someoneWaits()
        }

        /// A sign-in whose check is in the queue.
        func waiting(_ name: Username, from address: String) async -> Task<CognitoError?, Never> {
            let (queued, pool) = (fixture.service.hashing.queued, fixture.pool)
            let task = Task {
                await SourceAddress.$current.withValue(address) {
                    await failure { _ = try await pool.signIn(name, password: Fixture.password) }
                }
            }
            while fixture.service.hashing.queued == queued { await Task.yield() }
            return task
        }
    }

    // R124
    @Test func ofAFullQueueAnAddressWithFewerPlacesTakesOneOfTheAddressWithMost() async throws {
        let queue = try await FullQueue(places: 3)
        var attack: [Task<CognitoError?, Never>] = []
        for number in 0..<3 { attack.append(await queue.waiting(Username("nobody\(number)"), from: "192.0.2.1")) }
        #expect(queue.fixture.service.hashing.admitted == 4)
        let (pool, hasher) = (queue.fixture.pool, queue.hasher)
        let honest = Task {
            await SourceAddress.$current.withValue("198.51.100.1") {
                let error = await failure { _ = try await pool.signIn("grace", password: Fixture.password) }
                if error == .tooManyRequests { await hasher.open() }
                return error
            }
        }
        // At once: the gate is still closed, and the newest is the one that has gone.
        #expect(await attack[2].value == .tooManyRequests)
        #expect(await queue.hasher.checks == 1, "the displaced check has not hashed")
        let another = await SourceAddress.$current.withValue("192.0.2.1") {
            await failure { _ = try await pool.signIn("nobody9", password: Fixture.password) }
        }
        #expect(another == .tooManyRequests, "the address with most displaces nobody")
        await queue.hasher.open()
        #expect(await honest.value == nil)
        #expect(await queue.held.value == nil)
        for task in attack.dropLast() { #expect(await task.value == .incorrectPassword) }
        #expect(queue.fixture.service.hashing.admitted == 0)
        #expect(await queue.hasher.checks == 4)
    }

    // R124, R75: a refused check has cost the same calls for a user and for a name that nobody has, and counts on neither.
    @Test func aDisplacedCheckTellsNothingOfItsName() async throws {
        var calls: [[String]] = []
        for name in ["ada", "nobody"] as [Username] {
            let hasher = GatedHasher()
            let fixture = try await Fixture(
                hasher: hasher, limits: FlowLimits(hashingThreads: 1, hashingLine: 2), hidesUnknown: true)
            try await fixture.pool.admin.createUser("grace", password: Fixture.password, attributes: [:])
            await hasher.close()
            let (pool, queue) = (fixture.pool, fixture.service.hashing)
            let held = Task { await failure { _ = try await pool.signIn("grace", password: Fixture.password) } }
            await hasher.someoneWaits()
            let before = try await fixture.record()
            func from(_ address: String, _ name: Username) -> Task<CognitoError?, Never> {
                Task {
                    await SourceAddress.$current.withValue(address) {
                        let error = await failure { _ = try await pool.signIn(name, password: "wrong") }
                        // Else a check that should have been displaced would wait for ever.
                        if error == .tooManyRequests, name == "newcomer" { await hasher.open() }
                        return error
                    }
                }
            }
            let other = from("2001:db8::1", "other")
            while queue.queued < 1 { await Task.yield() }
            await fixture.store.forgetCalls()
            let displaced = from("2001:db8::2", name)
            while queue.queued < 2 { await Task.yield() }
            let seen = await fixture.store.calls
            let newcomer = from("2001:db8:0:1::1", "newcomer")
            #expect(await displaced.value == .tooManyRequests)
            calls.append(seen.map { $0.replacing("decoy", with: "user") })
            await hasher.open()
            for task in [other, newcomer] { #expect(await task.value == .incorrectPassword) }
            #expect(await held.value == nil)
            #expect(try await fixture.record() == before, "nothing was counted")
            #expect(await hasher.checks == 3)
        }
        #expect(calls[0] == calls[1] && !calls[0].isEmpty)
    }

    /// A hasher whose hashes are all old, and whose checks go on one at a time.
    private actor SteppedHasher: PasswordHasher {
        private var isOpen = true
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private var watchers: [CheckedContinuation<Void, Never>] = []

        func hash(_ password: Password) async -> PasswordHash {
            await step()
            return PasswordHash("\(UInt64.random(in: 0 ... .max))$\(password.text)")
        }

        func verify(_ password: Password, against hash: PasswordHash?) async -> Bool {
            await step()
            return hash.map { $0.text.drop { $0 != "$" }.dropFirst() == password.text } ?? false
        }

        nonisolated func needsRehash(_ hash: PasswordHash) -> Bool { true }

        func close() { isOpen = false }

        func open() {
            isOpen = true
            while !waiting.isEmpty { goOn() }
        }

        func goOn() { waiting.removeFirst().resume() }

        func someoneWaits() async {
            if waiting.isEmpty { await withCheckedContinuation { watchers.append($0) } }
        }

        private func step() async {
            guard !isOpen else { return }
            await withCheckedContinuation { turn in
                waiting.append(turn)
                for watcher in watchers { watcher.resume() }
                watchers = []
            }
        }
    }

    // R42, R124: a right password is not refused for a hash that is old.
    @Test func aDisplacedRenewalWaitsForTheNextSignIn() async throws {
        let hasher = SteppedHasher()
        let fixture = try await Fixture(hasher: hasher, limits: FlowLimits(hashingThreads: 1, hashingLine: 1))
        let before = try await fixture.record().password
        await hasher.close()
        let (pool, queue) = (fixture.pool, fixture.service.hashing)
        func signIn(_ name: Username, from address: String) -> Task<CognitoError?, Never> {
            Task {
                await SourceAddress.$current.withValue(address) {
                    let error = await failure { _ = try await pool.signIn(name, password: Fixture.password) }
                    if error == .tooManyRequests { await hasher.open() }
                    return error
                }
            }
        }
        let old = signIn("ada", from: "192.0.2.1")
        await hasher.someoneWaits()
        let behind = signIn("nobody", from: "192.0.2.1")
        while queue.queued < 1 { await Task.yield() }
        await hasher.goOn()
        // The next has the thread, and the renewal is queued.
        await hasher.someoneWaits()
        while queue.queued < 1 { await Task.yield() }
        let newcomer = signIn("nobody2", from: "198.51.100.1")
        #expect(await old.value == nil)
        #expect(try await fixture.record().password == before)
        await hasher.open()
        #expect(await behind.value != nil)
        #expect(await newcomer.value?.code == .userNotFound)
        let again = signIn("ada", from: "192.0.2.1")
        #expect(await again.value == nil)
        #expect(try await fixture.record().password != before)
    }

    // R124
    @Test func withoutAddressesTheFirstToComeStay() async throws {
        let hasher = GatedHasher()
        let fixture = try await Fixture(hasher: hasher, limits: FlowLimits(hashingThreads: 1, hashingLine: 1))
        await hasher.close()
        let (pool, queue) = (fixture.pool, fixture.service.hashing)
        let first = Task { await failure { _ = try await pool.signIn("ada", password: Fixture.password) } }
        await hasher.someoneWaits()
        let second = Task { await failure { _ = try await pool.signIn("ada", password: Fixture.password) } }
        while queue.queued < 1 { await Task.yield() }
        for address in [nil, "192.0.2.1"] as [String?] {
            let error = await SourceAddress.$current.withValue(address) {
                await failure { _ = try await pool.signIn("nobody", password: Fixture.password) }
            }
            #expect(error == .tooManyRequests)
        }
        await hasher.open()
        #expect(await first.value == nil)
        #expect(await second.value == nil)
    }
}
