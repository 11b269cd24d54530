import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// A password change ends pending recovery codes, and in profile `strict` every other sign-in.
@Suite struct PasswordChangeEndsTests {
    private static let next: Password = "Difference-1822"

    private func recoveryFailure(_ fixture: Fixture, _ code: OneTimeCode) async -> CognitoError.Code? {
        await failure {
            try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Stolen-1000000")
        }?.code
    }

    // R126
    @Test(arguments: CognitoProfile.allCases) func aRecoveryCodeEndsWithTheChange(_ profile: CognitoProfile)
        async throws
    {
        let fixture = try await Fixture(attributes: .verifiedEmail, profile: profile)
        let token = try await fixture.tokens().accessToken
        let code = try await fixture.recoveryCode()
        try await fixture.pool.changePassword(token, from: Fixture.password, to: Self.next)
        #expect(try await fixture.record().codes[.recovery] == nil)
        #expect([.expiredCode, .codeMismatch].contains(await recoveryFailure(fixture, code)))
        #expect(try await fixture.pool.signIn("ada", password: Self.next).authenticationResult != nil)
    }

    // R126: a change refused for the old or the new password ends nothing.
    @Test(arguments: CognitoProfile.allCases) func aChangeThatIsRefusedEndsNothing(_ profile: CognitoProfile)
        async throws
    {
        let fixture = try await Fixture(attributes: .verifiedEmail, profile: profile)
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) {
            $0.passwordPolicy.passwordHistorySize = 1
        }
        let (mine, other) = (try await fixture.tokens().accessToken, try await fixture.tokens().accessToken)
        try await fixture.pool.changePassword(mine, from: Fixture.password, to: Self.next)
        let second = try #require(await fixture.pool.signIn("ada", password: Self.next).authenticationResult)
        let code = try await fixture.recoveryCode()
        for (old, new) in [("wrong", "Compiler-1952"), (Self.next, Self.next)] as [(Password, Password)] {
            #expect(await failure { try await fixture.pool.changePassword(mine, from: old, to: new) } != nil)
        }
        _ = try await fixture.pool.user(second.accessToken)
        #expect(await (failure { _ = try await fixture.pool.user(other) } != nil) == (profile == .strict))
        #expect(await recoveryFailure(fixture, code) == nil)
    }

    // R24, R126
    @Test(arguments: CognitoProfile.allCases) func otherSignInsEndInStrictOnly(_ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(profile: profile)
        let (mine, other) = (try await fixture.tokens(), try await fixture.tokens())
        try await fixture.pool.changePassword(mine.accessToken, from: Fixture.password, to: Self.next)
        let ends = profile == .strict
        let access = await failure { _ = try await fixture.pool.user(other.accessToken) }
        #expect(access == (ends ? .revokedAccessToken : nil))
        let refresh = await failure { _ = try await fixture.pool.refresh(#require(other.refreshToken)) }
        #expect(refresh == (ends ? .revokedRefreshToken : nil))
        _ = try await fixture.pool.user(mine.accessToken)
        // The kept sign-in continues through a refresh and another change.
        let fresh = try await fixture.pool.refresh(#require(mine.refreshToken))
        try await fixture.pool.changePassword(fresh.accessToken, from: Self.next, to: Fixture.password)
        _ = try await fixture.pool.user(mine.accessToken)
        _ = try await fixture.pool.refresh(#require(mine.refreshToken))
        #expect(try await fixture.record().generation == (ends ? 2 : 0))
    }

    // R53, R126: only a sign-in or an administrator opens recovery again.
    @Test func wrongRecoveryCodesStayCounted() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        let token = try await fixture.tokens().accessToken
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.recoveryFailures = 100 }
        try await fixture.pool.changePassword(token, from: Fixture.password, to: Self.next)
        #expect(try await fixture.record().recoveryFailures == 100)
        #expect(await recoveryFailure(fixture, "123456") == .limitExceeded)
        _ = try await fixture.pool.signIn("ada", password: Self.next)
        #expect(try await fixture.record().recoveryFailures == 0)
    }

    // R24, R126: nobody with a temporary password has a recovery code that anything matches, and the answer to
    // NEW_PASSWORD_REQUIRED leaves none behind.
    @Test(arguments: [false, true]) func noRecoveryCodeOutlivesATemporaryPassword(_ hides: Bool) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, hidesUnknown: hides)
        let code = try await fixture.recoveryCode()
        let asked = await failure { try await fixture.pool.admin.resetPassword("ada") }
        #expect(asked == nil)
        let reset = await fixture.email.lastCode(to: "ada@example.com")
        try await fixture.pool.admin.setPassword("ada", Self.next, permanent: false)
        #expect(try await fixture.record().codes[.recovery] == nil)
        // For a hidden user the answer says that a code was sent; none is sent, and none matches.
        let refused = await failure { try await fixture.pool.forgotPassword("ada") }
        #expect((refused == nil) == hides)
        await fixture.service.shutDown()
        #expect(await fixture.email.messages.count == 2)
        for known in [code, reset] { #expect(await recoveryFailure(fixture, known) != nil) }
        let session = try #require(await fixture.pool.signIn("ada", password: Self.next).challenge).session
        _ = try await fixture.pool.respond(to: session, with: .newPassword("Compiler-1952"))
        #expect(try await fixture.record().codes[.recovery] == nil)
    }

    // R23, R126: every way to a new password ends the pending recovery code.
    @Test func everyWayToANewPasswordEndsTheCode() throws {
        for way in ["changed", "set", "set for a time", "recovered", "in place of a temporary one"] {
            var fixture = MachineFixture()
            fixture.expect(.recovery, at: fixture.destination(.email))
            let new = NewPassword(hash: "new")
            if way.hasPrefix("in place") { fixture.user.status = .forceChangePassword }
            let session = fixture.open(.replacingPassword)
            let outcome = fixture.verify { machine in
                let (context, place) = (fixture.signInContext, fixture.poolContext)
                switch way {
                case "changed":
                    _ = machine.passwordChanged(to: new, fixture.proof(), by: fixture.principal, in: place)
                case "set": _ = machine.passwordSet(new, temporaryUntil: nil, in: place)
                case "set for a time": _ = machine.passwordSet(new, temporaryUntil: fixture.hourEnd, in: place)
                case "recovered": _ = machine.recovered(MachineFixture.code, new, in: place)
                default: _ = machine.newPasswordSubmitted(new, attributes: [:], session: session, in: context)
                }
            }
            #expect(outcome.record.password == "new", "\(way)")
            #expect(outcome.record.codes[.recovery] == nil, "\(way)")
            #expect(outcome.record.session(session.id) == nil, "\(way)")
        }
    }
}
