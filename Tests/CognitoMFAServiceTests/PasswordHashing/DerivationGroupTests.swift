import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// Derivations in groups on the hashing threads: the keys are those of single derivations.
@Suite struct DerivationGroupTests {
    private func derivation(_ number: Int, iterations: Int = 3, cost: Int? = nil) -> KeyDerivation {
        KeyDerivation(
            password: Array("password \(number)".utf8), salt: Array("salt \(number)".utf8), iterations: iterations,
            cost: cost)
    }

    private func single(_ derivation: KeyDerivation) throws -> [UInt8] {
        try PBKDF2<SHA256>.deriveKey(
            password: derivation.password, salt: derivation.salt, iterations: derivation.iterations, byteCount: 32)
    }

    // R41, R42: keys of each one's own iterations, whatever the group's cost and company.
    @Test func theKeysOfAGroupAreThoseOfSingleDerivations() throws {
        for count in 1...4 {
            for spread in [0, 1, 5] {
                let group = (0..<count).map { derivation($0, iterations: 1 + $0 * spread, cost: 20) }
                #expect(try KeyDerivation.keys(of: group) == group.map { try single($0) })
            }
        }
        #expect(derivation(0, iterations: 7, cost: 2).cost == 7)
        #expect(throws: ParameterError.self) { try KeyDerivation.keys(of: [derivation(0, iterations: 0)]) }
    }

    // A group that nothing but its fourth member can start. Four at a time: of more, two may go on together as the thread
    // comes free, and leave two behind who wait for company for ever.
    @Test func fourThatComeTogetherAreAnswered() async throws {
        let queue = HashingQueue(threads: 1) { _ in .seconds(3_600) }
        for round in 0..<2 {
            let numbers = round * 4..<round * 4 + 4
            let keys = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
                for number in numbers { group.addTask { (number, try await queue.derive(derivation(number))) } }
                return try await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
            }
            for number in numbers { #expect(try keys[number] == single(derivation(number))) }
            #expect(queue.queued == 0 && queue.grouped == 0)
        }
    }

    @Test func aLoneCheckIsAnsweredWhenItsTimeIsOver() async throws {
        let queue = HashingQueue(threads: 1) { _ in .milliseconds(1) }
        #expect(try await queue.derive(derivation(1)) == single(derivation(1)))
    }

    // R39
    @Test func whoGathersMayLeave() async throws {
        let queue = HashingQueue(threads: 1) { _ in .seconds(3_600) }
        let first = Task { try await queue.derive(derivation(1)) }
        while queue.grouped < 1 { await Task.yield() }
        let second = Task { try await queue.derive(derivation(2)) }
        while queue.grouped < 2 { await Task.yield() }
        let other = Task { try await queue.run { 7 } }
        while queue.queued < 1 { await Task.yield() }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(try await other.value == 7, "the thread goes to the next in line")
    }

    @Test func aGroupThatCannotBeDerivedIsToldSoTogether() async throws {
        let queue = HashingQueue(threads: 1) { _ in .seconds(3_600) }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask {
                    await #expect(throws: ParameterError.self) {
                        try await queue.derive(derivation(number, iterations: 0))
                    }
                }
            }
        }
        #expect(try await queue.run { 8 } == 8)
    }

    @Test func theTimeForCompanyIsAHundredthOfTheWork() {
        #expect(HashingQueue.batchingDelay(2) == .zero && HashingQueue.batchingDelay(9_999) == .zero)
        #expect(HashingQueue.batchingDelay(10_000) == .microseconds(30))
        #expect(HashingQueue.batchingDelay(100_000) == .microseconds(300))
        #expect(HashingQueue.batchingDelay(PBKDF2PasswordHasher.defaultIterations) == .microseconds(1_800))
        #expect(HashingQueue.batchingDelay(10_000_000) == .milliseconds(2))
    }

    // R41, R42, R76: whoever is asked for, the derivation has one cost, and a cheaper hash joins the others' groups.
    @Test func everyNameHasOneCost() async throws {
        let hasher = PBKDF2PasswordHasher(anyIterations: 5, random: SystemRandomSource())
        let cheaper = try await PBKDF2PasswordHasher(anyIterations: 2, random: SystemRandomSource()).hash("right")
        let current = try await hasher.hash("right")
        for hash in [nil, cheaper, current] {
            for password in ["right", "wrong"] as [Password] {
                let (derivation, verify) = try hasher.checking(password, against: hash)
                #expect(derivation.cost == 5)
                let isRight = verify(try KeyDerivation.keys(of: [derivation])[0])
                #expect(isRight == (hash != nil && password == "right"))
            }
        }
    }

    // Both ways to the threads: a host's hasher runs as a single check, the library's own in a group.
    @Test func concurrentUsersAreVerifiedEachAgainstTheirOwnHash() async throws {
        let fixture = try await Fixture(mfa: .off)
        for name in ["bob", "eve", "mal"] as [Username] {
            try await fixture.pool.admin.createUser(name, password: Fixture.password, attributes: [:])
        }
        let pool = fixture.pool
        let granted = await withTaskGroup(of: Bool.self) { group in
            for (name, password) in [
                ("ada", Fixture.password), ("bob", "Wrong-password-1"), ("eve", Fixture.password),
                ("nobody", Fixture.password),
            ] as [(Username, Password)] {
                group.addTask {
                    (try? await pool.signIn(name, password: password))?.authenticationResult != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(granted == 2)
    }
}
