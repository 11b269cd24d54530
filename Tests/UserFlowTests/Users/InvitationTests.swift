import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The invitations of AdminCreateUser, and the temporary passwords in them.
@Suite struct InvitationTests {
    @Test func anInvitationTellsADrawnPasswordOnce() async throws {
        let fixture = try await Fixture()
        func invite(_ action: AdminCreateUserRequest.MessageAction?) async throws -> UserSummary {
            try await fixture.admin.adminCreateUser(
                AdminCreateUserRequest(
                    userPoolID: fixture.pool.id, username: "grace",
                    userAttributes: [.email: "grace@example.com"], messageAction: action,
                    desiredDeliveryMediums: ["EMAIL"]))
        }
        #expect(try await invite(nil).status == .forceChangePassword)
        func told() async throws -> Password {
            let text = try #require(await fixture.email.messages.last).text
            #expect(text.hasPrefix("Your username is grace and temporary password is "))
            return Password(String(text.dropFirst(49).dropLast(2)))
        }
        let first = try await told()
        f: do {
            guard case .newPasswordRequired? = try await fixture.pool.signIn("grace", password: first).challenge else {
                Issue.record("not asked for a password")
                break f
            }
        }
        _ = try await invite(.resend)
        let second = try await told()
        #expect(second != first)
        #expect(await failure { _ = try await fixture.pool.signIn("grace", password: first) } == .incorrectPassword)
        let session = try #require(await fixture.pool.signIn("grace", password: second).challenge).session
        let outcome = try await fixture.pool.respond(to: session, with: .newPassword("Compiler-1952"))
        #expect(outcome.authenticationResult != nil)
    }

    @Test(arguments: [["SMS"], ["EMAIL"], ["SMS", "EMAIL"], []] as [[String]])
    func anInvitationGoesByTheMediaThatAreAskedFor(_ mediums: [String]) async throws {
        let messages = VerificationMessages(
            smsInvitation: "SMS {####} {username}", emailInvitation: "EMAIL {####} {username}",
            emailInvitationSubject: "Welcome")
        let fixture = try await Fixture(members: UserPoolOptions(messages: messages))
        _ = try await fixture.admin.adminCreateUser(
            AdminCreateUserRequest(
                userPoolID: fixture.pool.id, username: "grace", temporaryPassword: "Temporary-1843",
                userAttributes: [.email: "grace@example.com", .phoneNumber: "+14155550177"],
                desiredDeliveryMediums: mediums))
        let texts = await fixture.sms.messages.map(\.text)
        let mails = await fixture.email.messages
        #expect(texts == (mediums.contains("SMS") ? ["SMS Temporary-1843 grace"] : []))
        #expect(mails.map(\.text) == (mediums.contains("EMAIL") ? ["EMAIL Temporary-1843 grace"] : []))
        #expect(mails.allSatisfy { $0.subject == "Welcome" })
    }

    /// Earlier such a pool left the text message out in silence, although it was asked for by name.
    @Test func aPoolWithoutARoleRefusesToInviteByTextMessage() async throws {
        let fixture = try await Fixture(mfa: .off)
        func invite(by mediums: [String]?) async -> CognitoError? {
            await failure {
                _ = try await fixture.admin.adminCreateUser(
                    AdminCreateUserRequest(
                        userPoolID: fixture.pool.id, username: "grace",
                        userAttributes: [.email: "grace@example.com", .phoneNumber: "+14155550177"],
                        desiredDeliveryMediums: mediums))
            }
        }
        #expect(await invite(by: ["SMS", "EMAIL"]) == .noSMSConfiguration)
        #expect(await invite(by: nil) == nil, "SMS by default only where it can be sent, as in Cognito")
        #expect(await fixture.sms.messages.isEmpty)
        #expect(await fixture.email.messages.isEmpty)
    }

    // R29: a drawn password has twelve characters, or as many as the pool asks for, and lasts as long as it says.
    @Test(arguments: [(8, 12, 0, 7), (12, 12, 1, 1), (13, 13, 7, 7), (20, 20, 365, 365)])
    func aDrawnPasswordFollowsThePolicy(_ minimum: Int, _ count: Int, _ days: Int, _ lasts: Int) async throws {
        let policy = PasswordPolicy(minimumLength: minimum, temporaryPasswordValidityDays: days)
        let fixture = try await Fixture()
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.passwordPolicy = policy }
        _ = try await fixture.admin.adminCreateUser(
            AdminCreateUserRequest(
                userPoolID: fixture.pool.id, username: "grace", userAttributes: [.email: "grace@example.com"],
                desiredDeliveryMediums: ["EMAIL"]))
        let text = try #require(await fixture.email.messages.last).text
        let password = Password(String(text.dropFirst(49).dropLast(2)))
        #expect(password.text.count == count)
        try policy.validate(password, for: .creation)
        let end = try await fixture.record(of: "grace").temporaryPasswordExpiresAt
        #expect(end == fixture.time.now() + .seconds(Int64(lasts) * 86_400))
    }

    // R121: an invitation over the quota of its address is refused as such.
    @Test func anInvitationOverTheQuotaIsRefused() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 1
        let fixture = try await Fixture(limits: limits)
        func invite(_ action: AdminCreateUserRequest.MessageAction?) async -> CognitoError? {
            await failure {
                _ = try await fixture.admin.adminCreateUser(
                    AdminCreateUserRequest(
                        userPoolID: fixture.pool.id, username: "grace",
                        userAttributes: [.email: "grace@example.com"], messageAction: action,
                        desiredDeliveryMediums: ["EMAIL"]))
            }
        }
        #expect(await invite(nil) == nil)
        #expect(await invite(.resend)?.code == .limitExceeded)
        #expect(await fixture.email.messages.count == 1)
    }
}
