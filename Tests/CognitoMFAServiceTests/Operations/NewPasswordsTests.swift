import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The slow hashes of a new password: made once, and compared with the stored history.
@Suite struct NewPasswordsTests {
    private static let next: Password = "Difference-1822"

    /// Counts the hashes it makes.
    private final class CountingHasher: PasswordHasher {
        let hashes = Mutex(0)
        func hash(_ password: Password) -> PasswordHash {
            let count = hashes.withLock {
                $0 += 1
                return $0
            }
            return PasswordHash("\(count)$\(password.text)")
        }
        func verify(_ password: Password, against hash: PasswordHash?) -> Bool {
            hash.map { $0.text.drop { $0 != "$" }.dropFirst() == password.text } ?? false
        }
    }

    private func fixture(remembering size: Int, hasher: (any PasswordHasher)? = nil) async throws -> Fixture {
        let fixture = try await Fixture(hasher: hasher)
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) {
            $0.passwordPolicy.passwordHistorySize = size
        }
        return fixture
    }

    private func history(
        of passwords: [Password], salt: UInt8, iterations: Int = 1, _ fixture: Fixture
    ) throws -> PasswordHistory {
        let salt = [UInt8](repeating: salt, count: 16)
        var history = PasswordHistory(salt: salt, iterations: iterations)
        for password in passwords {
            history.remember(
                try PasswordHistory.digest(of: password, salt: salt, iterations: iterations), last: 24,
                keys: fixture.service.keys)
        }
        return history
    }

    private func remember(_ history: PasswordHistory?, in fixture: Fixture) async throws {
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.history = history }
    }

    // R37, R43: another change comes between, with a history under a salt of its own: the comparison is made anew, the
    // hash is not.
    @Test(arguments: [1, 24]) func aHistoryThatWasReplacedMeanwhileIsComparedWith(_ size: Int) async throws {
        let cases: [([Password], CognitoError?)] = [(["Other-Password-1"], nil), ([Self.next], .passwordReused)]
        for (former, expected) in cases {
            let hasher = CountingHasher()
            let fixture = try await fixture(remembering: size, hasher: hasher)
            try await remember(history(of: [], salt: 1, fixture), in: fixture)
            let token = try await fixture.tokens().accessToken
            let replaced = try history(of: former, salt: 2, fixture)
            let before = hasher.hashes.withLock { $0 }
            await fixture.store.before("swap user") { try await remember(replaced, in: fixture) }
            let error = await failure {
                try await fixture.pool.changePassword(token, from: Fixture.password, to: Self.next)
            }
            #expect(error == expected, "\(former.count)")
            #expect(hasher.hashes.withLock { $0 } == before + 1)
            let record = try await fixture.record()
            #expect(record.history?.salt == replaced.salt)
            #expect(record.history?.entries.count == (size == 1 || expected != nil ? 1 : 2))
        }
    }

    // R43: former passwords are compared at the cost they were hashed with, whatever is today's.
    @Test func formerPasswordsKeepTheirCost() async throws {
        let fixture = try await fixture(remembering: 3)
        try await remember(history(of: [Self.next], salt: 1, iterations: 5, fixture), in: fixture)
        let token = try await fixture.tokens().accessToken
        func change(to new: Password) async -> CognitoError? {
            await failure { try await fixture.pool.changePassword(token, from: Fixture.password, to: new) }
        }
        #expect(await change(to: Self.next) == .passwordReused)
        #expect(await change(to: "Difference-1823") == nil)
        let history = try #require(await fixture.record().history)
        #expect(history.iterations == 5 && history.entries.count == 2)
    }

    // R37, R39: a caller cancelled between two tries has nothing left to hash, so the change completes.
    @Test(arguments: [true, false]) func aSecondTryHashesNothing(_ hasHistory: Bool) async throws {
        let fixture = try await fixture(remembering: 3)
        if hasHistory { try await remember(history(of: [], salt: 1, fixture), in: fixture) }
        let token = try await fixture.tokens().accessToken
        let caller = Mutex<Task<Void, any Error>?>(nil)
        await fixture.store.before("swap user") {
            caller.withLock { $0?.cancel() }
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.attributes["name"] = "Ada" }
        }
        let (begun, start) = AsyncStream.makeStream(of: Void.self)
        let pool = fixture.pool
        let task = Task {
            for await _ in begun {}
            try await pool.changePassword(token, from: Fixture.password, to: Self.next)
        }
        caller.withLock { $0 = task }
        start.finish()
        try await task.value
        #expect(task.isCancelled)
        _ = try await fixture.pool.signIn("ada", password: Self.next)
        #expect(try await fixture.record().attributes["name"] == "Ada")
    }

    // R43: where the pool asks for no former passwords, the second slow hash is not made.
    @Test(arguments: [0, 1]) func noSecondHashIsMadeThatNobodyCompares(_ size: Int) async throws {
        let fixture = try await fixture(remembering: size)
        let pool = try #require(await fixture.service.records.read(.pool(fixture.pool.id), as: PoolRecord.self)).record
        let hashing = NewPasswordHashing(Self.next, for: pool, by: fixture.service)
        let new = try await hashing.hashes(for: fixture.record())
        #expect((new.digest == nil) == (size == 0))
    }
}
