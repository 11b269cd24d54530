import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// After a slow step the service decides by the time, the pool and the record as they are then.
@Suite struct SlowStepTests {
    /// Runs other work while it hashes.
    private final class SlowHasher: PasswordHasher {
        let inner = PBKDF2PasswordHasher(anyIterations: 2, random: SeededRandomSource(seed: 61))
        let meanwhile = Mutex<(@Sendable () -> Void)?>(nil)
        let hashes = Mutex(0)
        let checks = Mutex(0)

        func hash(_ password: Password) async throws -> PasswordHash {
            meanwhile.withLock { $0 }?()
            hashes.withLock { $0 += 1 }
            return try await inner.hash(password)
        }
        func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
            meanwhile.withLock { $0 }?()
            checks.withLock { $0 += 1 }
            return try await inner.verify(password, against: hash)
        }
        func needsRehash(_ hash: PasswordHash) -> Bool { inner.needsRehash(hash) }
    }

    // R11, R20: `now` is read again after the slow step; the session has ended by then.
    @Test func aSessionThatEndsWhileTheNewPasswordIsHashedIsExpired() async throws {
        let hasher = SlowHasher()
        let fixture = try await Fixture(hasher: hasher)
        try await fixture.pool.admin.setPassword("ada", Fixture.password, permanent: false)
        let session = try await fixture.challenge().session
        let (time, before) = (fixture.time, try await fixture.record())
        for (seconds, expected) in [(180, CognitoError.expiredSession), (-1, nil)] as [(Int64, CognitoError?)] {
            hasher.meanwhile.withLock { $0 = { time.advance(by: .seconds(seconds)) } }
            let error = await failure {
                _ = try await fixture.pool.respond(to: session, with: .newPassword("Difference-1822"))
            }
            #expect(error == expected)
            if expected != nil { #expect(try await fixture.record() == before) }
            fixture.time.advance(by: .seconds(-180))
        }
    }

    // R11, R20: records and grants carry the time after the slow step.
    @Test func everyChangeIsOfTheTimeWhenItIsMade() async throws {
        let hasher = SlowHasher()
        let fixture = try await Fixture(hasher: hasher)
        let time = fixture.time
        hasher.meanwhile.withLock { $0 = { time.advance(by: .seconds(10)) } }
        let token = try await fixture.tokens().accessToken
        guard case .valid(let principal) = try await fixture.service.tokens.verify(accessToken: token, now: time.now())
        else {
            Issue.record("no token of ours")
            return
        }
        #expect(principal.authenticatedAt == time.now())
        try await fixture.pool.changePassword(token, from: Fixture.password, to: "Difference-1822")
        #expect(try await fixture.record().modifiedAt == time.now())
        try await fixture.pool.admin.setPassword("ada", Fixture.password)
        #expect(try await fixture.record().modifiedAt == time.now())
    }

    // R47, R54: during a lock or over a limit nothing is hashed, so that both cost only a reading.
    @Test func nothingIsHashedWhereItWouldNotCount() async throws {
        let hasher = SlowHasher()
        let fixture = try await Fixture(mfa: .optional([.softwareToken]), hasher: hasher)
        let token = try await fixture.tokens().accessToken
        let now = fixture.time.now()
        func refused(_ call: () async throws -> Void) async throws {
            let (checks, hashes) = (hasher.checks.withLock { $0 }, hasher.hashes.withLock { $0 })
            let before = try await fixture.record()
            #expect(await failure(call) != nil)
            #expect(hasher.checks.withLock { $0 } == checks && hasher.hashes.withLock { $0 } == hashes)
            #expect(try await fixture.record() == before)
        }
        func change() async throws {
            try await fixture.pool.changePassword(token, from: Fixture.password, to: "Difference-1822")
        }
        func remove() async throws { try await fixture.pool.removeSoftwareToken(token, password: Fixture.password) }
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { user in
            for _ in 0..<5 { user.hourly.use(.changePassword, at: now) }
        }
        try await refused(change)
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { user in
            user.hourly = HourlyUses()
            for _ in 0..<5 { user.passwordFailures.fail(at: now) }
        }
        try await refused(change)
        try await refused(remove)
        try await refused { _ = try await fixture.tokens() }
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { user in
            user.passwordFailures.clear()
            user.isEnabled = false
        }
        try await refused(change)
        try await refused(remove)
    }

    // R11, R21, R75: a lock that holds again after the clock goes back counts, for users and unknown names.
    @Test(arguments: ["ada", "nobody"] as [Username]) func aLockIsVerifiedAgainAfterTheCheck(_ name: Username)
        async throws
    {
        let hasher = SlowHasher()
        let fixture = try await Fixture(hasher: hasher, hidesUnknown: true)
        let (time, start) = (fixture.time, fixture.time.now())
        func signIn() async -> CognitoError? {
            await failure { _ = try await fixture.pool.signIn(name, password: "wrong") }
        }
        for _ in 0..<5 { _ = await signIn() }
        time.advance(by: .seconds(1))
        hasher.meanwhile.withLock { $0 = { time.set(start) } }
        #expect(await signIn() == .attemptsExceeded(.waitUntil(start + .seconds(1))))
        hasher.meanwhile.withLock { $0 = nil }
        time.advance(by: .seconds(1))
        let sixth = await signIn()
        #expect(sixth?.message == CognitoError.incorrectPassword.message)
        #expect(sixth?.advice == .waitUntil(start + .seconds(3)), "the sixth, for the one before did not count")
    }

    // R36, R39: a new password is hashed only for a live session that asks for one.
    @Test func aDeadSessionHashesNoNewPassword() async throws {
        let hasher = SlowHasher()
        let fixture = try await Fixture(hasher: hasher)
        try await fixture.pool.admin.setPassword("ada", Fixture.password, permanent: false)
        let session = try await fixture.challenge().session
        let made = hasher.hashes.withLock { $0 }
        func answer() async -> CognitoError? {
            await failure { _ = try await fixture.pool.respond(to: session, with: .newPassword("Difference-1822")) }
        }
        #expect(await answer() == nil)
        #expect(hasher.hashes.withLock { $0 } == made + 1)
        #expect(await answer() == .usedSession)
        fixture.time.advance(by: .seconds(180))
        #expect(await answer() == .expiredSession)
        #expect(hasher.hashes.withLock { $0 } == made + 1)
    }

    // R42: a hash of today's cost stays as it is; one of another cost is renewed once.
    @Test func onlyAHashOfAnotherCostIsRenewed() async throws {
        let hasher = SlowHasher()
        let fixture = try await Fixture(hasher: hasher)
        let before = try await fixture.record().password
        let made = hasher.hashes.withLock { $0 }
        for _ in 0..<2 { _ = try await fixture.tokens() }
        #expect(try await fixture.record().password == before)
        #expect(hasher.hashes.withLock { $0 } == made)

        let cheap = try await PBKDF2PasswordHasher(anyIterations: 1).hash(Fixture.password)
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.password = cheap }
        _ = await failure { _ = try await fixture.pool.signIn("ada", password: "wrong") }
        #expect(try await fixture.record().password == cheap, "never after a wrong one")
        for _ in 0..<2 { _ = try await fixture.tokens() }
        let renewed = try #require(await fixture.record().password)
        #expect(renewed != cheap && !hasher.needsRehash(renewed))
        #expect(hasher.hashes.withLock { $0 } == made + 1)
    }

    // R30: for an expired session of a disabled user the answer is the expiry.
    @Test func theTextsOfADeadSetUpComeInTheirOrder() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]))
        let session = try await fixture.challenge().session
        func associate() async -> CognitoError? {
            await failure { _ = try await fixture.pool.associateSoftwareToken(.session(session)) }
        }
        try await fixture.pool.admin.disableUser("ada")
        #expect(await associate() == .userDisabled, "which has ended the session too")
        fixture.time.advance(by: .seconds(180))
        #expect(await associate() == .expiredSession)
        fixture.time.advance(by: .milliseconds(-1))
        #expect(await associate() == .userDisabled)
        try await fixture.pool.admin.enableUser("ada")
        #expect(await associate() == .usedSession)
        fixture.time.advance(by: .milliseconds(1))
        #expect(await associate() == .expiredSession)
    }

    // R92: the client that a token names must be one of the pool that it names.
    @Test func aTokenOfAnotherPoolsClientIsInvalid() async throws {
        let fixture = try await Fixture()
        let tokens = try await fixture.tokens()
        let refreshToken = try #require(tokens.refreshToken)
        let family = try #require(RefreshTokenLocator(refreshToken, keys: fixture.service.keys)).family
        let other = try await fixture.service.openPool("other_pool", client: "second")
        let user = try await fixture.record()
        for (client, expected) in [(fixture.pool.clientID, nil), (other.clientID, CognitoError.invalidAccessToken)] {
            let stored = try #require(await fixture.service.records.read(.client(client), as: ClientRecord.self))
            let token = try await fixture.service.tokens.issue(
                TokenGrant(
                    id: [UInt8](repeating: 1, count: 16), family: family, generation: user.generation,
                    userPoolID: fixture.pool.id, client: stored.record.client, username: "ada", sub: user.sub,
                    attributes: [:], authenticatedAt: fixture.time.now(), issuedAt: fixture.time.now())
            ).accessToken
            #expect(await failure { _ = try await fixture.pool.user(token) } == expected)
        }
    }

    // R9: a user deleted before a message's refund counts as unknown.
    @Test func aUserDeletedWhileAMessageIsOnItsWayIsUnknown() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 0
        let fixture = try await Fixture(limits: limits)
        let token = try await fixture.tokens().accessToken
        await fixture.store.before("read quota") {
            let stored = try #require(try await fixture.store.read(fixture.key))
            _ = try await fixture.store.compareAndSwap(fixture.key, .delete(stored.version))
        }
        let error = await failure { try await fixture.pool.sendVerificationCode(token, for: .phoneNumber) }
        #expect(error == .userNotFound)
    }

    // R12: a destination's quota that others write continually answers as busy, and nothing is sent.
    @Test func aQuotaThatIsAlwaysBusyIsTooManyRequests() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.sendVerificationCode(token, for: .phoneNumber)
        let destination = try #require(CodeDestination(.phoneNumber, Fixture.phone))
        let key = RecordKey.sendQuota(fixture.pool.id, destination)
        await fixture.store.before("swap quota", times: FlowLimits.swapTries) {
            try await fixture.rewrite(key, as: SendQuotaRecord.self) { _ in }
        }
        let error = await failure { try await fixture.pool.sendVerificationCode(token, for: .phoneNumber) }
        #expect(error == .tooManyRequests)
        #expect(await fixture.sms.messages.count == 1)
    }
}
