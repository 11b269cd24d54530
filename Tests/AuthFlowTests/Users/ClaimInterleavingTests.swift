import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFATesting
import CognitoMFATokens
import Synchronization
import Testing
import UserPoolModel

/// Two creators of one name, or of one address, in every order of their calls to the store, with a crash before any.
@Suite struct ClaimInterleavingTests {
    /// Lets one creator at a time make one call, as a schedule says; a crash lets none of that creator's pass any more.
    private final class SteppedStore: RecordStore {
        struct Crash: Error {}

        @TaskLocal static var creator: Int?

        private struct State {
            var schedule: ArraySlice<Int> = []
            var crashAt: (creator: Int, call: Int)?
            var made = [0, 0]
            var crashed: Set<Int> = []
            var finished: Set<Int> = []
            var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        }

        let base: InMemoryRecordStore
        private let state = Mutex(State())

        init(_ base: InMemoryRecordStore, schedule: [Int], crashAt: (creator: Int, call: Int)?) {
            self.base = base
            state.withLock {
                $0.schedule = schedule[...]
                $0.crashAt = crashAt
            }
        }

        /// How many calls each creator has made.
        var made: [Int] { state.withLock { $0.made } }

        func finish(_ creator: Int) {
            resume(
                state.withLock { state in
                    state.finished.insert(creator)
                    return Self.next(&state)
                })
        }

        func read(_ key: RecordKey) async throws -> VersionedRecord? {
            try await turn()
            return await base.read(key)
        }

        func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
            try await turn()
            return await base.compareAndSwap(key, change)
        }

        private func turn() async throws {
            guard let creator = Self.creator else { return }
            try await withCheckedThrowingContinuation { (turn: CheckedContinuation<Void, any Error>) in
                resume(
                    state.withLock { state in
                        if state.crashed.contains(creator)
                            || state.crashAt.map({ $0 == (creator, state.made[creator]) }) == true
                        {
                            state.crashed.insert(creator)
                            return [(turn, false)] + Self.next(&state)
                        }
                        state.waiting[creator] = turn
                        return Self.next(&state)
                    })
            }
        }

        /// Whose turn it is, once everyone who is alive has come to a call.
        private static func next(_ state: inout State) -> [(CheckedContinuation<Void, any Error>, Bool)] {
            let alive = [0, 1].filter { !state.finished.contains($0) && !state.crashed.contains($0) }
            guard !alive.isEmpty, alive.allSatisfy({ state.waiting[$0] != nil }) else { return [] }
            var chosen = alive[0]
            while let scheduled = state.schedule.popFirst() {
                guard alive.contains(scheduled) else { continue }
                chosen = scheduled
                break
            }
            state.made[chosen] += 1
            return state.waiting.removeValue(forKey: chosen).map { [($0, true)] } ?? []
        }

