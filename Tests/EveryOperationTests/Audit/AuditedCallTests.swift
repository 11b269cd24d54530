import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The call that an event belongs to, for nested calls and without an observer.
@Suite struct AuditedCallTests {
    /// Records if the current call is audited.
    private final class Following: AdmissionControl {
        private let seen = Mutex<[Bool]>([])
        var answers: [Bool] { seen.withLock { $0 } }

        func admits(_ attempt: AdmissionAttempt) async -> Bool {
            seen.withLock { $0.append(AuditedCall.current != nil) }
            return true
        }
    }

    @Test func whereNobodyObservesNoCallIsFollowed() async throws {
        let (admission, keys) = (Following(), KeyRing(from: SeededRandomSource(seed: 1)))
        let tokens = SignedTokenIssuer.hs256(issuer: "https://test.invalid", keys: keys)
        let silent = UserPoolService(store: InMemoryRecordStore(), keys: keys, tokens: tokens, admission: admission)
        let heard = UserPoolService(
            store: InMemoryRecordStore(), keys: keys, tokens: tokens, admission: admission,
            observer: RecordingObserver())
        for service in [silent, heard] {
            let pool = try await service.openPool("test_pool", client: "client")
            _ = await failure { _ = try await pool.resendConfirmationCode("nobody") }
        }
        #expect(admission.answers == [false, true])
    }

    /// Another directory that uses the same library, with calls of its own.
    private struct OtherPool: UserMigration {
        let pool: UserPool

        func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser? {
            _ = try? await pool.signIn(request.username, password: request.password)
            return nil
        }
    }

    // R125: a call made by a host's port meanwhile is a call of its own.
    @Test func aCallInsideACallIsToldOfToo() async throws {
        let other = try await Fixture()
        let fixture = try await Fixture(triggers: Triggers(userMigration: OtherPool(pool: other.pool)))
        let inner = await other.refusals {
            let outer = try await fixture.onlyRefusal {
                _ = try await fixture.pool.signIn("nobody", password: "Wrong-1")
            }
            #expect(outer.code == .userNotFound)
        }
        #expect(inner.map(\.entry.operation) == ["InitiateAuth"])
    }

    // R125: the users of another, unobserved service do not appear in this one's events.
    @Test func aCallInsideACallThatNobodyObservesIsNotTold() async throws {
        let keys = KeyRing(from: SeededRandomSource(seed: 1))
        let silent = UserPoolService(
            store: InMemoryRecordStore(), keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys),
            passwords: PBKDF2PasswordHasher(anyIterations: 2, random: SeededRandomSource(seed: 1)))
        let other = try await silent.openPool("other_pool", client: "client")
        try await other.admin.createUser("grace", password: Fixture.password)
        let fixture = try await Fixture(triggers: Triggers(userMigration: OtherPool(pool: other)))
        let told = try await fixture.onlyRefusal { _ = try await fixture.pool.signIn("grace", password: "Wrong-1") }
        #expect(told.entry.subject == nil && told.entry.nameDigest != nil && told.entry.userPoolID == "test_pool")
    }

    // R125: an endpoint's call becomes its operation's, and not that of a call that a port makes meanwhile.
    @Test func anOfferedCallIsTakenOnce() async throws {
        let other = try await Fixture()
        let fixture = try await Fixture(triggers: Triggers(userMigration: OtherPool(pool: other.pool)))
        let call = AuditedCall()
        call.offer()
        let inner = await other.refusals {
            let outer = try await fixture.onlyRefusal {
                try await AuditedCall.$current.withValue(call) {
                    _ = try await fixture.pool.signIn("nobody", password: "Wrong-1")
                }
            }
            #expect(outer.code == .userNotFound && outer.entry.operation == "InitiateAuth")
        }
        #expect(inner.count == 1)
    }
}
