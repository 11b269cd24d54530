import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// R18: the action after a stored decision runs even if the caller was cancelled.
@Suite struct CancellationTests {
    private struct Fault: Error {}

    /// The outcome of each start of some work.
    private final class Course: Sendable {
        private let entries = Mutex<[String]>([])
        var told: [String] { entries.withLock { $0 } }
        func note(_ entry: String) { entries.withLock { $0.append(entry) } }
    }

    /// Runs `work` in a task, which is cancelled before it starts if the test asks for it.
    private func outcome(
        cancelledBefore: Bool, _ work: @escaping @Sendable () async throws -> Int
    ) async -> Result<Int, any Error> {
        let task = Task {
            if cancelledBefore { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
            return try await repeatingWithoutCancellation(work)
        }
        return await task.result
    }

    /// For a cancelled caller the work runs without cancellation.
    @Test(arguments: [false, true]) func itIsDoneOnceForWhoStaysAndForWhoHasGone(_ hasGone: Bool) async throws {
        let course = Course()
        let value = try await outcome(cancelledBefore: hasGone) {
            course.note("cancelled: \(Task.isCancelled)")
            return 7
        }.get()
        #expect(value == 7 && course.told == ["cancelled: false"])
    }

    /// An error of the library is told as it is, any other as the cause of an internal error.
    @Test(arguments: [false, true]) func aFailureIsToldOnce(_ hasGone: Bool) async {
        let course = Course()
        let result = await outcome(cancelledBefore: hasGone) {
            course.note("begun")
            throw Fault()
        }
        let error = #expect(throws: CognitoError.self) { try result.get() }
        #expect(error?.code == .internalError && error?.underlyingError is Fault)
        #expect(course.told == ["begun"])
        let refused = await outcome(cancelledBefore: hasGone) { throw CognitoError.userDisabled }
        #expect(throws: CognitoError.userDisabled) { try refused.get() }
    }

    @Test func whatFailsBecauseTheCallerGoesBeginsAgain() async throws {
        let course = Course()
        let value = try await outcome(cancelledBefore: false) {
            course.note("cancelled: \(Task.isCancelled)")
            if course.told.count == 1 { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
            try Task.checkCancellation()
            return 7
        }.get()
        #expect(value == 7 && course.told == ["cancelled: false", "cancelled: false"])
    }

    @Test func whatEndsWellThoughTheCallerGoesIsNotBegunAgain() async throws {
        let course = Course()
        let value = try await outcome(cancelledBefore: false) {
            course.note("begun")
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return 7
        }.get()
        #expect(value == 7 && course.told == ["begun"])
    }

    /// Signs unless its caller is cancelled, and cancels the first caller.
    private actor FickleIssuer: TokenIssuer {
        private let issuer: SignedTokenIssuer<LocalTokenSigner>
        private(set) var grants: [[UInt8]] = []
        private var cancels = false

        init(_ issuer: SignedTokenIssuer<LocalTokenSigner>) { self.issuer = issuer }

        func cancelTheNext() { cancels = true }

        func issue(_ grant: TokenGrant) async throws -> AuthenticationResult {
            grants.append(grant.id)
            if cancels {
                cancels = false
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            }
            try Task.checkCancellation()
            return try await issuer.issue(grant)
        }

        func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict {
            try await issuer.verify(accessToken: accessToken, now: now)
        }
    }

    /// A caller cancelled during signing has still obtained the tokens, once: one family, with a valid refresh token.
    @Test func aSignInIsSignedThoughTheCallerGoes() async throws {
        let keys = KeyRing(from: SeededRandomSource(seed: 9))
        let issuer = FickleIssuer(.hs256(issuer: "https://test.invalid", keys: keys))
        let fixture = try await Fixture(tokens: issuer)
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        await issuer.cancelTheNext()
        let before = await issuer.grants.count
        let pool = fixture.pool
        let task = Task { try await pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code())) }
        let result = try #require(try await task.value.authenticationResult)
        #expect(task.isCancelled)
        let grants = await issuer.grants.dropFirst(before)
        #expect(grants.count == 2 && Set(grants).count == 1, "the same grant, begun again")
        #expect(try await pool.refresh(#require(result.refreshToken)).accessToken != result.accessToken)
    }

    /// A reading that finds out what has become of a swap does not end with its caller; the first one does.
    @Test func laterReadingsGoOnThoughTheCallerGoes() async throws {
        let fixture = try await Fixture()
        let loop = SwapLoop(
            records: fixture.service.records, operationID: [UInt8](repeating: 1, count: 16),
            observer: RecordingObserver())
        let (key, ada) = (fixture.key, try await fixture.record())
        await fixture.store.before("read user", times: 9) { try Task.checkCancellation() }
        let later = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            let isPublished = try await loop.publish(key, { (_: inout UserAuthRecord) in }, if: { _ in true })
            let isVisible = try await loop.retract(key, as: UserAuthRecord.self)
            let isInserted = try await loop.insert(ada, under: key)
            try await loop.remove(key, as: UserAuthRecord.self) { _ in false }
            return [isPublished, isVisible, isInserted]
        }
        #expect(try await later.value == [true, true, false])
        let pool = fixture.pool
        let first = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            try await pool.admin.signOutEverywhere("ada")
        }
        #expect(await failure { try await first.value }?.code == .internalError)
    }
}
