import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The capability of a hasher is asked of its protocol, not of its type.
@Suite struct DerivingPasswordHasherTests {
    /// The calls of a hasher, by name.
    private final class Calls: Sendable {
        private let names = Mutex<Set<String>>([])
        func note(_ name: String) { names.withLock { _ = $0.insert(name) } }
        var all: Set<String> { names.withLock { $0 } }
    }

    /// A hasher around another, which hides that it hands out derivations.
    private struct Plain: PasswordHasher {
        let own = PBKDF2PasswordHasher(anyIterations: 7, random: SeededRandomSource(seed: 1))
        let calls: Calls
        func hash(_ password: Password) async throws -> PasswordHash {
            calls.note("hash")
            return try await own.hash(password)
        }
        func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
            calls.note("verify")
            return try await own.verify(password, against: hash)
        }
        var historyIterations: Int { own.iterations }
        func historyKey(_ password: [UInt8], salt: [UInt8], iterations: Int) async throws -> [UInt8] {
            calls.note("history")
            return try await own.historyKey(password, salt: salt, iterations: iterations)
        }
    }

    /// A hasher around another, which hands out its derivations.
    private struct Deriving: DerivingPasswordHasher {
        let plain: Plain
        var historyIterations: Int { plain.historyIterations }
        func hash(_ password: Password) async throws -> PasswordHash { try await plain.hash(password) }
        func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
            try await plain.verify(password, against: hash)
        }
        func making(_ password: Password) -> (KeyDerivation, @Sendable ([UInt8]) -> PasswordHash) {
            plain.calls.note("making")
            return plain.own.making(password)
        }
        func checking(
            _ password: Password, against hash: PasswordHash?
        ) throws -> (KeyDerivation, @Sendable ([UInt8]) -> Bool) {
            plain.calls.note("checking")
            return try plain.own.checking(password, against: hash)
        }
    }

    // R41-R43
    @Test(arguments: [false, true]) func theCapabilityDecides(_ derives: Bool) async throws {
        let calls = Calls()
        let plain = Plain(calls: calls)
        let fixture = try await Fixture(hasher: derives ? Deriving(plain: plain) : plain)
        #expect(await failure { _ = try await fixture.pool.signIn("ada", password: "wrong") } == .incorrectPassword)
        _ = try await fixture.tokens()
        #expect(calls.all == (derives ? ["making", "checking"] : ["hash", "verify"]))
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) {
            $0.passwordPolicy.passwordHistorySize = 1
        }
        try await fixture.pool.admin.setPassword("ada", "Difference-1822")
        #expect(try await fixture.record().history?.iterations == 7, "the history costs what the hasher says")
        #expect(calls.all.contains("history") == !derives)
        let again = await failure { try await fixture.pool.admin.setPassword("ada", "Difference-1822") }
        #expect(again?.code == .passwordHistoryPolicyViolation)
    }
}
