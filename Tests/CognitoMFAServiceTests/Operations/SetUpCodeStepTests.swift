import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The floor of a secret is the matched step, be it before, at or after the present one.
///
/// It holds at set-up by token and by session, and at sign-in.
@Suite struct SetUpCodeStepTests {
    enum Path: CaseIterable {
        case token, session
    }

    /// Sets up an app with the code of a step, and prefers it.
    private func setUp(_ path: Path, step: Int) async throws -> (Fixture, AuthenticatorApp) {
        let fixture = try await Fixture(mfa: path == .token ? .optional([.softwareToken]) : .on([.softwareToken]))
        guard path == .token else {
            let association = try await fixture.pool.associateSoftwareToken(.session(fixture.challenge().session))
            let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
            let verified = try await fixture.pool.verifySoftwareToken(
                .session(#require(association.session)), code: app.code(stepsAhead: step))
            _ = try await fixture.pool.respond(to: #require(verified), with: .mfaSetup)
            return (fixture, app)
        }
        let token = try await fixture.tokens().accessToken
        let association = try await fixture.pool.associateSoftwareToken(.accessToken(token))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        try await fixture.pool.verifySoftwareToken(.accessToken(token), code: app.code(stepsAhead: step))
        try await fixture.pool.setMFAPreference(token, softwareToken: .preferred)
        return (fixture, app)
    }

    private static let used = CognitoError.softwareTokenCodeUsed.message

    /// The error text of a refused code at sign-in.
    private func signIn(_ fixture: Fixture, _ code: OneTimeCode) async throws -> String? {
        let session = try await fixture.challenge().session
        return await failure {
            _ = try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: code))
        }?.message
    }

    private func step(_ fixture: Fixture) -> Int { Int(fixture.time.now().milliseconds / 30_000) }

    // R58
    @Test(arguments: Path.allCases, [-1, 0, 1])
    func theFloorOfANewSecretIsTheStepOfItsCode(_ path: Path, _ offset: Int) async throws {
        let (fixture, app) = try await setUp(path, step: offset)
        let floor = try #require(await fixture.record().softwareToken).replayFloor
        #expect(floor.rawValue == UInt64(step(fixture) + offset))
        // Neither the code of the set-up nor an older one signs the user in.
        for spent in -1...offset {
            #expect(try await signIn(fixture, app.code(stepsAhead: spent)) == Self.used, "\(spent)")
        }
        // The next code does; one too far ahead does when its time has come.
        if offset == 1 { fixture.time.advance(by: .seconds(30)) }
        let next = offset == 1 ? 1 : offset + 1
        #expect(try await signIn(fixture, app.code(stepsAhead: next)) == nil)
    }

    // R58: a code of the step before leaves later codes valid; a code of the step ahead spends earlier ones.
    @Test(arguments: [-1, 0, 1]) func theFloorAtSignInIsTheStepOfTheCode(_ offset: Int) async throws {
        let fixture = try await Fixture(mfa: .optional([.softwareToken]))
        let app = try await fixture.registerApp()
        #expect(try await signIn(fixture, app.code(stepsAhead: offset)) == nil)
        let floor = try #require(await fixture.record().softwareToken).replayFloor
        #expect(floor.rawValue == UInt64(step(fixture) + offset))
        for other in -1...1 {
            let refused = try await signIn(fixture, app.code(stepsAhead: other))
            // Each accepted code raises the floor to its step.
            #expect(refused == (other > offset ? nil : Self.used), "\(other) after \(offset)")
        }
    }

    // R57: two steps away a code is wrong, at set-up and at sign-in.
    @Test(arguments: Path.allCases, [-2, 2])
    func twoStepsAwayIsTooFar(_ path: Path, _ offset: Int) async throws {
        let mfa = path == .token ? UserPoolMFAConfiguration.optional([.softwareToken]) : .on([.softwareToken])
        let fixture = try await Fixture(mfa: mfa)
        var user: UserAuthorization
        let association: SoftwareTokenAssociation
        if path == .token {
            user = .accessToken(try await fixture.tokens().accessToken)
            association = try await fixture.pool.associateSoftwareToken(user)
        } else {
            user = .session(try await fixture.challenge().session)
            association = try await fixture.pool.associateSoftwareToken(user)
            user = .session(try #require(association.session))
        }
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        let before = try await fixture.record().codeFailures
        let refused = await failure {
            try await fixture.pool.verifySoftwareToken(user, code: app.code(stepsAhead: offset))
        }
        #expect(refused?.code == .enableSoftwareTokenMFA)
        #expect(refused?.advice == .anotherCode(attemptsLeft: 9, clockOff: true), "R63: the advice is given on both")
        #expect(try await fixture.record().softwareToken == nil)
        #expect(try await fixture.record().codeFailures == before, "R52: it counts on the secret alone")
    }

    // R58: in profile `strict` the code of a removal must be above the same floor.
    @Test(arguments: [-1, 0]) func theCodeOfARemovalIsVerifiedAboveTheFloor(_ offset: Int) async throws {
        let fixture = try await Fixture(mfa: .optional([.softwareToken]), profile: .strict)
        let app = try await fixture.registerApp()
        let session = try await fixture.challenge().session
        let token = try #require(
            await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: app.code())).authenticationResult
        ).accessToken
        let refused = await failure {
            try await fixture.pool.removeSoftwareToken(
                token, password: Fixture.password, code: app.code(stepsAhead: offset))
        }
        #expect(refused == .softwareTokenCodeUsed)
        try await fixture.pool.removeSoftwareToken(token, password: Fixture.password, code: app.code(stepsAhead: 1))
        #expect(try await fixture.record().softwareToken == nil)
    }

    // R36, R61: Associate renews the session of a set-up, and the one before is spent.
    @Test func theSessionThatWasAssociatedByIsSpent() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]))
        let first = try await fixture.challenge().session
        let association = try await fixture.pool.associateSoftwareToken(.session(first))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        #expect(try await fixture.record().sessions.count == 1)
        let calls: [() async throws -> Void] = [
            { _ = try await fixture.pool.associateSoftwareToken(.session(first)) },
            { try await fixture.pool.verifySoftwareToken(.session(first), code: app.code()) },
            { _ = try await fixture.pool.respond(to: first, with: .mfaSetup) },
        ]
        for call in calls { #expect(await failure(call) == .usedSession) }
        let second = try #require(association.session)
        let third = try #require(await fixture.pool.verifySoftwareToken(.session(second), code: app.code()))
        #expect(try await fixture.record().sessions.count == 1)
        #expect(await failure { _ = try await fixture.pool.respond(to: second, with: .mfaSetup) } == .usedSession)
        _ = try await fixture.pool.respond(to: third, with: .mfaSetup)
        #expect(await failure { _ = try await fixture.pool.respond(to: third, with: .mfaSetup) } == .usedSession)
        #expect(try await fixture.record().sessions.isEmpty)
    }

    // R36: the choice of a factor spends its session, at either endpoint.
    @Test(arguments: [false, true]) func aChoiceSpendsItsSession(_ byAdministrator: Bool) async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled, softwareToken: .enabled)
        let session = try await fixture.challenge().session
        func choose(_ factor: MFAType) async throws {
            if byAdministrator {
                _ = try await fixture.pool.admin.respond(to: session, with: .selectMFAType(factor), as: "ada")
            } else {
                _ = try await fixture.pool.respond(to: session, with: .selectMFAType(factor))
            }
        }
        try await choose(.softwareToken)
        #expect(try await fixture.record().sessions.map(\.challengeName) == [.softwareTokenMFA])
        for factor in [MFAType.softwareToken, .sms] {
            #expect(await failure { try await choose(factor) } == .usedSession)
        }
        #expect(await fixture.sms.messages.isEmpty)
    }
}
