import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Every operation that sends a message sends it once, after the swap that counts it.
@Suite struct MessagesAfterTheSwapTests {
    enum Path: CaseIterable {
        case signIn, adminSignIn, choice, adminChoice, signUp, resend, forgot, attributeCode, update, adminUpdate
        case adminReset, invitation, invitationAgain, emailSetUp
    }

    /// A user `ada` with a verified address and a verified number, and `grace` who has signed up.
    private func fixture() async throws -> Fixture {
        let fixture = try await Fixture(
            mfa: .optional([.sms, .email, .softwareToken]),
            attributes: [
                .email: "ada@example.com", .emailVerified: "true", .phoneNumber: Fixture.phone,
                .phoneNumberVerified: "true",
            ], members: .verifyingEmail)
        _ = try await fixture.signUp()
        return fixture
    }

    /// Makes the call ready.
    private func call(_ path: Path, _ fixture: Fixture) async throws -> @Sendable () async throws -> Void {
        let (pool, admin) = (fixture.pool, fixture.admin)
        let token = try await fixture.tokens().accessToken
        func invite(_ name: Username, _ action: AdminCreateUserRequest.MessageAction? = nil) async throws {
            _ = try await admin.adminCreateUser(
                AdminCreateUserRequest(
                    userPoolID: pool.id, username: name, userAttributes: [.email: "eve@example.com"],
                    messageAction: action, desiredDeliveryMediums: ["EMAIL"]))
        }
        switch path {
        case .signIn, .adminSignIn: try await pool.admin.setMFAPreference("ada", sms: .preferred)
        case .choice, .adminChoice:
            try await pool.admin.setMFAPreference("ada", sms: .enabled, email: .enabled)
            let session = try await fixture.challenge().session
            if path == .choice { return { _ = try await pool.respond(to: session, with: .selectMFAType(.email)) } }
            return { _ = try await pool.admin.respond(to: session, with: .selectMFAType(.email), as: "ada") }
        case .invitationAgain: try await invite("eve", .suppress)
        case .emailSetUp:
            try await pool.admin.updateAttributes("ada", [.email: "", .phoneNumber: ""])
            try await fixture.rewrite(.pool(pool.id), as: PoolRecord.self) {
                $0.mfa = .on([.email])
                $0.accountRecovery = [.verifiedPhoneNumber]
            }
            let session = try await fixture.challenge().session
            return { _ = try await pool.respond(to: session, with: .mfaSetupByEmail("ada@example.org")) }
        default: break
        }
        return {
            switch path {
            case .signIn: _ = try await pool.signIn("ada", password: Fixture.password)
            case .adminSignIn: _ = try await pool.admin.signIn("ada", password: Fixture.password)
            case .signUp:
                _ = try await pool.signUp(
                    "eve", password: Fixture.password, attributes: [.email: "eve@example.com"])
            case .resend: try await pool.resendConfirmationCode("grace")
            case .forgot: try await pool.forgotPassword("ada")
            case .attributeCode: try await pool.sendVerificationCode(token, for: .email)
            case .update: try await pool.updateAttributes(token, [.email: "new@example.com"])
            case .adminUpdate: try await pool.admin.updateAttributes("ada", [.email: "new@example.com"])
            case .adminReset: try await pool.admin.resetPassword("ada")
            case .invitation:
                _ = try await admin.adminCreateUser(
                    AdminCreateUserRequest(
                        userPoolID: pool.id, username: "eve", userAttributes: [.email: "eve@example.com"],
                        desiredDeliveryMediums: ["EMAIL"]))
            case .invitationAgain:
                _ = try await admin.adminCreateUser(
                    AdminCreateUserRequest(
                        userPoolID: pool.id, username: "eve", messageAction: .resend,
                        desiredDeliveryMediums: ["EMAIL"]))
            case .choice, .adminChoice, .emailSetUp: break
            }
        }
    }

    private func sent(_ fixture: Fixture) async -> Int {
        await fixture.service.shutDown()
        return await fixture.sms.messages.count + fixture.email.messages.count
    }

    // R13, R18: two swaps are lost and the third is made: one message.
    @Test(arguments: Path.allCases) func swapsThatAreLostSendNothingOfTheirOwn(_ path: Path) async throws {
        let fixture = try await fixture()
        let call = try await call(path, fixture)
        let before = await sent(fixture)
        await fixture.store.follow([.refuse, .refuse])
        try await call()
        #expect(await sent(fixture) == before + 1)
    }

    // R11, R12, R18: no swap is made, so no code is stored and none is sent.
    @Test(arguments: Path.allCases) func whatIsNotStoredIsNotSent(_ path: Path) async throws {
        let fixture = try await fixture()
        let call = try await call(path, fixture)
        let before = await sent(fixture)
        await fixture.store.follow([ScriptedStore.Step](repeating: .refuse, count: 16))
        #expect(await failure(call)?.code == .tooManyRequests)
        #expect(await sent(fixture) == before)
    }

    // R14, R18: others write between the tries; the code that was sent is the one that is stored.
    @Test(arguments: [Path.resend, .forgot, .attributeCode]) func theCodeThatIsSentIsTheOneStored(
        _ path: Path
    ) async throws {
        for script in [[.refuse, .refuse], [.loseReply], [.landLate], [.interpose(3)]] as [[ScriptedStore.Step]] {
            let fixture = try await fixture()
            let call = try await call(path, fixture)
            let token = try await fixture.tokens().accessToken
            await fixture.store.follow(script, rewrite: ScriptedStore.otherOperations)
            try await call()
            await fixture.store.follow([])
            await fixture.service.shutDown()
            switch path {
            case .resend:
                let code = await fixture.email.lastCode(to: "grace@example.com")
                try await fixture.pool.confirmSignUp("grace", code: code)
            case .forgot:
                let code = await fixture.sentCode()
                try await fixture.pool.confirmForgotPassword("ada", code: code, password: "Difference-1822")
            default:
                let code = await fixture.email.lastCode(to: "ada@example.com")
                try await fixture.pool.verifyAttribute(token, .email, code: code)
            }
        }
    }
}
