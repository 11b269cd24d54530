import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

@Suite struct ChangePasswordTests {
    private static let next: Password = "Difference-1822"

    private func change(
        _ fixture: Fixture, _ token: AccessToken, from old: Password = Fixture.password, to new: Password = next
    ) async -> CognitoError? {
        await failure { try await fixture.pool.changePassword(token, from: old, to: new) }
    }

    // R24
    @Test func tokensStayAndOpenChallengesEnd() async throws {
        let fixture = try await Fixture()
        let tokens = try await fixture.tokens()
        let app = try await fixture.registerApp()
        let waiting = try await fixture.challenge()
        #expect(await change(fixture, tokens.accessToken) == nil)
        #expect(try await fixture.pool.user(tokens.accessToken).username == "ada")
        let late = await failure {
            _ = try await fixture.pool.respond(to: waiting.session, with: .softwareTokenMFA(code: app.code()))
        }
        #expect(late == .usedSession)
        let old = await failure { _ = try await fixture.pool.signIn("ada", password: Fixture.password) }
        #expect(old == .incorrectPassword)
        #expect(try await fixture.pool.signIn("ada", password: Self.next).challenge?.name == .softwareTokenMFA)
    }

    // R54
    @Test func fiveAnHourRightOrWrong() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        let start = fixture.time.now()
        for number in 1...5 {
            let refused = await change(
                fixture, token, from: number == 3 ? Fixture.password : "wrong", to: Fixture.password)
            #expect(number == 3 ? refused == nil : refused?.message == "Incorrect username or password.")
            fixture.time.advance(by: .seconds(10))
        }
        let before = try await fixture.record()
        let limited = await change(fixture, token)
        #expect(limited?.code == .limitExceeded)
        #expect(limited?.message == "Attempt limit exceeded, please try after some time.")
        #expect(limited?.advice == .waitUntil(start + .seconds(3600)))
        #expect(try await fixture.record() == before)
        // A new access token, because this one expires after an hour.
        fixture.time.set(start + .milliseconds(3_599_999))
        let fresh = try await fixture.tokens().accessToken
        #expect(await change(fixture, fresh)?.code == .limitExceeded)
        fixture.time.set(start + .seconds(3600))
        #expect(await change(fixture, fresh) == nil)
    }

    @Test func aPasswordAgainstThePolicyIsRefusedBeforeAnythingCounts() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        let before = try await fixture.record()
        let short = await change(fixture, token, to: "Short-1")
        #expect(short?.code == .invalidPassword)
        let blank = await change(fixture, token, to: "")
        #expect(blank?.message.hasPrefix("2 validation errors detected: Value at 'proposedPassword'") == true)
        #expect(try await fixture.record() == before)
    }

    // R38
    @Test func aSlowCheckOfAPasswordThatWasReplacedChangesNothing() async throws {
        let hasher = GatedHasher()
        let fixture = try await Fixture(hasher: hasher, limits: FlowLimits(hashingThreads: 2))
        let token = try await fixture.tokens().accessToken
        let before = await hasher.checks
        await hasher.close()
        let pool = fixture.pool
        let change = Task { try await pool.changePassword(token, from: Fixture.password, to: Self.next) }
        await hasher.someoneWaits()
        let replaced = await hasher.hash("Difference-1823")
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.password = replaced }
        await hasher.open()
        await #expect(throws: CognitoError.incorrectPassword) { try await change.value }
        #expect(await hasher.checks == before + 2, "made anew once, against the new hash")
        #expect(try await fixture.record().password == replaced)
    }

    // R48
    @Test func wrongPasswordsLockTheChangeToo() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        for _ in 1...5 { _ = await failure { _ = try await fixture.pool.signIn("ada", password: "wrong") } }
        let locked = await change(fixture, token)
        #expect(locked == .attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1))))
        fixture.time.advance(by: .seconds(1))
        #expect(await change(fixture, token) == nil)
    }
}
