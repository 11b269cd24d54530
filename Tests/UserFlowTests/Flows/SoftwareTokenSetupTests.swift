import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// AssociateSoftwareToken and VerifySoftwareToken, by access token and by session.
@Suite struct SoftwareTokenSetupTests {
    private func associate(_ fixture: Fixture, _ user: UserAuthorization) async throws -> (
        app: AuthenticatorApp, session: SessionHandle?
    ) {
        let association = try await fixture.pool.associateSoftwareToken(user)
        return (try AuthenticatorApp(scanning: association.keyURI, time: fixture.time), association.session)
    }

    private func wrong(_ app: AuthenticatorApp) -> OneTimeCode {
        let near = [-1, 0, 1].map { app.code(stepsAhead: $0) }
        return ["000000", "111111", "222222", "333333"].first { !near.contains($0) } ?? "444444"
    }

    @Test func aSecretIs32BytesShownOnceWithIssuerAndAccount() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        let first = try await fixture.pool.associateSoftwareToken(.accessToken(token))
        #expect(first.secretCode.utf8.count == 52 && first.secret.bytes.count == 32)
        #expect(first.groupedSecretCode == first.secretCode.lowercased().grouped)
        #expect(first.keyURI.text.hasPrefix("otpauth://totp/Test:ada?secret=\(first.secretCode)&issuer=Test"))
        let second = try await fixture.pool.associateSoftwareToken(.accessToken(token))
        #expect(second.secret != first.secret)
    }

    // R58
    @Test func theSetUpCodeCountsAsUsed() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        let (app, _) = try await associate(fixture, .accessToken(token))
        try await fixture.pool.verifySoftwareToken(.accessToken(token), code: app.code())
        try await fixture.pool.setMFAPreference(token, softwareToken: .preferred)
        let challenge = try await fixture.challenge()
        let refused = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        }
        #expect(refused?.code == .expiredCode)
        #expect(refused?.message == "Your software token has already been used once.")
        #expect(try await fixture.record().codeFailures.ladder.failures == 1, "R59: it counts like a wrong one")
        let outcome = try await fixture.pool.respond(
            to: challenge.session, with: .softwareTokenMFA(code: app.code(stepsAhead: 1)))
        #expect(outcome.authenticationResult != nil)
    }

    @Test func aStepIsAcceptedOncePerSecretAndNotPerUser() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        for _ in 1...2 {
            let (app, _) = try await associate(fixture, .accessToken(token))
            try await fixture.pool.verifySoftwareToken(.accessToken(token), code: app.code())
        }
        #expect(try await fixture.record().softwareToken != nil)
    }

    @Test func theFloorNeverFallsWhateverTheClockDoes() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let code = app.code()
        var challenge = try await fixture.challenge()
        _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: code))
        fixture.time.advance(by: .seconds(-3600))
        challenge = try await fixture.challenge()
        for step in [0, -1, 1] {
            let refused = await failure {
                _ = try await fixture.pool.respond(
                    to: challenge.session, with: .softwareTokenMFA(code: app.code(stepsAhead: step)))
            }
            #expect(refused?.code == .expiredCode)
        }
    }

    // R52
    @Test func tenWrongSetUpCodesAreVerifiedAndTheNextTryDiscardsTheSecret() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        let (app, _) = try await associate(fixture, .accessToken(token))
        for number in 1...10 {
            let refused = await failure {
                try await fixture.pool.verifySoftwareToken(.accessToken(token), code: wrong(app))
            }
            #expect(refused?.code == .enableSoftwareTokenMFA)
            #expect(refused?.message == "Code mismatch and fail enable Software Token MFA")
            #expect(refused?.advice == .anotherCode(attemptsLeft: 10 - number, clockOff: false))
        }
        let right = await failure {
            try await fixture.pool.verifySoftwareToken(.accessToken(token), code: app.code())
        }
        #expect(right?.code == .tooManyRequests)
        let gone = await failure {
            try await fixture.pool.verifySoftwareToken(.accessToken(token), code: app.code())
        }
        #expect(gone == .nothingAssociated)
        #expect(try await fixture.record().codeFailures == CodeCounter(), "the user's own counter is untouched")
    }

    @Test func theSameBoundHoldsInASession() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]))
        let challenge = try await fixture.challenge()
        let (app, session) = try await associate(fixture, .session(challenge.session))
        let next = try #require(session)
        for _ in 1...10 {
            let refused = await failure {
                try await fixture.pool.verifySoftwareToken(.session(next), code: wrong(app))
            }
            #expect(refused?.code == .enableSoftwareTokenMFA)
        }
        let last = await failure { try await fixture.pool.verifySoftwareToken(.session(next), code: app.code()) }
        #expect(last?.code == .tooManyRequests)
        let gone = await failure { try await fixture.pool.verifySoftwareToken(.session(next), code: app.code()) }
        #expect(gone == .nothingAssociated)
        let (again, third) = try await associate(fixture, .session(next))
        let fourth = try #require(third)
        let done = try #require(await fixture.pool.verifySoftwareToken(.session(fourth), code: again.code()))
        #expect(try await fixture.pool.respond(to: done, with: .mfaSetup).authenticationResult != nil)
    }

    // R61
    @Test func ofTwoWhoAssociateTheLaterOverwrites() async throws {
        let fixture = try await Fixture()
        let earlier = try await fixture.tokens().accessToken
        let later = try await fixture.tokens().accessToken
        let (firstApp, _) = try await associate(fixture, .accessToken(earlier))
        let (secondApp, _) = try await associate(fixture, .accessToken(later))
        let refused = await failure {
            try await fixture.pool.verifySoftwareToken(.accessToken(earlier), code: firstApp.code())
        }
        #expect(refused?.code == .invalidParameter && refused?.message == "User has not set up software token mfa")
        try await fixture.pool.verifySoftwareToken(.accessToken(later), code: secondApp.code())
    }

    @Test func aPendingSecretDiesAfterFifteenMinutesAndTheVerifiedOneWorksOn() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let code = app.code()
        let tokens = try #require(
            await fixture.pool.respond(to: fixture.challenge().session, with: .softwareTokenMFA(code: code))
                .authenticationResult)
        let (next, _) = try await associate(fixture, .accessToken(tokens.accessToken))
        fixture.time.advance(by: .seconds(900))
        let refused = await failure {
            try await fixture.pool.verifySoftwareToken(.accessToken(tokens.accessToken), code: next.code())
        }
        #expect(refused == .nothingAssociated)
        let outcome = try await fixture.pool.respond(
            to: fixture.challenge().session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
    }

    // R60
    @Test func tokenAndSessionGoTogetherNever() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]))
        let session = try await fixture.challenge().session
        let token: AccessToken = "a.b.c"
        for (accessToken, handle, text) in [
            (token, session, "AccessToken and Session must not both be provided"),
            (nil, nil, "Either AccessToken or Session must be provided"),
        ] as [(AccessToken?, SessionHandle?, String)] {
            let before = try await fixture.record()
            let associate = await failure {
                _ = try await fixture.service.associateSoftwareToken(
                    AssociateSoftwareTokenRequest(accessToken: accessToken, session: handle))
            }
            let verify = await failure {
                _ = try await fixture.service.verifySoftwareToken(
                    VerifySoftwareTokenRequest(accessToken: accessToken, session: handle, userCode: "123456"))
            }
            for refused in [associate, verify] {
                #expect(refused?.code == .invalidParameter && refused?.message == text)
            }
            #expect(try await fixture.record() == before)
        }
    }

    @Test func withTOTPOffInThePoolNothingIsAssociatedOrVerified() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        let (app, _) = try await associate(fixture, .accessToken(token))
        try await fixture.pool.admin.setMFA(.optional([.sms]))
        let text = "Software Token MFA has not been enabled by the userPool."
        let associate = await failure { _ = try await fixture.pool.associateSoftwareToken(.accessToken(token)) }
        // Also for the secret that is pending from before the switch.
        let verify = await failure {
            try await fixture.pool.verifySoftwareToken(.accessToken(token), code: app.code())
        }
        for refused in [associate, verify] {
            #expect(refused?.code == .softwareTokenMFANotFound && refused?.message == text)
        }
        #expect(try await fixture.record().softwareToken == nil)
    }

    @Test(arguments: [UserPoolMFAConfiguration.off, .on([.sms]), .optional([.sms])])
    func withTOTPOffInThePoolASessionSetsNothingUp(_ configuration: UserPoolMFAConfiguration) async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]), attributes: [:])
        let (app, session) = try await associate(fixture, .session(fixture.challenge().session))
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.mfa = configuration }
        let next = try #require(session)
        let associate = await failure { _ = try await fixture.pool.associateSoftwareToken(.session(next)) }
        let verify = await failure { try await fixture.pool.verifySoftwareToken(.session(next), code: app.code()) }
        #expect(associate == .softwareTokenOffInPool && verify == .softwareTokenOffInPool)
    }

    /// An attacker with the password and an older session must not replace a factor registered since.
    @Test func anOlderSetUpSessionDoesNotReplaceAFactorRegisteredSince() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]))
        let thief = try await associate(fixture, .session(fixture.challenge().session))
        let owner = try await associate(fixture, .session(fixture.challenge().session))
        let owners = try #require(owner.session)
        let finished = try #require(await fixture.pool.verifySoftwareToken(.session(owners), code: owner.app.code()))
        _ = try await fixture.pool.respond(to: finished, with: .mfaSetup)
        let verify = await failure {
            try await fixture.pool.verifySoftwareToken(.session(#require(thief.session)), code: thief.app.code())
        }
        let associate = await failure {
            _ = try await fixture.pool.associateSoftwareToken(.session(#require(thief.session)))
        }
        #expect(verify?.code == .notAuthorized && associate?.code == .notAuthorized)
    }

    // R29
    @Test func onlyASetUpSessionMaySetUp() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        let associate = await failure { _ = try await fixture.pool.associateSoftwareToken(.session(challenge.session)) }
        let verify = await failure {
            try await fixture.pool.verifySoftwareToken(.session(challenge.session), code: app.code())
        }
        #expect(associate == .invalidSession && verify == .invalidSession)
    }

    @Test func verifyingSwitchesNothingOnByItself() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        let (app, _) = try await associate(fixture, .accessToken(token))
        try await fixture.pool.verifySoftwareToken(
            .accessToken(token), code: app.code(), friendlyDeviceName: "Ada's phone")
        #expect(try await fixture.pool.user(token).userMFASettingList == [])
        _ = try await fixture.tokens()
        try await fixture.pool.setMFAPreference(token, softwareToken: .enabled)
        guard case .softwareTokenMFA(let challenge) = try await fixture.challenge() else {
            Issue.record("no challenge")
            return
        }
        #expect(challenge.friendlyDeviceName == "Ada's phone")
    }
}

extension String {
    /// Groups of four with a space between.
    fileprivate var grouped: String {
        stride(from: 0, to: count, by: 4).map { String(dropFirst($0).prefix(4)) }.joined(separator: " ")
    }
}
