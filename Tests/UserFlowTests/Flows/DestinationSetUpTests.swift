import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// A number that is set up in a sign-in: it is the user's once its code is answered, and not before.
@Suite struct DestinationSetUpTests {
    private static let mistyped = "+14155550199"

    /// A user who has nothing, in a pool that asks for a text message.
    private func fixture(_ profile: CognitoProfile = .classic) async throws -> Fixture {
        try await Fixture(mfa: .on([.sms]), attributes: [:], profile: profile)
    }

    private func set(
        _ number: String, up session: SessionHandle, in fixture: Fixture
    ) async throws(CognitoError) -> SessionHandle? {
        try await fixture.pool.respond(to: session, with: .mfaSetupBySMS(PhoneNumber(number))).challenge?.session
    }

    // The next sign-in asks for a number again: a mistyped one must not keep the user out.
    @Test func aMistypedNumberThatIsAbandonedLeavesNothing() async throws {
        let fixture = try await fixture()
        _ = try await set(Self.mistyped, up: fixture.challenge().session, in: fixture)
        let user = try await fixture.pool.admin.user("ada")
        #expect(user.attributes[.phoneNumber] == nil && user.preferredMFASetting == nil)
        let again = try await fixture.challenge()
        #expect(again.name == .mfaSetup)
        let atCode = try #require(await set(Fixture.phone, up: again.session, in: fixture))
        let outcome = try await fixture.pool.respond(to: atCode, with: .smsMFA(code: fixture.sentCode()))
        #expect(outcome.authenticationResult != nil)
        let done = try await fixture.pool.admin.user("ada")
        #expect(done.attributes[.phoneNumber] == Fixture.phone && done.attributes[.phoneNumberVerified] == "true")
        #expect(done.preferredMFASetting == .sms)
    }

    // The number may be changed at the code: in the same session, once another message may be sent.
    @Test func aMistypedNumberIsChangedAtTheCode() async throws {
        let fixture = try await fixture()
        let atCode = try #require(await set(Self.mistyped, up: fixture.challenge().session, in: fixture))
        let open = try await fixture.pool.challenge(of: atCode)
        #expect(open.isSettingUp && open.otherFactors.isEmpty)
        #expect(open.challenge.parameters["CODE_DELIVERY_DESTINATION"] == "+*******0199")
        let early = await failure { _ = try await set(Fixture.phone, up: atCode, in: fixture) }
        #expect(early?.code == .limitExceeded)
        fixture.time.advance(by: .seconds(30))
        let next = try #require(await set(Fixture.phone, up: atCode, in: fixture))
        #expect(await failure { _ = try await fixture.pool.challenge(of: atCode) } == .usedSession)
        let again = try await fixture.pool.challenge(of: next)
        #expect(again.challenge.parameters["CODE_DELIVERY_DESTINATION"] == "+*******0123")
        #expect(again.code?.sendsLeft == 1)
        let outcome = try await fixture.pool.respond(to: next, with: .smsMFA(code: fixture.sentCode()))
        #expect(outcome.authenticationResult != nil)
        #expect(try await fixture.pool.admin.user("ada").attributes[.phoneNumber] == Fixture.phone)
    }

    @Test func anotherCodeGoesToTheNumberOnceMore() async throws {
        let fixture = try await fixture()
        let atCode = try #require(await set(Fixture.phone, up: fixture.challenge().session, in: fixture))
        let old = await fixture.sentCode()
        fixture.time.advance(by: .seconds(30))
        #expect(try await fixture.pool.sendNewCode(atCode).isSettingUp)
        #expect(await fixture.sms.messages.map(\.phoneNumber.e164) == [Fixture.phone, Fixture.phone])
        #expect(await failure { _ = try await fixture.pool.respond(to: atCode, with: .smsMFA(code: old)) } != nil)
        let outcome = try await fixture.pool.respond(to: atCode, with: .smsMFA(code: fixture.sentCode()))
        #expect(outcome.authenticationResult != nil)
    }

    // R55, R121: a number that has had its messages takes no other one; the user may type another number.
    @Test func aNumberOverItsQuotaLeavesTheSetUpOpen() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 1
        let fixture = try await Fixture(mfa: .on([.sms]), limits: limits, attributes: [:])
        _ = try await set(Self.mistyped, up: fixture.challenge().session, in: fixture)
        let session = try await fixture.challenge().session
        let refused = await failure { _ = try await set(Self.mistyped, up: session, in: fixture) }
        #expect(refused?.code == .limitExceeded)
        fixture.time.advance(by: .seconds(30))
        #expect(try await set(Fixture.phone, up: session, in: fixture) != nil)
    }

    // Another tab or an administrator was faster: the code is refused, and what they have set stays.
    @Test func anAdministratorsNumberStays() async throws {
        let fixture = try await fixture()
        let atCode = try #require(await set(Fixture.phone, up: fixture.challenge().session, in: fixture))
        try await fixture.pool.admin.updateAttributes("ada", [.phoneNumber: Self.mistyped])
        let code = await fixture.sentCode()
        let before = try await fixture.record()
        let refused = await failure { _ = try await fixture.pool.respond(to: atCode, with: .smsMFA(code: code)) }
        #expect(refused == .invalidSession)
        #expect(try await fixture.record() == before)
    }

    // R68: the number names the user from the grant on; another user's alias stays another user's.
    @Test(arguments: [false, true]) func aNumberIsAnAliasOnceItsCodeIsAnswered(_ isTaken: Bool) async throws {
        let fixture = try await Fixture(mfa: .on([.sms]), attributes: [:], aliases: [.phoneNumber])
        if isTaken {
            try await fixture.pool.admin.createUser(
                "grace", password: Fixture.password,
                attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"])
        }
        let atCode = try #require(await set(Fixture.phone, up: fixture.challenge().session, in: fixture))
        let asName = Username(Fixture.phone)
        let early = await failure { _ = try await fixture.pool.admin.user(asName) }
        #expect((early == nil) == isTaken)
        let outcome = try await fixture.pool.respond(to: atCode, with: .smsMFA(code: fixture.sentCode()))
        #expect(outcome.authenticationResult != nil)
        let user = try await fixture.pool.admin.user("ada")
        #expect(user.attributes[.phoneNumberVerified] == (isTaken ? "false" : "true"))
        #expect(try await fixture.pool.admin.user(asName).username == (isTaken ? "grace" : "ada"))
    }
}
