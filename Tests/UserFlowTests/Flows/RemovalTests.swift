import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The removal of an authenticator app, and the disabling of a user.
@Suite struct RemovalTests {
    private func withApp(
        _ mfa: UserPoolMFAConfiguration = .optional([.sms, .softwareToken]), attributes: UserAttributes = [:]
    ) async throws -> (Fixture, AccessToken) {
        let fixture = try await Fixture(attributes: attributes)
        let token = try await fixture.tokens().accessToken
        try await fixture.registerApp()
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.mfa = mfa }
        return (fixture, token)
    }

    // R65
    @Test func aUserRemovesTheAppWithTheRightPasswordOnly() async throws {
        let (fixture, token) = try await withApp()
        let wrong = await failure { try await fixture.pool.removeSoftwareToken(token, password: "wrong") }
        #expect(wrong == .incorrectPassword)
        #expect(try await fixture.record().softwareToken != nil)
        #expect(try await fixture.record().passwordFailures.ladder.failures == 1)
        let waiting = try await fixture.challenge()
        try await fixture.pool.removeSoftwareToken(token, password: Fixture.password)
        let ada = try await fixture.pool.user(token)
        #expect(ada.userMFASettingList == [] && ada.preferredMFASetting == nil)
        #expect(try await fixture.record().passwordFailures.ladder.failures == 0)
        let late = await failure {
            _ = try await fixture.pool.respond(to: waiting.session, with: .softwareTokenMFA(code: "123456"))
        }
        #expect(late == .usedSession)
        _ = try await fixture.tokens()
        let again = await failure { try await fixture.pool.removeSoftwareToken(token, password: Fixture.password) }
        #expect(again?.code == .softwareTokenMFANotFound)
    }

    // R48
    @Test func wrongPasswordsLockTheRemovalAndTheSignIn() async throws {
        let (fixture, token) = try await withApp()
        for _ in 1...5 { _ = await failure { try await fixture.pool.removeSoftwareToken(token, password: "wrong") } }
        let lock = CognitoError.attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1)))
        let removal = await failure { try await fixture.pool.removeSoftwareToken(token, password: Fixture.password) }
        let signIn = await failure { _ = try await fixture.challenge() }
        #expect(removal == lock && signIn == lock)
        #expect(try await fixture.record().softwareToken != nil)
    }

    // R38
    @Test func anOldPasswordVerifiedSlowlyWhileItIsChangedRemovesNothing() async throws {
        let hasher = GatedHasher()
        let fixture = try await Fixture(hasher: hasher, limits: FlowLimits(hashingThreads: 2))
        let token = try await fixture.tokens().accessToken
        try await fixture.registerApp()
        await hasher.close()
        let pool = fixture.pool
        let removal = Task { try await pool.removeSoftwareToken(token, password: Fixture.password) }
        await hasher.someoneWaits()
        try await pool.admin.setPassword("ada", "Difference-1822")
        await hasher.open()
        await #expect(throws: CognitoError.revokedAccessToken) { try await removal.value }
        #expect(try await fixture.record().softwareToken != nil)
    }

    @Test func inARequiredPoolTheNextSignInLeadsToWhatIsLeft() async throws {
        let (setUp, _) = try await withApp(.on([.softwareToken]))
        try await setUp.pool.admin.deleteSoftwareToken("ada")
        #expect(try await setUp.challenge().name == .mfaSetup)
        let (texts, _) = try await withApp(.on([.sms, .softwareToken]), attributes: [.phoneNumber: Fixture.phone])
        try await texts.pool.admin.deleteSoftwareToken("ada")
        #expect(try await texts.challenge().name == .smsMFA)
        let (free, _) = try await withApp()
        try await free.pool.admin.deleteSoftwareToken("ada")
        _ = try await free.tokens()
    }

    // R65
    @Test func whereThereIsNoAppAnAdministratorsRemovalSucceedsAndChangesNothing() async throws {
        let fixture = try await Fixture()
        let before = try await fixture.record()
        try await fixture.pool.admin.deleteSoftwareToken("ada")
        #expect(try await fixture.record() == before)
    }

    // R50
    @Test func removalDoesNotReopenAFactorThatGuessingClosed() async throws {
        let (fixture, _) = try await withApp()
        let now = fixture.time.now()
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { user in
            for _ in 1...100 { user.codeFailures.fail(.softwareToken, at: now) }
        }
        try await fixture.pool.admin.deleteSoftwareToken("ada")
        #expect(try await fixture.record().codeFailures.isClosed(.softwareToken))
    }

    // R23
    @Test func aDisabledUserIsOutAndComesBackWithoutOldTokens() async throws {
        let (fixture, token) = try await withApp()
        let challenge = try await fixture.challenge()
        try await fixture.pool.admin.disableUser("ada")
        let signIn = await failure { _ = try await fixture.challenge() }
        #expect(signIn?.message == "User is disabled.")
        let access = await failure { _ = try await fixture.pool.user(token) }
        #expect(access?.message == "User is disabled.")
        try await fixture.pool.admin.enableUser("ada")
        let old = await failure { _ = try await fixture.pool.user(token) }
        #expect(old == .revokedAccessToken)
        let session = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: "123456"))
        }
        #expect(session == .usedSession)
        _ = try await fixture.challenge()
    }

    // R63
    @Test func aCodeOfAClockThatIsOffIsRefusedWithAdvice() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        for (steps, isNear) in [(2, true), (10, true), (11, false), (-2, false), (-10, false)] {
            let refused = await failure {
                _ = try await fixture.pool.respond(
                    to: challenge.session, with: .softwareTokenMFA(code: app.code(stepsAhead: steps)))
            }
            #expect(refused?.code == .codeMismatch)
            guard case .anotherCode(_, let isClockOff) = refused?.advice else { break }
            // Steps behind are at or below the floor of the set-up two steps ago: used, not early or late.
            #expect(isClockOff == isNear, "\(steps) steps")
        }
        let token = VerifiedSoftwareToken(
            secret: try #require(await fixture.record().softwareToken).secret, friendlyDeviceName: nil,
            replayFloor: TimeStep(0))
        #expect(token.suggestsClockOff(app.code(stepsAhead: -10), at: fixture.time.now()))
        #expect(!token.suggestsClockOff(app.code(stepsAhead: -11), at: fixture.time.now()))
    }

    @Test func theAdviceIsGivenAtSetUpToo() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        let association = try await fixture.pool.associateSoftwareToken(.accessToken(token))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        for (steps, isOff) in [(-5, true), (12, false)] {
            let refused = await failure {
                try await fixture.pool.verifySoftwareToken(.accessToken(token), code: app.code(stepsAhead: steps))
            }
            guard case .anotherCode(_, let isClockOff) = refused?.advice else {
                Issue.record("no advice")
                return
            }
            #expect(isClockOff == isOff)
        }
    }
}