        private func resume(_ turns: [(CheckedContinuation<Void, any Error>, Bool)]) {
            for (turn, mayGo) in turns { if mayGo { turn.resume() } else { turn.resume(throwing: Crash()) } }
        }
    }

    private struct PlainHasher: PasswordHasher {
        func hash(_ password: Password) async throws -> PasswordHash { PasswordHash(password.text) }
        func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
            hash?.text == password.text
        }
    }

    private func service(_ store: some RecordStore, seed: UInt64) throws -> UserPoolService {
        let keys = try KeyRing(base64: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        let random = SeededRandomSource(seed: seed)
        return UserPoolService(
            store: store, keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys),
            passwords: PlainHasher(), time: ManualTimeSource(), random: random)
    }

    /// Who holds the address, by every record that is believed to; and who may sign in by it.
    private func owners(_ service: UserPoolService, _ names: [Username]) async throws -> (
        owner: Username?, created: Int
    ) {
        let pool = service.pool("test_pool", client: "client")
        var owner: Username?
        if let found = try? await pool.admin.user("a@example.com") {
            owner = found.attributes[.name].map { Username($0) }
        }
        let users = try await pool.admin.users().users
        return (owner, users.count { names.map(\.text).contains($0.attributes[.name] ?? "") })
    }

    enum Contest: CaseIterable { case address, name }

    private func create(_ service: UserPoolService, _ contest: Contest, _ number: Int) async throws(CognitoError) {
        let pool = service.pool("test_pool", client: "client")
        _ = try await pool.admin.createUser(
            contest == .name ? "ada" : number == 0 ? "grace" : "alan", password: Fixture.password,
            attributes: [.email: "a@example.com", .emailVerified: "true", .name: number == 0 ? "grace" : "alan"])
    }

    /// Runs both creators under a schedule and judges what is left.
    ///
    /// - Returns: how many calls each made.
    private func run(
        _ contest: Contest, _ schedule: [Int], crashAt: (creator: Int, call: Int)?
    ) async throws -> [Int] {
        let base = InMemoryRecordStore()
        let setUp = try service(base, seed: 1)
        _ = try await setUp.openPool(
            "test_pool", client: "client",
            creatingWith: UserPoolSettings(name: "T", aliasAttributes: [.email]))
        let store = SteppedStore(base, schedule: schedule, crashAt: crashAt)
        let results = await withTaskGroup(of: (Int, CognitoError?).self) { group in
            for number in 0...1 {
                let creator = try? service(store, seed: UInt64(10 + number))
                group.addTask {
                    await SteppedStore.$creator.withValue(number) {
                        guard let creator else { return (number, nil) }
                        let error = await failure { try await create(creator, contest, number) }
                        store.finish(number)
                        return (number, error)
                    }
                }
            }
            var results: [Int: CognitoError?] = [:]
            for await (number, error) in group { results[number] = error }
            return results
        }
        let answered = [0, 1].filter { results[$0] == .some(nil) }
        let names: [Username] = ["grace", "alan"]
        let label = "\(contest) \(schedule) \(String(describing: crashAt))"
        #expect(answered.count <= 1, "never two owners: \(label)")
        if crashAt == nil { #expect(answered.count <= 1) }
        let (owner, _) = try await owners(setUp, names)
        if let winner = answered.first {
            #expect(owner == names[winner], "who was told so owns it: \(label)")
        }
        // The next attempt heals: a third creator gets the address, unless somebody has it.
        let third = await failure {
            try await setUp.pool("test_pool", client: "client").admin.createUser(
                "third", password: Fixture.password,
                attributes: [.email: "a@example.com", .emailVerified: "true", .name: "third"])
        }
        let (after, _) = try await owners(setUp, names)
        if let owner {
            #expect(third?.code == .usernameExists && after == owner, "no alias is lost: \(label)")
        } else {
            #expect(third == nil && after == "third", "nobody is locked out: \(label)")
        }
        return store.made
    }

    /// Every way to merge two rows of calls in which the first `depth` turns are chosen freely.
    private func schedules(depth: Int) -> [[Int]] {
        (0..<(1 << depth)).map { bits in (0..<depth).map { bits >> $0 & 1 } }
    }

    // R5-R9
    @Test(arguments: Contest.allCases) func everyOrderOfTheirCalls(_ contest: Contest) async throws {
        var longest = 0
        let schedules = schedules(depth: 10)
        for schedule in schedules {
            longest = max(longest, try await run(contest, schedule, crashAt: nil).max() ?? 0)
        }
        #expect(schedules.count == 1024 && longest >= 9)
    }

    // R5-R9
    @Test(arguments: Contest.allCases) func everyCrashInManyOrders(_ contest: Contest) async throws {
        var runs = 0
        for schedule in schedules(depth: 5) {
            for creator in 0...1 {
                for call in 0..<14 {
                    _ = try await run(contest, schedule, crashAt: (creator, call))
                    runs += 1
                }
            }
        }
        #expect(runs == 32 * 2 * 14)
    }
}

extension AttributeName {
    fileprivate static let name: Self = "name"
}
