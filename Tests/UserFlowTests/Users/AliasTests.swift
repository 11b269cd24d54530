import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Addresses, numbers and preferred names that lead to a user.
@Suite struct AliasTests {
    private func signs(_ fixture: Fixture, _ name: Username) async -> Username? {
        let outcome = try? await fixture.pool.signIn(name, password: Fixture.password)
        guard let token = outcome?.authenticationResult?.accessToken else { return nil }
        return try? await fixture.pool.user(token).username
    }

    // R8
    @Test func anAliasIsTakenWhenItIsVerifiedNotBefore() async throws {
        let fixture = try await Fixture(attributes: [:], members: .verifyingEmail, aliases: [.email])
        let first = try await fixture.signUp("grace", [.email: "g@example.com"])
        let second = try await fixture.signUp("alan", [.email: "g@example.com"])
        try await fixture.pool.confirmSignUp("alan", code: second)
        #expect(await signs(fixture, "g@example.com") == "alan")
        let error = await failure {
            try await fixture.service.confirmSignUp(
                ConfirmSignUpRequest(clientID: fixture.pool.clientID, username: "grace", confirmationCode: first))
        }
        #expect(error == .aliasTaken(.email), "no force unless asked for")
        #expect(await signs(fixture, "g@example.com") == "alan")
        try await fixture.pool.confirmSignUp("grace", code: first, forceAliasCreation: true)
        #expect(await signs(fixture, "g@example.com") == "grace", "taken by force")
        #expect(await signs(fixture, "alan") == "alan")
        let alan = try await fixture.pool.admin.user("alan")
        #expect(alan.attributes[.email] == "g@example.com" && alan.attributes[.emailVerified] == "false")
    }

