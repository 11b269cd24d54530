import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import TestSupport
import Testing
import UserPoolModel

/// Check and action come apart at every `await`: changes in between must count.
@Suite struct StaleVerdictTests {
    private func duringASlowCheck(
        of fixture: Fixture, _ hasher: GatedHasher, _ change: () async throws -> Void
    ) async throws -> Result<AuthOutcome, any Error> {
        await hasher.close()
        let pool = fixture.pool
        let signIn = Task { try await pool.signIn("ada", password: Fixture.password) }
        await hasher.someoneWaits()
        try await change()
        await hasher.open()
        return await signIn.result
    }

    // R37
    @Test func anOldPasswordVerifiedSlowlyWhileItIsChangedIsRefused() async throws {
        let hasher = GatedHasher()
        let fixture = try await Fixture(hasher: hasher, limits: FlowLimits(hashingThreads: 2))
        let result = try await duringASlowCheck(of: fixture, hasher) {
            try await fixture.pool.admin.setPassword("ada", "Difference-1822")
        }
        #expect(throws: CognitoError.incorrectPassword) { try result.get() }
        #expect(await hasher.checks == 2, "made anew once, against the new hash")
    }

    @Test func aPasswordThatChangesTwiceDuringItsCheckIsNotVerified() async throws {
        let hasher = GatedHasher()
        let fixture = try await Fixture(hasher: hasher, limits: FlowLimits(hashingThreads: 2))
        let pool = fixture.pool
        await hasher.close()
        let signIn = Task { try await pool.signIn("ada", password: Fixture.password) }
        for password in ["Difference-1822", "Difference-1823"] as [Password] {
            await hasher.someoneWaits()
            try await pool.admin.setPassword("ada", password)
            await hasher.open()
            await hasher.close()
        }
        await #expect(throws: CognitoError.tooManyRequests) { try await signIn.value }
    }

    // R37: time is read after the slow hash, not before it.
    @Test func aCodeThatExpiresWhileThePasswordIsHashedSetsNone() async throws {
        let hasher = ActingHasher()
        let fixture = try await Fixture(hasher: hasher, attributes: .verifiedEmail)
        _ = try await fixture.pool.forgotPassword("ada")
        await fixture.service.shutDown()
        let code = await fixture.email.lastCode(to: "ada@example.com")
        let before = try await fixture.record()
        await hasher.onHash { fixture.time.advance(by: .seconds(7200)) }
        let error = await failure {
            try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
        }
        #expect(error == .verificationCodeExpired)
        #expect(try await fixture.record().password == before.password)
    }

    // R81, R82
    @Test func aPoolThatTurnsOnDuringASlowCheckGivesNoTokens() async throws {
        let hasher = GatedHasher()
        let fixture = try await Fixture(
            mfa: .optional([.softwareToken]), hasher: hasher, limits: FlowLimits(hashingThreads: 2))
        let result = try await duringASlowCheck(of: fixture, hasher) {
            try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.mfa = .on([.softwareToken]) }
        }
        #expect(try result.get().challenge?.name == .mfaSetup)
    }

    // R82
    @Test func aGrantIsDecidedAgainUnderTheSettingsOfTheAnswer() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]))
        let setUp = try await fixture.challenge()
        let association = try await fixture.pool.associateSoftwareToken(.session(setUp.session))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        let next = try #require(association.session)
        let last = try #require(try await fixture.pool.verifySoftwareToken(.session(next), code: app.code()))
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.mfa = .on([.sms]) }
        let outcome = try await fixture.pool.respond(to: last, with: .mfaSetup)
        #expect(outcome.challenge?.name == .smsMFA)
    }

    // R67, R68
    @Test func aCodeSentToANumberThatWasChangedSinceIsRefusedAndVerifiesNeither() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let challenge = try await fixture.challenge()
        let code = await fixture.sentCode()
        try await fixture.pool.admin.updateAttributes("ada", [.phoneNumber: "+14155550199"])
        let refused = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .smsMFA(code: code))
        }
        #expect(refused == .usedSession)
        let ada = try await fixture.pool.admin.user("ada")
        #expect(ada.attributes[.phoneNumberVerified] == "false")
        #expect(ada.attributes[.phoneNumber] == "+14155550199")
    }

    // R22, R26
    @Test func aSignOutBetweenGrantAndTokenKillsTheTokenAndNoLaterOne() async throws {
        let issuer = InterruptedIssuer()
        let fixture = try await Fixture(tokens: issuer)
        let pool = fixture.pool
        await issuer.interrupt { try await pool.admin.signOutEverywhere("ada") }
        let old = try await fixture.tokens()
        let new = try await fixture.tokens()
        let refused = await failure { _ = try await pool.user(old.accessToken) }
        #expect(refused == .revokedAccessToken)
        #expect(try await pool.user(new.accessToken).username == "ada", "signed in within the same second")
    }

    @Test func aSlowSignInDoesNotOutliveASignOut() async throws {
        let hasher = GatedHasher()
        let fixture = try await Fixture(hasher: hasher, limits: FlowLimits(hashingThreads: 2))
        let result = try await duringASlowCheck(of: fixture, hasher) {
            try await fixture.pool.admin.signOutEverywhere("ada")
        }
        let tokens = try #require(try result.get().authenticationResult)
        #expect(await hasher.checks == 2, "the verdict named an older generation and was made anew")
        #expect(try await fixture.pool.user(tokens.accessToken).username == "ada")
    }
}

/// An issuer that runs other work once, between a grant and its tokens.
actor InterruptedIssuer: TokenIssuer {
    private let issuer = SignedTokenIssuer<LocalTokenSigner>.hs256(
        issuer: "https://test.invalid", keys: KeyRing(from: SeededRandomSource(seed: 3)))
    private var interruption: (@Sendable () async throws -> Void)?

    func interrupt(_ interruption: @escaping @Sendable () async throws -> Void) { self.interruption = interruption }

    func issue(_ grant: TokenGrant) async throws -> AuthenticationResult {
        let now = interruption
        interruption = nil
        try await now?()
        return try await issuer.issue(grant)
    }

    func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict {
        try await issuer.verify(accessToken: accessToken, now: now)
    }
}

/// A hasher of plain text that runs other work while it hashes.
private actor ActingHasher: PasswordHasher {
    private var act: @Sendable () -> Void = {}

    func onHash(_ act: @escaping @Sendable () -> Void) { self.act = act }

    func hash(_ password: Password) -> PasswordHash {
        act()
        return PasswordHash(password.text)
    }

    func verify(_ password: Password, against hash: PasswordHash?) -> Bool { hash?.text == password.text }
}
