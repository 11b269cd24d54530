import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The completion of an unfinished reservation, and the release of one whose operation failed.
@Suite struct ReservationCompletionTests {
    private static let address = "ada@example.com"

    private func swaps(of kind: String, in fixture: Fixture) async -> Int {
        await fixture.store.calls.count { $0 == "swap \(kind)" }
    }

    // R5: one swap takes a reservation, one confirms it.
    @Test func aReservationCostsTwoSwaps() async throws {
        let fixture = try await Fixture(aliases: [.email])
        await fixture.store.forgetCalls()
        try await fixture.pool.admin.createUser("grace", password: Fixture.password, attributes: .verifiedEmail)
        #expect(await swaps(of: "alias", in: fixture) == 4, "the address and the sub")
        #expect(await swaps(of: "user", in: fixture) == 1)
    }

    // R6: an operation that cannot take an alias completes the unfinished reservation of its holder.
    @Test func whoIsRefusedEndsTheHoldersReservation() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        try await fixture.makePending(Self.address)
        let error = await failure {
            try await fixture.pool.admin.createUser("alan", password: Fixture.password, attributes: .verifiedEmail)
        }
        #expect(error?.code == .usernameExists)
        #expect(try #require(await fixture.reservation(Self.address)).isConfirmed)
    }

    // R6: a take-over that has not written its record takes nothing from the valid owner.
    @Test func whoIsRefusedLeavesTheBelievedHolderAlone() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.email: Self.address])
        let ada = try #require(await fixture.reservation(Self.address)).holder
        try await fixture.give(Self.address, .email, previous: ada, carrying: false)
        let before = (try await fixture.record(), try await fixture.reservation(Self.address))
        for _ in 0..<2 {
            let error = await failure {
                try await fixture.pool.admin.createUser(
                    "alan", password: Fixture.password, attributes: .verifiedEmail)
            }
            #expect(error?.code == .usernameExists)
        }
        #expect(try await fixture.record() == before.0)
        #expect(try await fixture.reservation(Self.address) == before.1)
    }

    // R5: a creation of a taken name releases its reservations, and completes those of the name's own creation.
    @Test func aTakenNameIsLeftWithAllItsReservations() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        let before = try await fixture.record()
        try await fixture.makePending(Self.address)
        try await fixture.makePending(before.sub.text)
        let error = await failure {
            try await fixture.pool.admin.createUser(
                "ada", password: Fixture.password,
                attributes: [.email: "other@example.com", .emailVerified: "true"])
        }
        #expect(error?.code == .usernameExists)
        #expect(try await fixture.reservation("other@example.com") == nil)
        #expect(try #require(await fixture.reservation(Self.address)).isConfirmed)
        #expect(try #require(await fixture.reservation(before.sub.text)).isConfirmed)
        #expect(try await fixture.record() == before)
    }

    // R6: another user's reservation is not confirmed without its record, which may never have been written.
    @Test func aTakenNameDoesNotConfirmAnothersReservation() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        try await fixture.pool.admin.createUser("grace", password: Fixture.password)
        try await fixture.give(Self.address, .email, carrying: false)
        try await fixture.put(
            AliasReservation(
                attribute: .email, holder: try #require(await fixture.reservation(Self.address)).holder,
                expiresAt: fixture.time.now() + AliasReservation.pendingLife), for: Self.address)
        let before = try await fixture.reservation(Self.address)
        #expect(
            await failure { try await fixture.pool.admin.createUser("ada", password: Fixture.password) }?.code
                == .usernameExists)
        #expect(try await fixture.reservation(Self.address) == before)
    }

    // R75: a confirmed reservation is read once.
    @Test func aConfirmedReservationIsReadOnce() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        await fixture.store.forgetCalls()
        _ = await failure {
            try await fixture.pool.admin.createUser("alan", password: Fixture.password, attributes: .verifiedEmail)
        }
        // The address comes first, and is another user's.
        #expect(await fixture.store.calls.count { $0 == "read alias" } == 1)
        await fixture.store.forgetCalls()
        _ = await failure { try await fixture.pool.admin.createUser("ada", password: Fixture.password) }
        // The new user's sub is read for taking and for releasing; then come the two of the existing user.
        #expect(await fixture.store.calls.count { $0 == "read alias" } == 4)
        await fixture.store.forgetCalls()
        _ = await failure {
            try await fixture.pool.admin.createUser("ada", password: Fixture.password, attributes: .verifiedEmail)
        }
        // Whose the address is, who is called as the new sub is (R120), whose that sub is, and whose reservations are in order; a
        // name that has the address is taken, and is not even tried.
        let users = await fixture.store.calls.filter { $0.hasSuffix("user") }
        #expect(users == ["read user", "read user", "read user", "read user"])
    }

    // R6: a reservation that another has completed in the meantime is not written again.
    @Test func whatIsEndedIsNotEndedTwice() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        let confirmed = try #require(await fixture.reservation(Self.address))
        let pending = AliasReservation(
            attribute: confirmed.attribute, holder: confirmed.holder,
            expiresAt: fixture.time.now() + AliasReservation.pendingLife)
        await fixture.store.forgetCalls()
        try await fixture.service.complete(pending, fixture.digest(Self.address), in: fixture.pool.id)
        #expect(await fixture.store.calls == ["read alias"])
    }

    // R7: a take-over released in the meantime is not completed: the previous owner loses nothing.
    @Test func aTakeOverThatIsOverTakesNothing() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        let mine = try #require(await fixture.reservation(Self.address)).holder
        let over = AliasReservation(
            attribute: .email,
            holder: .init(name: CanonicalName("grace", ignoringCase: true), nonce: [UInt8](repeating: 7, count: 16)),
            previous: mine, expiresAt: nil)
        let before = try await fixture.record()
        try await fixture.service.complete(over, fixture.digest(Self.address), in: fixture.pool.id)
        #expect(try await fixture.record() == before)
        #expect(try await fixture.reservation(Self.address)?.holder == mine)
    }

    // R7: of two forced take-overs the later one wins, even while the earlier one is running.
    @Test func whoLosesItAgainBeforeTheEndTakesNothingBack() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, members: .verifyingEmail, aliases: [.email])
        let first = try await fixture.signUp("grace", [.email: Self.address])
        let second = try await fixture.signUp("alan", [.email: Self.address])
        // The record of `grace` has the alias. Before her reservation is written again, the whole operation of `alan` runs.
        await fixture.store.before("swap alias", skipping: 1) {
            try await fixture.pool.confirmSignUp("alan", code: second, forceAliasCreation: true)
        }
        try await fixture.pool.confirmSignUp("grace", code: first, forceAliasCreation: true)
        #expect(await fixture.whoSignsIn(by: Self.address) == "alan")
        #expect(try #require(await fixture.reservation(Self.address)).isConfirmed)
        for (name, has) in [("ada", false), ("grace", false), ("alan", true)] as [(Username, Bool)] {
            let record = try await fixture.record(of: name)
            #expect(record.attributes.isVerified(.email) == has, "\(name)")
            #expect((record.reservations[.email] != nil) == has, "\(name)")
        }
    }

    // R7: a previous owner who is deleted in the meantime loses nothing; any other fault is reported.
    @Test(arguments: [true, false]) func aLoserWhoIsGoneStopsNobody(_ isGone: Bool) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, members: .verifyingEmail, aliases: [.email])
        let code = try await fixture.signUp("grace", [.email: Self.address])
        // The second swap of the reservation comes after the record is stored, just before the previous owner loses the alias.
        await fixture.store.before("swap alias", skipping: 1) {
            guard isGone else { throw ScriptedStore.Fault() }
            try await fixture.pool.admin.deleteUser("ada")
        }
        let error = await failure {
            try await fixture.pool.confirmSignUp("grace", code: code, forceAliasCreation: true)
        }
        #expect(error == nil)
        #expect(await fixture.whoSignsIn(by: Self.address) == "grace")
        #expect(try #require(await fixture.reservation(Self.address)).isConfirmed)
        let ada = await failure { _ = try await fixture.pool.admin.user("ada") }
        #expect(ada == (isGone ? .userNotFound : nil))
        if !isGone { #expect(try await !fixture.record().attributes.isVerified(.email)) }
    }

    // R7: if the previous owner's swap fails, the operation fails; its reservation stays, because the record carries it.
    @Test func aLoserWhoCannotBeReachedIsTold() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, members: .verifyingEmail, aliases: [.email])
        let code = try await fixture.signUp("grace", [.email: Self.address])
        let previousOwner = fixture.key
        await fixture.store.before("swap alias", skipping: 1) {
            await fixture.store.put(
                VersionedRecord(version: RecordVersion("x"), contents: [1, 2]), under: previousOwner)
        }
        let error = await failure {
            try await fixture.pool.confirmSignUp("grace", code: code, forceAliasCreation: true)
        }
        #expect(error?.code == .internalError)
        #expect(try await fixture.record(of: "grace").attributes.isVerified(.email))
        #expect(try #require(await fixture.reservation(Self.address)).isConfirmed == false)
    }

    // R10, R12: the record's swap lands after its reply and the next reading are lost; its reservation must exist.
    @Test func aFaultLeavesTheReservationToTheSwapThatLandsLate() async throws {
        let fixture = try await Fixture(members: .verifyingEmail, aliases: [.email])
        let code = try await fixture.signUp("grace", [.email: Self.address])
        await fixture.store.follow([.landLate])
        // The readings before the swap are: look-up, the change, the change with its reservation.
        await fixture.store.before("read user", skipping: 3) { throw ScriptedStore.Fault() }
        let error = await failure { try await fixture.pool.confirmSignUp("grace", code: code) }
        #expect(error?.code == .internalError)
        #expect(try await fixture.record(of: "grace").status == .unconfirmed)
        // Any other change lets it land first.
        try await fixture.pool.admin.disableUser("ada")
        #expect(try await fixture.record(of: "grace").status == .confirmed)
        #expect(await fixture.whoSignsIn(by: Self.address) == "grace")
        #expect(try #require(await fixture.reservation(Self.address)).isConfirmed)
    }

    // R16: the number changes while it is being reserved. Then the new number is reserved, and the first one released.
    @Test func aNumberThatChangesMeanwhileIsReservedInstead() async throws {
        let fixture = try await Fixture(aliases: [.phoneNumber])
        let other = "+14155550177"
        await fixture.store.before("swap alias") {
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.attributes[.phoneNumber] = other }
        }
        try await fixture.pool.admin.updateAttributes("ada", [.phoneNumberVerified: "true"])
        #expect(await fixture.whoSignsIn(by: other) == "ada")
        #expect(try await fixture.reservation(Fixture.phone) == nil)
        #expect(try #require(await fixture.reservation(other)).isConfirmed)
    }

    // R12: a third swap that always conflicts ends after sixteen tries; a success at the sixteenth still counts.
    @Test(arguments: [15, 16]) func aConfirmationIsTriedSixteenTimes(_ conflicts: Int) async throws {
        let fixture = try await Fixture(members: .verifyingEmail, aliases: [.email])
        let code = try await fixture.signUp("grace", [.email: Self.address])
        await fixture.store.forgetCalls()
        await fixture.store.before("swap alias", skipping: 1, times: conflicts) {
            try await fixture.put(#require(await fixture.reservation(Self.address)), for: Self.address)
        }
        let error = await failure { try await fixture.pool.confirmSignUp("grace", code: code) }
        #expect(error == (conflicts == 16 ? .tooManyRequests : nil))
        #expect(await swaps(of: "alias", in: fixture) == 17)
        #expect(await fixture.whoSignsIn(by: Self.address) == "grace", "the record carries it")
    }

    // R7, R12: a forced reservation is taken again each time it is lost, up to sixteen times.
    @Test(arguments: [15, 16]) func byForceItIsTakenAgain(_ losses: Int) async throws {
        let fixture = try await Fixture(members: .verifyingEmail, aliases: [.email])
        let code = try await fixture.signUp("grace", [.email: Self.address])
        let another = AliasReservation(
            attribute: .email,
            holder: .init(name: CanonicalName("alan", ignoringCase: true), nonce: [UInt8](repeating: 9, count: 16)),
            expiresAt: fixture.time.now() + AliasReservation.pendingLife)
        await fixture.store.forgetCalls()
        // The first readings are those of the look-up and the taking; then every other one is that of a confirmation.
        let turns = Turns()
        await fixture.store.before("read alias", skipping: 2, times: 2 * losses) {
            let count = await turns.count()
            if count % 2 == 1 { try await fixture.put(another, for: Self.address) }
        }
        let error = await failure {
            try await fixture.pool.confirmSignUp("grace", code: code, forceAliasCreation: true)
        }
        await fixture.store.before("nothing more") {}
        #expect(error == (losses == 16 ? .tooManyRequests : nil))
        #expect(await swaps(of: "alias", in: fixture) == 17)
        #expect(await fixture.whoSignsIn(by: Self.address) == "grace")
        #expect(try #require(await fixture.reservation(Self.address)).holder.name.digest == fixture.digest("grace"))
    }

    // R75: the same readings for every name, and the decoy's is among them where users are hidden.
    @Test(arguments: ["ada", "nobody", "ada@example.com"] as [Username], [true, false]) func aLookUpReadsTheDecoyToo(
        _ name: Username, _ hides: Bool
    ) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, hidesUnknown: hides, aliases: [.email])
        await fixture.store.forgetCalls()
        _ = await failure { _ = try await fixture.pool.signIn(name, password: "wrong") }
        var expected = ["read user", "read alias"]
        if hides { expected.insert("read decoy", at: 0) }
        if name != "nobody" || hides {
            let verified = name == "nobody" ? "decoy" : "user"
            expected += ["read \(verified)", "swap \(verified)"]
        }
        let calls = await fixture.store.calls
        #expect(calls.filter { !$0.hasSuffix("pool") && !$0.hasSuffix("client") } == expected)
    }

    // R74, R75: in a lock the decoy is read and not written, as a user's record is.
    @Test(arguments: ["ada", "nobody"] as [Username]) func aLockedNameIsNotWritten(_ name: Username) async throws {
        let fixture = try await Fixture(hidesUnknown: true)
        for _ in 0..<6 { _ = await failure { _ = try await fixture.pool.signIn(name, password: "wrong") } }
        await fixture.store.forgetCalls()
        fixture.time.advance(by: .milliseconds(500))
        let error = await failure { _ = try await fixture.pool.signIn(name, password: "wrong") }
        #expect(error?.message == "Password attempts exceeded")
        #expect(await !fixture.store.calls.contains { $0.hasPrefix("swap") })
    }
}
