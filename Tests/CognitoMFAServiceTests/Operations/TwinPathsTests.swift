import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Rules that several operations share, on each of them: passwords, codes, and the two ways to sign in.
@Suite struct TwinPathsTests {
    // MARK: Passwords

    /// The operations that verify a password.
    enum PasswordPath: CaseIterable {
        case signIn, adminSignIn, change, removal
    }

    private static let wrong: Password = "Wrong-10000000"

    private func give(
        _ password: Password, by path: PasswordPath, _ fixture: Fixture, _ token: AccessToken
    ) async -> CognitoError? {
        let pool = fixture.pool
        return await failure {
            switch path {
            case .signIn: _ = try await pool.signIn("ada", password: password)
            case .adminSignIn: _ = try await pool.admin.signIn("ada", password: password)
            case .change: try await pool.changePassword(token, from: password, to: "Compiler-1952")
            case .removal: try await pool.removeSoftwareToken(token, password: password)
            }
        }
    }

    /// A user with an app, the token of a sign-in, and the app's code for the next one.
    private func user(_ profile: CognitoProfile = .classic) async throws -> (Fixture, AccessToken) {
        let fixture = try await Fixture(profile: profile)
        let app = try await fixture.registerApp()
        let session = try await fixture.challenge().session
        let tokens = try #require(
            await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: app.code())).authenticationResult)
        return (fixture, tokens.accessToken)
    }

    // R46-R48: wrong passwords in one operation lock the other, for right and wrong ones; a lock writes nothing.
    @Test(arguments: PasswordPath.allCases, PasswordPath.allCases)
    func aWrongPasswordCountsEverywhere(_ first: PasswordPath, _ second: PasswordPath) async throws {
        let (fixture, token) = try await user()
        for _ in 1...5 {
            #expect(await give(Self.wrong, by: first, fixture, token)?.message == "Incorrect username or password.")
        }
        let before = try await fixture.record()
        let lock = CognitoError.attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1)))
        #expect(await give(Self.wrong, by: second, fixture, token) == lock)
        #expect(await give(Fixture.password, by: second, fixture, token) == lock)
        #expect(try await fixture.record() == before)
        #expect(before.passwordFailures.consecutive == 5)
    }

    // R48: the right password clears the count, in any operation.
    @Test(arguments: PasswordPath.allCases) func aRightPasswordEndsTheRow(_ path: PasswordPath) async throws {
        let (fixture, token) = try await user()
        for _ in 1...4 { _ = await give(Self.wrong, by: .signIn, fixture, token) }
        #expect(try await fixture.record().passwordFailures.consecutive == 4)
        #expect(await give(Fixture.password, by: path, fixture, token) == nil)
        let counter = try await fixture.record().passwordFailures
        #expect(counter.consecutive == 0 && counter.ladder.failures == 0)
    }

    // MARK: The two endpoints of a sign-in

    private func signIn(_ byAdministrator: Bool, _ fixture: Fixture) async throws -> AuthOutcome {
        byAdministrator
            ? try await fixture.pool.admin.signIn("ada", password: Fixture.password)
            : try await fixture.pool.signIn("ada", password: Fixture.password)
    }

    private func answer(
        _ byAdministrator: Bool, _ fixture: Fixture, _ session: SessionHandle, _ answer: ChallengeAnswer
    ) async throws -> AuthOutcome {
        byAdministrator
            ? try await fixture.pool.admin.respond(to: session, with: answer, as: "ada")
            : try await fixture.pool.respond(to: session, with: answer)
    }

    // R35, R47, R56, R70, R82: the refusals of a sign-in with a right password.
    @Test(arguments: [false, true]) func bothEndpointsRefuseTheSameUsers(_ byAdministrator: Bool) async throws {
        let now = ManualTimeSource().now()
        let states: [(CognitoError.Code, (inout UserAuthRecord) -> Void)] = [
            (.notAuthorized, { $0.isEnabled = false }),
            (.userNotConfirmed, { $0.status = .unconfirmed }),
            (.passwordResetRequired, { $0.status = .resetRequired }),
            (
                .notAuthorized,
                {
                    $0.status = .forceChangePassword
                    $0.temporaryPasswordExpiresAt = now
                }
            ),
            (.notAuthorized, { user in for _ in 1...5 { user.codeFailures.fail(.sms, at: now) } }),
            (.notAuthorized, { user in for _ in 1...100 { user.codeFailures.fail(.sms, at: UnixTime(seconds: 0)) } }),
            (.tooManyRequests, { user in for _ in 1...30 { user.hourly.use(.openSignIns, at: now) } }),
            (.limitExceeded, { user in for _ in 1...20 { user.hourly.use(.sendsWithPassword, at: now) } }),
        ]
        for (place, (code, change)) in states.enumerated() {
            let fixture = try await Fixture()
            try await fixture.preferSMS()
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self, change)
            let refused = await failure { _ = try await signIn(byAdministrator, fixture) }
            #expect(refused?.code == code, "state \(place): \(refused.map { "\($0)" } ?? "let in")")
            #expect(try await fixture.record().sessions.isEmpty, "state \(place)")
            #expect(await fixture.sms.messages.isEmpty, "state \(place)")
        }
        let fixture = try await Fixture()
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { user in
            for _ in 1...200 { user.hourly.use(.grants, at: now) }
        }
        #expect(await failure { _ = try await signIn(byAdministrator, fixture) }?.code == .tooManyRequests)
    }

    // R49, R51, R53: a wrong code counts once, the fifth ends the challenge, and a lock reveals nothing.
    @Test(arguments: [false, true], [MFAType.sms, .softwareToken])
    func bothEndpointsCountWrongCodes(_ byAdministrator: Bool, _ factor: MFAType) async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        if factor == .sms { try await fixture.preferSMS() }
        let session = try #require(await signIn(byAdministrator, fixture).challenge).session
        let right = factor == .sms ? await fixture.sentCode() : app.code()
        func give(_ code: OneTimeCode) async -> CognitoError? {
            await failure {
                _ = try await answer(
                    byAdministrator, fixture, session,
                    factor == .sms ? .smsMFA(code: code) : .softwareTokenMFA(code: code))
            }
        }
        let wrong: OneTimeCode = ["111111", "222222"].first { $0 != right } ?? "333333"
        for number in 1...5 {
            #expect(await give(wrong)?.code == .codeMismatch)
            #expect(try await fixture.record().codeFailures.factors[factor]?.consecutive == number)
        }
        let before = try await fixture.record()
        let lock = CognitoError.attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1)))
        #expect(await give(wrong) == lock)
        #expect(await give(right) == lock)
        #expect(try await fixture.record() == before)
        fixture.time.advance(by: .seconds(1))
        // R53: a code that was sent is dead, and its session with it.
        #expect(await give(right) == (factor == .sms ? .usedSession : nil))
        #expect(try await fixture.record().codeFailures.ladder.failures == (factor == .sms ? 5 : 0))
    }

    // R29-R31, R36: the refusals of a right code.
    @Test(arguments: [false, true]) func bothEndpointsRefuseTheSameSessions(_ byAdministrator: Bool) async throws {
        typealias Change = @Sendable (Fixture, SessionHandle) async throws -> Void
        let changes: [(CognitoError, Change)] = [
            (
                .userDisabled,
                { fixture, _ in
                    try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.isEnabled = false }
                }
            ),
            (.usedSession, { fixture, _ in try await fixture.pool.admin.signOutEverywhere("ada") }),
            (.usedSession, { fixture, _ in try await fixture.pool.admin.setPassword("ada", Fixture.password) }),
            (.invalidSession, { fixture, _ in try await fixture.pool.admin.deleteUser("ada") }),
            (.expiredSession, { fixture, _ in fixture.time.advance(by: .seconds(180)) }),
            (
                .usedSession,
                { fixture, session in
                    let code = await fixture.sentCode()
                    _ = try await fixture.pool.respond(to: session, with: .smsMFA(code: code))
                }
            ),
            (.clientNotFound("client"), { fixture, _ in await fixture.store.drop(.client("client")) }),
            (.usedSession, { fixture, _ in try await fixture.pool.admin.updateAttributes("ada", [.phoneNumber: ""]) }),
        ]
        for (place, (error, change)) in changes.enumerated() {
            let fixture = try await Fixture()
            try await fixture.preferSMS()
            let session = try await fixture.challenge().session
            let code = await fixture.sentCode()
            try await change(fixture, session)
            let refused = await failure { _ = try await answer(byAdministrator, fixture, session, .smsMFA(code: code)) }
            #expect(refused == error, "change \(place)")
        }
    }

    // R82: the pool's settings at the time of the answer decide, at either endpoint.
    @Test(arguments: [false, true]) func bothEndpointsAskForWhatThePoolAsksNow(_ byAdministrator: Bool) async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let session = try await fixture.challenge().session
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.mfa = .on([.sms]) }
        let next = try await answer(byAdministrator, fixture, session, .softwareTokenMFA(code: app.code()))
        #expect(next.challenge?.name == .smsMFA && next.authenticationResult == nil)
    }

    // MARK: Codes at sign-in and at removal

    // R49: wrong codes of a removal and of a sign-in climb one ladder.
    @Test(arguments: [false, true]) func removalAndSignInShareALadder(_ removalFirst: Bool) async throws {
        let (fixture, token) = try await user(.strict)
        fixture.time.advance(by: .seconds(30))
        let session = try await fixture.challenge().session
        func remove() async -> CognitoError? {
            await failure {
                try await fixture.pool.removeSoftwareToken(token, password: Fixture.password, code: "000000")
            }
        }
        func signIn() async -> CognitoError? {
            await failure {
                _ = try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: "000000"))
            }
        }
        for _ in 1...5 { #expect(await (removalFirst ? remove() : signIn())?.code == .codeMismatch) }
        let lock = CognitoError.attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1)))
        #expect(await remove() == lock)
        #expect(await signIn() == lock)
        #expect(try await fixture.record().codeFailures.factors[.softwareToken]?.consecutive == 5)
        #expect(try await fixture.record().softwareToken != nil)
    }

    // MARK: Recovery

    // R53: the calls that reopen recovery, and those that do not.
    @Test func onlyASignInOrAnAdministratorOpensRecovery() async throws {
        typealias Call = @Sendable (Fixture, AuthenticationResult) async throws -> Void
        let calls: [(Bool, Call)] = [
            (true, { fixture, _ in _ = try await fixture.pool.signIn("ada", password: Fixture.password) }),
            (true, { fixture, _ in _ = try await fixture.pool.admin.signIn("ada", password: Fixture.password) }),
            (true, { fixture, _ in try await fixture.pool.admin.unlock("ada") }),
            (true, { fixture, _ in try await fixture.pool.admin.resetPassword("ada") }),
            (true, { fixture, _ in try await fixture.pool.admin.setPassword("ada", Fixture.password) }),
            (false, { fixture, tokens in _ = try await fixture.pool.refresh(#require(tokens.refreshToken)) }),
            (false, { try await $0.pool.sendVerificationCode($1.accessToken, for: .email) }),
            (false, { fixture, _ in try await fixture.pool.forgotPassword("ada") }),
            (
                false,
                { fixture, tokens in
                    try await fixture.pool.changePassword(
                        tokens.accessToken, from: Fixture.password, to: "Compiler-1952")
                }
            ),
            (false, { fixture, tokens in try await fixture.pool.signOutEverywhere(tokens.accessToken) }),
        ]
        for (place, (opens, call)) in calls.enumerated() {
            let fixture = try await Fixture(attributes: .verifiedEmail)
            let tokens = try await fixture.tokens()
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.recoveryFailures = 100 }
            try await call(fixture, tokens)
            #expect(try await fixture.record().recoveryFailures == (opens ? 0 : 100), "call \(place)")
        }
    }

    // R53: a challenge by itself reopens nothing, because the sign-in is not complete.
    @Test func aChallengeDoesNotOpenRecovery() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.recoveryFailures = 100 }
        let session = try await fixture.challenge().session
        #expect(try await fixture.record().recoveryFailures == 100)
        _ = try await fixture.pool.respond(to: session, with: .smsMFA(code: fixture.sentCode()))
        #expect(try await fixture.record().recoveryFailures == 0)
    }

    // MARK: A preference by its two names

    // R88, R89: SetUserSettings changes factors by the rules of SetUserMFAPreference.
    @Test(arguments: CognitoProfile.allCases) func theLegacyOperationEndsTheSameSignIns(
        _ profile: CognitoProfile
    ) async throws {
        for isLegacy in [false, true] {
            let fixture = try await Fixture(
                attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"], profile: profile)
            let (mine, other) = (try await fixture.tokens().accessToken, try await fixture.tokens().accessToken)
            if isLegacy {
                try await fixture.service.setUserSettings(.init(accessToken: mine, mfaOptions: [MFAOption()]))
            } else {
                try await fixture.pool.setMFAPreference(mine, sms: .enabled)
            }
            _ = try await fixture.pool.user(mine)
            let ended = await failure { _ = try await fixture.pool.user(other) }
            #expect(ended == (profile == .strict ? .revokedAccessToken : nil))
            #expect(fixture.observer.aboutUsers.last?.name == "mfaPreferenceChanged")
            #expect(try await fixture.challenge().name == .smsMFA)
        }
    }

    // R107: by administrators too, in a required pool as in an optional one.
    @Test func theFourNamesOfAPreferenceDoTheSame() async throws {
        for mfa in [UserPoolMFAConfiguration.optional([.sms, .softwareToken]), .on([.sms, .softwareToken])] {
            var records: [UserMFAPreference] = []
            for name in 0..<4 {
                let fixture = try await Fixture()
                let token = try await fixture.tokens().accessToken
                try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.mfa = mfa }
                switch name {
                case 0: try await fixture.pool.setMFAPreference(token, sms: .enabled)
                case 1: try await fixture.service.setUserSettings(.init(accessToken: token, mfaOptions: [MFAOption()]))
                case 2: try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled)
                default:
                    try await fixture.admin.adminSetUserSettings(
                        .init(userPoolID: fixture.pool.id, username: "ada", mfaOptions: [MFAOption()]))
                }
                records.append(try await fixture.record().mfa)
            }
            #expect(Set(records).count == 1, "\(mfa.mode)")
            #expect(records[0].enabled == (mfa.mode == .on ? [] : [.sms]))
        }
    }
}
