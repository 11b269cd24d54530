import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// A number whose quota strangers use up still serves its owner, and a sign-up refused for it leaves nothing.
@Suite struct DestinationQuotaTests {
    static let verifiedPhone: UserAttributes = [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"]

    /// A pool that verifies numbers, and its user `ada`, who has verified hers and prefers text messages.
    private func owned(hidesUnknown: Bool = false) async throws -> Fixture {
        let fixture = try await Fixture(
            attributes: Self.verifiedPhone, hidesUnknown: hidesUnknown, members: .verifyingPhone)
        try await fixture.preferSMS()
        return fixture
    }

    private func adaSignsIn(_ fixture: Fixture) async throws {
        let challenge = try await fixture.challenge()
        #expect(challenge.name == .smsMFA)
        let outcome = try await fixture.pool.respond(
            to: challenge.session, with: .smsMFA(code: fixture.sentCode()))
        #expect(outcome.authenticationResult != nil)
    }

    private func signUp(_ fixture: Fixture, _ name: String, _ number: String = Fixture.phone) async throws {
        _ = try await fixture.pool.signUp(
            Username(name), password: Fixture.password, attributes: [.phoneNumber: number])
    }

    // R121
    @Test(arguments: [19, 20, 25]) func signUpsWithANumberDoNotKeepItsOwnerOut(_ signUps: Int) async throws {
        let fixture = try await owned()
        for stranger in 0..<signUps {
            let error = await failure { try await signUp(fixture, "stranger\(stranger)") }
            #expect(error?.code == (stranger < 20 ? nil : .limitExceeded))
        }
        let sent = await fixture.sms.messages.count
        #expect(sent == min(signUps, 20))
        for _ in 0..<20 { try await adaSignsIn(fixture) }
        #expect(await fixture.sms.messages.count == sent + 20, "twenty of her own")
        #expect(await failure { try await adaSignsIn(fixture) }?.code == .limitExceeded)
    }

    // R121: another user with the number, who has never verified it.
    @Test func signInsOfAnotherUserWithTheNumberDoNotKeepItsOwnerOut() async throws {
        let fixture = try await owned()
        try await fixture.pool.admin.createUser(
            "mallory", password: Fixture.password, attributes: [.phoneNumber: Fixture.phone])
        try await fixture.pool.admin.setMFAPreference("mallory", sms: .preferred)
        for _ in 0..<20 { _ = try await fixture.pool.signIn("mallory", password: Fixture.password) }
        let error = await failure { _ = try await fixture.pool.signIn("mallory", password: Fixture.password) }
        #expect(error?.code == .limitExceeded)
        try await adaSignsIn(fixture)
    }

    // R121: the same for an address, whose codes a token requests.
    @Test func codesForAnAddressDoNotKeepItsOwnerFromCodes() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, members: .verifyingEmail)
        for stranger in 0..<20 {
            _ = try await fixture.signUp(Username("stranger\(stranger)"), [.email: "ada@example.com"])
        }
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.sendVerificationCode(token, for: .email)
        #expect(await fixture.email.messages.count == 21)
    }

    // R127
    @Test func aSignUpOverTheQuotaLeavesNobody() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 1
        let fixture = try await Fixture(limits: limits, members: .verifyingPhone)
        let start = fixture.time.now()
        try await signUp(fixture, "grace", "+14155550177")
        let before = await Set(fixture.store.keys())
        fixture.time.advance(by: .seconds(1))
        let error = await failure { try await signUp(fixture, "alan", "+14155550177") }
        #expect(error == .attemptLimitExceeded(until: start + .seconds(3600)))
        #expect(await Set(fixture.store.keys()) == before, "no user, no reservation, no row at all")
        #expect(await failure { _ = try await fixture.pool.admin.user("alan") } == .userNotFound)
        #expect(fixture.observer.names.filter { $0 == "userCreated" }.count == 2)
        fixture.time.advance(by: .seconds(3599))
        try await signUp(fixture, "alan", "+14155550177")
        #expect(await fixture.sms.messages.count == 2)
    }

    // R127: where the number is the name, it stays free too.
    @Test func aSignUpOverTheQuotaReservesNoAlias() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 0
        let fixture = try await Fixture(
            limits: limits, members: .verifyingPhone, usernames: [.phoneNumber])
        let before = await Set(fixture.store.keys())
        let error = await failure {
            _ = try await fixture.pool.signUp("+14155550177", password: Fixture.password)
        }
        #expect(error?.code == .limitExceeded)
        let left = await Set(fixture.store.keys()).subtracting(before)
        #expect(left.isEmpty)
    }

    private func invite(
        _ fixture: Fixture, _ name: Username = "grace", by mediums: [String] = ["SMS", "EMAIL"]
    ) async throws {
        try await fixture.pool.admin.createUser(
            name, temporaryPassword: "Temporary-1843",
            attributes: [.phoneNumber: "+14155550177", .email: "grace@example.com"], invitingBy: mediums)
    }

    // R127: the same for an invitation, whose two messages are counted together or not at all.
    @Test(arguments: ["SMS", "EMAIL"]) func anInvitationOverTheQuotaLeavesNobody(_ spent: String) async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 2
        let fixture = try await Fixture(limits: limits)
        try await invite(fixture, "alan", by: [spent])
        try await invite(fixture, "mary", by: [spent])
        let before = await fixture.store.keys().filter { !$0.text.hasPrefix("quota/") }
        let error = await failure { try await invite(fixture) }
        #expect(error?.code == .limitExceeded)
        let after = await fixture.store.keys().filter { !$0.text.hasPrefix("quota/") }
        #expect(Set(after) == Set(before))
        #expect(await failure { _ = try await fixture.pool.admin.user("grace") } == .userNotFound)
        let sent = await (fixture.sms.messages.count, fixture.email.messages.count)
        #expect(spent == "SMS" ? sent == (2, 0) : sent == (0, 2))
        // The other medium was refunded: both of its messages are left.
        let other = spent == "SMS" ? "EMAIL" : "SMS"
        try await invite(fixture, "grace", by: [other])
        try await invite(fixture, "ida", by: [other])
        #expect(await failure { try await invite(fixture, "lise", by: [other]) }?.code == .limitExceeded)
        fixture.time.advance(by: .seconds(3600))
        try await invite(fixture, "lise")
        #expect(await fixture.sms.messages.count + fixture.email.messages.count == 6)
    }

    // R127
    @Test func aRefusedCreationGivesTheMessageBack() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 2
        let fixture = try await Fixture(limits: limits, members: .verifyingPhone)
        try await signUp(fixture, "grace", "+14155550177")
        for _ in 0..<5 {
            #expect(await failure { try await signUp(fixture, "grace", "+14155550177") } == .usernameTaken)
            #expect(await failure { try await invite(fixture) } == .userExists)
        }
        try await signUp(fixture, "alan", "+14155550177")
        #expect(await failure { try await signUp(fixture, "mary", "+14155550177") }?.code == .limitExceeded)
        #expect(await fixture.sms.messages.count == 2)
        #expect(await fixture.email.messages.isEmpty)
    }

    // R127: another user's alias refuses the creation too.
    @Test func aTakenAliasGivesTheMessageBack() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 2
        let fixture = try await Fixture(limits: limits, members: .verifyingPhone, usernames: [.phoneNumber])
        _ = try await fixture.pool.signUp("+14155550177", password: Fixture.password)
        for _ in 0..<5 {
            let error = await failure {
                _ = try await fixture.pool.signUp("+14155550177", password: Fixture.password)
            }
            #expect(error?.code == .usernameExists)
            let invited = await failure {
                try await fixture.pool.admin.createUser(
                    "+14155550177", temporaryPassword: "Temporary-1843", invitingBy: ["SMS"])
            }
            #expect(invited?.code == .usernameExists)
        }
        _ = try await fixture.pool.resendConfirmationCode("+14155550177")
        await fixture.service.shutDown()
        #expect(await fixture.sms.messages.count == 2, "the second was still there")
    }

    // R123: the message of a sign-up does not count as a requested one.
    @Test func aSignUpsMessageDoesNotTellWhoExists() async throws {
        let fixture = try await Fixture(hidesUnknown: true, members: .verifyingEmail)
        _ = try await fixture.signUp("grace")
        for round in 0..<7 {
            let (known, unknown) = (
                await failure { _ = try await fixture.pool.forgotPassword("grace") },
                await failure { _ = try await fixture.pool.forgotPassword("nobody") }
            )
            #expect(known == unknown, "round \(round)")
            #expect((known == nil) == (round < 5))
        }
    }

    // R123
    @Test func aSignUpsMessageDoesNotTellWhoExistsToWhoAsksForItAgain() async throws {
        let fixture = try await Fixture(hidesUnknown: true, members: .verifyingEmail)
        _ = try await fixture.signUp("grace")
        for round in 0..<7 {
            let (known, unknown) = (
                await failure { _ = try await fixture.pool.resendConfirmationCode("grace") },
                await failure { _ = try await fixture.pool.resendConfirmationCode("nobody") }
            )
            #expect(known == unknown, "round \(round)")
            #expect((known == nil) == (round < 5))
        }
        await fixture.service.shutDown()
        #expect(await fixture.email.messages.count == 6)
    }

    // R127: where a creation's outcome is unknown the user may be there, so the message stays counted.
    @Test(arguments: [false, true]) func aCreationOfUnknownOutcomeStaysCounted(_ isBusy: Bool) async throws {
        let fixture = try await Fixture(members: .verifyingPhone)
        if isBusy {
            await fixture.store.before("swap user", times: 99) { throw ScriptedStore.Fault() }
        } else {
            await fixture.store.follow([.loseReplyAndNextRead])
        }
        let error = await failure { try await signUp(fixture, "grace", "+14155550177") }
        #expect(error?.code == (isBusy ? .tooManyRequests : .internalError))
        let number = try #require(CodeDestination(.phoneNumber, "+14155550177"))
        let quota = try await fixture.service.records.read(
            .sendQuota(fixture.pool.id, number), as: SendQuotaRecord.self)
        #expect(quota?.record.count == 1)
    }
}