    // R7
    @Test func whatIsNoAliasAnyMoreIsFree() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email, .preferredUsername])
        #expect(await signs(fixture, "ada@example.com") == "ada")
        try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: "countess"])
        #expect(await signs(fixture, "countess") == "ada")
        try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: "enchantress"])
        #expect(await signs(fixture, "countess") == nil)
        #expect(await signs(fixture, "enchantress") == "ada")
        try await fixture.pool.admin.updateAttributes("ada", [.email: ""])
        #expect(await signs(fixture, "ada@example.com") == nil)
        try await fixture.pool.admin.createUser("grace", password: Fixture.password, attributes: .verifiedEmail)
        #expect(await signs(fixture, "ada@example.com") == "grace")
        // Deletion releases every alias except the sub, which no other user may take (R120).
        try await fixture.pool.admin.deleteUser("ada")
        let reservations = await fixture.store.keys().filter { $0.text.hasPrefix("alias/") }
        #expect(reservations.count == 3, "grace's address and sub, and ada's sub")
    }

    // R8, R32
    @Test func whereUsersAreNamedByAddressTheNameIsTheSub() async throws {
        let fixture = try await Fixture(members: .verifyingEmail, usernames: [.email])
        let response = try await fixture.pool.signUp("G@example.com", password: Fixture.password)
        try await fixture.pool.confirmSignUp(
            "g@example.com", code: await fixture.email.lastCode(to: "G@example.com"))
        #expect(await signs(fixture, "g@example.com") == Username(response.userSub.text))
        #expect(try await fixture.record(of: Username(response.userSub.text)).reservations.keys.map(\.self) == [.email])
        #expect(await signs(fixture, Username(response.userSub.text)) == Username(response.userSub.text))
        let token = try #require(
            await fixture.pool.signIn("g@example.com", password: Fixture.password).authenticationResult
        ).accessToken
        try await fixture.pool.updateAttributes(token, [.email: "h@example.com"])
        #expect(await signs(fixture, "g@example.com") == nil)
        #expect(await signs(fixture, "h@example.com") != nil)
    }

    // R2, R120: a sub is looked up as a sub by every operation.
    @Test(arguments: [[], [.email]] as [Set<AttributeName>])
    func usersAreFoundBySub(_ aliases: Set<AttributeName>) async throws {
        let fixture = try await Fixture(aliases: aliases)
        let sub = Username(try await fixture.record().sub.text)
        #expect(try await fixture.pool.admin.user(sub).username == "ada")
        #expect(await failure { _ = try await fixture.pool.signIn(sub, password: "x") } == .incorrectPassword)
        #expect(await signs(fixture, sub) == "ada")
    }

    // R68
    @Test func aCodeReceivedAtAnothersAliasSignsInAndVerifiesNothing() async throws {
        let fixture = try await Fixture(
            attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"], aliases: [.phoneNumber])
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.phoneNumber: Fixture.phone])
        try await fixture.pool.admin.setMFAPreference("grace", sms: .preferred)
        let session = try #require(await fixture.pool.signIn("grace", password: Fixture.password).challenge).session
        let outcome = try await fixture.pool.respond(to: session, with: .smsMFA(code: fixture.sentCode()))
        #expect(outcome.authenticationResult != nil)
        #expect(try await fixture.pool.admin.user("grace").attributes[.phoneNumberVerified] != "true")
        #expect(fixture.observer.names.contains("aliasNotTaken"))
        #expect(
            try await fixture.pool.signIn(.init(Fixture.phone), password: Fixture.password).authenticationResult != nil)
    }

    // R68, the other case: no user holds the alias.
    @Test func aCodeReceivedMakesTheNumberAnAlias() async throws {
        let fixture = try await Fixture(aliases: [.phoneNumber])
        #expect(await signs(fixture, .init(Fixture.phone)) == nil)
        try await fixture.preferSMS()
        let session = try await fixture.challenge().session
        _ = try await fixture.pool.respond(to: session, with: .smsMFA(code: fixture.sentCode()))
        let byNumber = try await fixture.pool.signIn(.init(Fixture.phone), password: Fixture.password)
        #expect(byNumber.challenge?.name == .smsMFA)
    }

    // R116, R117, R119
    @Test func aDeletedNameStartsAnewAndInheritsNothing() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        let old = try await fixture.tokens()
        let before = try await fixture.record()
        try await fixture.pool.deleteUser(old.accessToken)
        let row = try #require(await fixture.store.row(fixture.key))
        let text = String(decoding: row.contents, as: UTF8.self)
        #expect(!text.contains("ada") && !text.contains(before.sub.text), "nothing personal is left")
        #expect(await failure { try await fixture.pool.admin.enableUser("ada") } == .userNotFound)
        try await fixture.pool.admin.createUser("ada", password: Fixture.password)
        let fresh = try await fixture.record()
        #expect(fresh.sub != before.sub && fresh.generation == before.generation + 2)
        #expect(await failure { _ = try await fixture.pool.user(old.accessToken) } == .userNotFound)
        #expect(
            await failure { _ = try await fixture.pool.refresh(old.refreshToken ?? "") } == .revokedRefreshToken)
    }

    // R6, R53: a recovery by an alias that moves meanwhile is its new owner's.
    @Test func aRecoveryFollowsItsAlias() async throws {
        let both: UserAttributes = [
            .email: "ada@example.com", .emailVerified: "true", .phoneNumber: Fixture.phone,
            .phoneNumberVerified: "true",
        ]
        let fixture = try await Fixture(attributes: both, aliases: [.email])
        try await fixture.pool.forgotPassword("ada@example.com")
        await fixture.service.shutDown()
        let code = await fixture.sentCode()
        let admin = fixture.pool.admin
        await fixture.store.before("read user", skipping: 1) {
            try await admin.updateAttributes("ada", [.email: ""])
            try await admin.createUser("grace", password: Fixture.password, attributes: .verifiedEmail)
        }
        let error = await failure {
            try await fixture.pool.confirmForgotPassword("ada@example.com", code: code, password: "Difference-1822")
        }
        #expect(error != nil)
        #expect(try await fixture.tokens().refreshToken != nil, "ada's password is what it was")
    }

    // R120: a `sub` of the same text is being reserved, and no record carries it.
    @Test func aNameLeadsToItsUserWhileASubOfItsTextIsTaken() async throws {
        let fixture = try await Fixture()
        let name: Username = "5f0c0e0a-1111-4111-8111-0123456789ab"
        try await fixture.pool.admin.createUser(name, password: Fixture.password)
        let reservation = AliasReservation(
            attribute: .sub,
            holder: .init(
                name: CanonicalName("ada", ignoringCase: true), nonce: [UInt8](repeating: 1, count: 16)),
            expiresAt: fixture.time.now() + .seconds(600))
        let key = RecordKey.reservation(
            fixture.pool.id, digest: CanonicalName(name, ignoringCase: true).digest)
        try await fixture.store.put(
            VersionedRecord(
                version: RecordVersion("r"),
                contents: SealedRecordCodec(sealer: NoSealer()).encode(reservation, of: key)), under: key)
        #expect(await signs(fixture, name) == name)
    }
}
