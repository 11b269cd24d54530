import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Races of changes to one alias, one user or one number.
@Suite struct ReservationRaceTests {
    private static let address = "ada@example.com"

    // R16: a number that changes at every reading ends the operation after three; its reservations are released.
    @Test func aNumberThatNeverStandsStillIsGivenUp() async throws {
        let fixture = try await Fixture(aliases: [.phoneNumber])
        let turns = Turns()
        await fixture.store.before("swap alias", times: 20) {
            let number = "+141555502\(await 10 + turns.count())"
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.attributes[.phoneNumber] = number }
        }
        let error = await failure {
            try await fixture.pool.admin.updateAttributes("ada", [.phoneNumberVerified: "true"])
        }
        #expect(error == .tooManyRequests)
        #expect(try await fixture.record().reservations[.phoneNumber] == nil)
        #expect(await turns.count() == 6, "three are taken, and two of them given up at once")
    }

    // R5: the first of two reservations is released when the second is another user's, in either order.
    @Test(arguments: [AttributeName.email, .phoneNumber]) func bothOrNone(_ others: AttributeName) async throws {
        let fixture = try await Fixture(attributes: [:], aliases: [.email, .phoneNumber])
        let wanted: UserAttributes = [
            .email: Self.address, .emailVerified: "true", .phoneNumber: Fixture.phone, .phoneNumberVerified: "true",
        ]
        let flag = try #require(others.verifiedFlag)
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [others: wanted[others] ?? "", flag: "true"])
        let before = try await fixture.record()
        let error = await failure { try await fixture.pool.admin.updateAttributes("ada", wanted) }
        #expect(error == .aliasTaken(others))
        #expect(try await fixture.record() == before)
        let free = others == .email ? Fixture.phone : Self.address
        #expect(try await fixture.reservation(free) == nil)
    }

    // R6: a reservation without a valid record is taken over only by force.
    @Test func aReservationTakenBetweenIsGivenUpEvenIfNobodyCarriesIt() async throws {
        let fixture = try await Fixture(attributes: [.email: Self.address], members: .verifyingEmail, aliases: [.email])
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.sendVerificationCode(token, for: .email)
        let code = await fixture.email.lastCode(to: Self.address)
        await fixture.store.before("swap user") { try await fixture.give(Self.address, .email, carrying: false) }
        let error = await failure { try await fixture.pool.verifyAttribute(token, .email, code: code) }
        #expect(error == .aliasTaken(.email))
        let ada = try await fixture.record()
        #expect(!ada.attributes.isVerified(.email) && ada.reservations[.email] == nil)
    }

    // R5: the value set by a code is undone with the alias; a value set by another since then stays.
    @Test(arguments: [false, true]) func aLostValueIsTakenBackUnlessItHasChanged(_ hasChanged: Bool) async throws {
        let fixture = try await Fixture(
            attributes: .verifiedEmail,
            members: UserPoolOptions(
                autoVerifiedAttributes: [.email], attributesRequireVerificationBeforeUpdate: [.email]),
            aliases: [.email])
        try await fixture.pool.admin.createUser("grace", password: Fixture.password)
        let before = try await fixture.record()
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.updateAttributes(token, [.email: "new@example.com"])
        let code = await fixture.email.lastCode(to: "new@example.com")
        let others = ReservationMark(
            digest: fixture.digest("third@example.com"), nonce: [UInt8](repeating: 3, count: 16))
        await fixture.store.before("swap user") {
            try await fixture.give("new@example.com", .email)
            guard hasChanged else { return }
            // After the swap and before its undoing, which is the next swap of the user.
            await fixture.store.before("swap user") {
                try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) {
                    $0.attributes[.email] = "third@example.com"
                    $0.reservations[.email] = others
                }
            }
        }
        let error = await failure { try await fixture.pool.verifyAttribute(token, .email, code: code) }
        #expect(error == .aliasTaken(.email))
        let ada = try await fixture.record()
        if hasChanged {
            #expect(ada.attributes[.email] == "third@example.com" && ada.reservations[.email] == others)
        } else {
            #expect(ada.attributes == before.attributes)
            #expect(ada.reservations == before.reservations, "the old address is an alias again")
        }
    }

    // R5: a confirmation made by another in the meantime counts.
    @Test func aReservationThatAnotherHasConfirmedIsConfirmed() async throws {
        let fixture = try await Fixture(members: .verifyingEmail, aliases: [.email])
        let code = try await fixture.signUp("grace", [.email: Self.address])
        await fixture.store.before("swap alias", skipping: 1) {
            try await fixture.put(#require(await fixture.reservation(Self.address)).confirmed, for: Self.address)
        }
        await fixture.store.forgetCalls()
        try await fixture.pool.confirmSignUp("grace", code: code)
        #expect(await fixture.store.calls.count { $0 == "swap alias" } == 2, "and it is not written once more")
        #expect(await fixture.whoSignsIn(by: Self.address) == "grace")
        #expect(try #require(await fixture.reservation(Self.address)).isConfirmed)
    }

    // R6: an operation releases only reservations that are still its own.
    @Test func anothersReservationIsNotReleased() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        let mine = try #require(await fixture.record().reservations[.email])
        try await fixture.pool.admin.createUser("grace", password: Fixture.password)
        try await fixture.give(Self.address, .email, carrying: false)
        let before = try await fixture.reservation(Self.address)
        await fixture.service.reservations(of: fixture.pool.id).release(mine)
        #expect(try await fixture.reservation(Self.address) == before)
    }

    // R10: a creation whose record lands late finds its reservations there.
    @Test func aFaultLeavesTheReservationsToTheCreationThatLandsLate() async throws {
        let fixture = try await Fixture(aliases: [.email])
        await fixture.store.follow([.landLate])
        let turns = Turns()
        // The reading after the swap fails.
        await fixture.store.before("swap user") {
            _ = await turns.count()
            await fixture.store.before("read user") { throw ScriptedStore.Fault() }
        }
        let error = await failure {
            try await fixture.pool.admin.createUser("grace", password: Fixture.password, attributes: .verifiedEmail)
        }
        #expect(error?.code == .internalError)
        #expect(await failure { _ = try await fixture.pool.admin.user("grace") } == .userNotFound)
        try await fixture.pool.admin.disableUser("ada")
        #expect(try await fixture.pool.admin.user("grace").attributes[.email] == Self.address)
        #expect(try await fixture.pool.admin.user(Username(Self.address)).username == "grace")
        #expect(try #require(await fixture.reservation(Self.address)).isConfirmed)
    }

    // R5, R8: a name that holds the alias is taken, even if its user is deleted before the record is read.
    @Test func aNameThatHeldTheAliasIsNotMadeAnew() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        let old = try #require(await fixture.record().reservations[.email])
        let sub = try await fixture.record().sub
        // It is deleted after the address was found to be the name's own.
        await fixture.store.before("swap alias") {
            await fixture.store.before("read user", skipping: 1) { try await fixture.pool.admin.deleteUser("ada") }
        }
        _ = await failure {
            try await fixture.pool.admin.createUser("ada", password: Fixture.password, attributes: .verifiedEmail)
        }
        let row = try await fixture.service.records.row(fixture.key, as: UserAuthRecord.self)
        #expect(row.record?.reservations[.email] != old)
        #expect(row.record == nil || row.record?.sub != sub)
        if let record = row.record { #expect(record.reservations[.email] == nil || record.reservations[.email] != old) }
    }

    // R5: an operation that loses the alias of its creation undoes that creation and no other.
    @Test func aCreationIsTakenBackOnlyIfItIsTheOne() async throws {
        let fixture = try await Fixture(aliases: [.email])
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.email: Self.address])
        let another = UserAuthRecord(
            username: "alan", sub: "another", status: .confirmed, attributes: [:], password: PasswordHash("x"),
            createdAt: fixture.time.now())
        await fixture.store.before("swap user") {
            try await fixture.give(Self.address, .email)
            // Others delete and create the user again before the creation is undone.
            await fixture.store.before("swap user") {
                try await fixture.store.put(
                    VersionedRecord(
                        version: RecordVersion("other"),
                        contents: SealedRecordCodec(sealer: NoSealer()).encode(another, of: fixture.userKey("alan"))),
                    under: fixture.userKey("alan"))
            }
        }
        let error = await failure {
            try await fixture.pool.admin.createUser("alan", password: Fixture.password, attributes: .verifiedEmail)
        }
        #expect(error?.code == .usernameExists)
        #expect(try await fixture.record(of: "alan") == another)
    }

    // One reservation for two attributes of a user who has the same text in both.
    @Test func twoAttributesShareAReservation() async throws {
        let fixture = try await Fixture(
            attributes: ["preferred_username": Self.address, .email: Self.address],
            aliases: [.email, .preferredUsername])
        #expect(await fixture.whoSignsIn(by: Self.address) == "ada")
        await fixture.store.forgetCalls()
        try await fixture.pool.admin.updateAttributes("ada", [.emailVerified: "true"])
        // Written once more, so that a release under way meets another version.
        #expect(await fixture.store.calls.count { $0 == "swap alias" } == 1)
        let both = try await fixture.record()
        #expect(both.reservations[.email] != nil && both.reservations[.email] == both.reservations[.preferredUsername])
        try await fixture.pool.admin.updateAttributes("ada", ["preferred_username": ""])
        #expect(await fixture.whoSignsIn(by: Self.address) == "ada")
        try await fixture.pool.admin.updateAttributes("ada", [.emailVerified: "false"])
        #expect(await fixture.whoSignsIn(by: Self.address) == nil)
        #expect(try await fixture.reservation(Self.address) == nil)
    }

    // R16: if an alias moves between look-up and change, only its new owner is changed.
    @Test func aChangeByAliasThatMovesIsMadeOnItsNewOwner() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        try await fixture.pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.email: Self.address])
        await fixture.store.before("read user", skipping: 1) {
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.reservations[.email] = nil }
            try await fixture.give(Self.address, .email)
        }
        try await fixture.pool.admin.disableUser(Username(Self.address))
        #expect(try await fixture.record().isEnabled)
        #expect(try await !fixture.record(of: "grace").isEnabled)
    }

    // R5: if the row is gone at confirmation, the alias has no owner, and the record drops it.
    @Test func aReservationWhoseRowIsGoneIsNone() async throws {
        let fixture = try await Fixture(attributes: [.email: Self.address], members: .verifyingEmail, aliases: [.email])
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.sendVerificationCode(token, for: .email)
        let code = await fixture.email.lastCode(to: Self.address)
        await fixture.store.before("swap alias", skipping: 1) {
            await fixture.store.drop(fixture.reservationKey(Self.address))
        }
        #expect(
            await failure { try await fixture.pool.verifyAttribute(token, .email, code: code) } == .aliasTaken(.email))
        #expect(try await fixture.record().reservations[.email] == nil)
        #expect(try await !fixture.record().attributes.isVerified(.email))
    }

    // R10: a reservation whose reply is lost is found by reading again, with its previous owner.
    @Test(arguments: [false, true]) func aTakingWhoseReplyIsLostIsOne(_ isForced: Bool) async throws {
        let fixture = try await Fixture(
            attributes: isForced ? .verifiedEmail : [:], members: .verifyingEmail, aliases: [.email])
        let code = try await fixture.signUp("grace", [.email: Self.address])
        await fixture.store.forgetCalls()
        await fixture.store.loseReply(of: "swap alias")
        try await fixture.pool.confirmSignUp("grace", code: code, forceAliasCreation: isForced)
        #expect(await fixture.store.calls.count { $0 == "swap alias" } == (isForced ? 3 : 2))
        #expect(await fixture.whoSignsIn(by: Self.address) == "grace")
        #expect(try await fixture.record().attributes[.emailVerified] == (isForced ? "false" : nil))
        #expect(try await fixture.record().reservations[.email] == nil)
    }

    // R10: the reported error holds the store's own error.
    @Test func aFaultOfTheStoreIsKeptAsTheCause() async throws {
        let fixture = try await Fixture(members: .verifyingEmail, aliases: [.email])
        let code = try await fixture.signUp("grace", [.email: Self.address])
        await fixture.store.before("read alias", skipping: 1) { throw ScriptedStore.Fault() }
        let error = await failure { try await fixture.pool.confirmSignUp("grace", code: code) }
        #expect(error?.code == .internalError && error?.underlyingError is ScriptedStore.Fault)
    }

    // R6: an alias that moves at every look-up leads to no user; it is looked up twice.
    @Test func anAliasThatNeverStandsStillLeadsNowhere() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        let pool = try #require(
            await fixture.service.records.read(.pool(fixture.pool.id), as: PoolRecord.self)?.record)
        var stale = try await fixture.record()
        stale.reservations = [:]
        var looks = 0
        var told: [Bool] = []
        try await fixture.service.withUser(
            UserLocation(Username(Self.address), in: pool), hasAliases: pool.hasAliases,
            unknown: { (isDeleted) throws(CognitoError) in told.append(isDeleted) },
            { (location) throws(CognitoError) in
                looks += 1
                try location.verify(stale)
            })
        #expect(looks == 2 && told == [false])
    }
}
