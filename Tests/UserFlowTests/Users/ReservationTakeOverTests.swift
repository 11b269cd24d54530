import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Reservations that change their owner during an operation, or that a crash has left.
@Suite struct ReservationTakeOverTests {
    private static let address = "ada@example.com"

    // R5, R6: the reservation is lost between the second swap and the third.
    @Test func anAliasLostBeforeItIsConfirmedIsTakenBack() async throws {
        let fixture = try await Fixture(attributes: [.email: Self.address], aliases: [.email])
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.email: Self.address])
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.sendVerificationCode(token, for: .email)
        let code = await fixture.email.lastCode(to: Self.address)
        await fixture.store.before("swap user") { try await fixture.give(Self.address, .email) }
        let error = await failure { try await fixture.pool.verifyAttribute(token, .email, code: code) }
        #expect(error == .aliasTaken(.email))
        let ada = try await fixture.record()
        #expect(!ada.attributes.isVerified(.email) && ada.attributes[.email] == Self.address)
        #expect(ada.reservations[.email] == nil && ada.reservations[.sub] != nil)
        #expect(await fixture.whoSignsIn(by: Self.address) == "grace")
        #expect(try await fixture.reservation(Self.address)?.holder.name == CanonicalName("grace", ignoringCase: true))
    }

    // R68: the grant is kept, the value stays unverified, and an event says so.
    @Test func aSignInWhoseAliasCannotBeConfirmedStands() async throws {
        let fixture = try await Fixture(aliases: [.phoneNumber])
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.phoneNumber: Fixture.phone])
        try await fixture.preferSMS()
        let session = try await fixture.challenge().session
        let code = await fixture.sentCode()
        await fixture.store.before("swap user") { try await fixture.give(Fixture.phone, .phoneNumber) }
        let outcome = try await fixture.pool.respond(to: session, with: .smsMFA(code: code))
        #expect(outcome.authenticationResult != nil)
        let ada = try await fixture.record()
        #expect(!ada.attributes.isVerified(.phoneNumber) && ada.attributes[.phoneNumber] == Fixture.phone)
        #expect(ada.reservations[.phoneNumber] == nil)
        #expect(await fixture.whoSignsIn(by: Fixture.phone) == "grace")
        let told = fixture.observer.aboutUsers.map(\.name)
        #expect(told.last { $0 != "signedIn" && $0 != "challenged" } == "aliasNotTaken")
    }

    // R5: a creation whose alias is lost leaves no user.
    @Test func aUserWhoseAliasIsLostIsNotCreated() async throws {
        let fixture = try await Fixture(aliases: [.email])
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.email: Self.address])
        await fixture.store.before("swap user") { try await fixture.give(Self.address, .email) }
        let error = await failure {
            try await fixture.pool.admin.createUser("alan", password: Fixture.password, attributes: .verifiedEmail)
        }
        #expect(error?.code == .usernameExists)
        #expect(await failure { _ = try await fixture.pool.admin.user("alan") } == .userNotFound)
        #expect(
            try await fixture.service.records.row(fixture.userKey("alan"), as: UserAuthRecord.self).tombstone != nil)
        #expect(await fixture.whoSignsIn(by: Self.address) == "grace")
        #expect(!fixture.observer.events.contains { $0.name == "userCreated" && $0.subject?.username == "alan" })
    }

    // R8: a reservation taken by force goes back to its previous owner when the operation fails.
    @Test func aTakeOverThatLeadsToNothingIsGivenBack() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, members: .verifyingEmail, aliases: [.email])
        let before = try #require(await fixture.reservation(Self.address))
        let code = try await fixture.signUp("grace", [.email: Self.address])
        await fixture.store.before("swap alias") {
            try await fixture.rewrite(fixture.userKey("grace"), as: UserAuthRecord.self) { $0.isEnabled = false }
        }
        let error = await failure {
            try await fixture.pool.confirmSignUp("grace", code: code, forceAliasCreation: true)
        }
        #expect(error == .userDisabled)
        let after = try #require(await fixture.reservation(Self.address))
        #expect(after.holder == before.holder && after.previous == nil && after.isConfirmed)
        #expect(await fixture.whoSignsIn(by: Self.address) == "ada")
        #expect(try await fixture.record().attributes.isVerified(.email))
    }

    // R6: a reservation is free when the operation that took it fails.
    @Test func aReservationThatLeadsToNothingIsReleased() async throws {
        let fixture = try await Fixture(members: .verifyingEmail, aliases: [.email])
        let code = try await fixture.signUp("grace", [.email: Self.address])
        await fixture.store.before("swap alias") {
            try await fixture.rewrite(fixture.userKey("grace"), as: UserAuthRecord.self) { $0.isEnabled = false }
        }
        #expect(await failure { try await fixture.pool.confirmSignUp("grace", code: code) } == .userDisabled)
        #expect(try await fixture.reservation(Self.address) == nil)
    }

    // R6: during a forced take-over, or after its crash, the record with the nonce decides.
    @Test(arguments: [false, true]) func duringATakeOverTheNonceDecides(_ isCarried: Bool) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.email: Self.address])
        let ada = try #require(await fixture.reservation(Self.address)).holder
        try await fixture.give(Self.address, .email, previous: ada, carrying: isCarried)
        #expect(await fixture.whoSignsIn(by: Self.address) == (isCarried ? "grace" : "ada"))
        // No other user can take it without force.
        let error = await failure {
            try await fixture.pool.admin.createUser("alan", password: Fixture.password, attributes: .verifiedEmail)
        }
        #expect(error?.code == .usernameExists)
    }

    // R6: a reservation whose record does not carry the nonce leads to no user, and anyone may take it.
    @Test func aReservationThatNobodyCarriesIsNotBelieved() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.reservations[.email] = nil }
        #expect(
            await failure { _ = try await fixture.pool.signIn(.init(Self.address), password: Fixture.password) }
                == .userNotFound)
        #expect(await failure { _ = try await fixture.pool.admin.user(.init(Self.address)) } == .userNotFound)
        try await fixture.pool.admin.createUser("grace", password: Fixture.password, attributes: .verifiedEmail)
        #expect(await fixture.whoSignsIn(by: Self.address) == "grace")
        #expect(try #require(await fixture.reservation(Self.address)).isConfirmed)
    }

    // R16: an alias that moves between the look-up and the record is looked up once more.
    @Test func anAliasThatMovesMeanwhileIsLookedUpAgain() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.email: Self.address])
        await fixture.store.before("read user", skipping: 1) {
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.reservations[.email] = nil }
            try await fixture.give(Self.address, .email)
        }
        #expect(await fixture.whoSignsIn(by: Self.address) == "grace")
    }
}
