import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// Changes of attributes: which are allowed, and all that each of them leaves behind.
@Suite struct AttributeChangeRulesTests {
    private static let newPhone = "+14155550199"
    private static let newAddress = "lovelace@example.com"
    private static let phoneFlag = AttributeName.phoneNumberVerified

    /// API reference, UpdateUserAttributes and AdminUpdateUserAttributes: a user with a team that cannot change and an
    /// address that cannot be deleted.
    @Test(
        arguments: [
            (["custom:team": "b"], .attributeImmutable("custom:team"), .attributeImmutable("custom:team")),
            (["custom:team": "a"], nil, nil), (["custom:other": "b"], nil, nil),
            ([.email: ""], .requiredAttributeDeleted(.email), .requiredAttributeDeleted(.email)),
            ([.email: newAddress], nil, nil), (["name": ""], nil, nil),
            ([.emailVerified: "true"], .unauthorizedAttribute, nil),
            ([.emailVerified: "false"], .unauthorizedAttribute, nil),
            ([phoneFlag: "maybe"], .unauthorizedAttribute, .attributeImmutable(phoneFlag)),
            ([.sub: "another"], .attributeImmutable(.sub), .attributeImmutable(.sub)),
            ([.phoneNumber: "12"], .invalidPhoneNumber, .invalidPhoneNumber),
            (["shoe_size": "38"], .attributeNotInSchema("shoe_size"), .attributeNotInSchema("shoe_size")),
            (["custom:size": "38"], .attributeTypeUnknown("custom:size"), .attributeTypeUnknown("custom:size")),
        ] as [(UserAttributes, CognitoError?, CognitoError?)])
    func eachChangeIsAllowedOrRefused(
        _ changes: UserAttributes, _ byUser: CognitoError?, _ byAdministrator: CognitoError?
    ) {
        var fixture = MachineFixture(schema: [
            SchemaAttribute(name: "custom:team", isMutable: false),
            SchemaAttribute(name: "custom:other", isMutable: false), SchemaAttribute(name: "name"),
            SchemaAttribute(name: .email, isRequired: true),
        ])
        fixture.user.attributes["custom:team"] = "a"
        fixture.user.attributes["name"] = "Ada"
        let own = fixture.verify {
            $0.attributesUpdated(changes, by: fixture.principal, in: fixture.signInContext)
        }
        let admins = fixture.verify { $0.attributesUpdated(changes, in: fixture.poolContext) }
        for (outcome, error) in [(own, byUser), (admins, byAdministrator)] {
            #expect(outcome.answer == (error.map { .refuse($0) } ?? .done))
            if error != nil { #expect(outcome.record == fixture.user && outcome.events.isEmpty) }
        }
    }

    // R67: what was sent to the old number ends, and nothing else.
    @Test(arguments: [newPhone, ""]) func aChangedNumberEndsWhatWasSentToIt(_ value: String) {
        var fixture = MachineFixture()
        let ended = fixture.openSent(.phoneNumber, 1)
        fixture.openSent(.email, 2)
        fixture.open(.awaitingFactor(.softwareToken), 3)
        fixture.open(.selectingMFAType([.sms, .softwareToken]), 4)
        fixture.expect(.phoneNumber, at: fixture.destination(.phoneNumber))
        fixture.expect(.recovery, at: fixture.destination(.phoneNumber))
        fixture.expect(.email, at: fixture.destination(.email))
        let expected = fixture.changed {
            $0.attributes[.phoneNumber] = value.isEmpty ? nil : value
            $0.attributes[.phoneNumberVerified] = value.isEmpty ? nil : "false"
            $0.close(ended.id)
            $0.codes[.phoneNumber] = nil
            $0.codes[.recovery] = nil
            $0.modifiedAt = fixture.now
        }
        let changes: UserAttributes = [.phoneNumber: value]
        let outcomes = [
            fixture.verify { $0.attributesUpdated(changes, in: fixture.poolContext) },
            fixture.verify { $0.attributesUpdated(changes, by: fixture.principal, in: fixture.signInContext) },
        ]
        for outcome in outcomes {
            #expect(outcome.answer == .done)
            #expect(outcome.record == expected)
            #expect(outcome.events == [.destinationChanged(fixture.subject, .phoneNumber)])
        }
    }

    /// A pool that verifies both, with texts that tell them apart.
    private func verifying() -> MachineFixture {
        var fixture = MachineFixture()
        fixture.pool.autoVerifiedAttributes = [.email, .phoneNumber]
        fixture.pool.messages = VerificationMessages(
            sms: "text {####}", email: "letter {####}", emailSubject: "Subject")
        return fixture
    }

    // R55: the number and the address are sent a code each, in the words of their own.
    @Test func eachNewDestinationIsSentItsOwnCode() throws {
        let fixture = verifying()
        let phone = CodeDestination.phone(try PhoneNumber(Self.newPhone))
        let address = CodeDestination.email(try EmailAddress(Self.newAddress))
        let outcome = fixture.verify {
            $0.attributesUpdated(
                [.phoneNumber: Self.newPhone, .email: Self.newAddress], in: fixture.poolContext)
        }
        let (first, second) = (fixture.randomness.code(for: .phoneNumber), fixture.randomness.code(for: .email))
        #expect(first != second)
        let messages = [
            MessageRequest(
                .verification(.email, asked: false), .code(second), to: address,
                template: MessageRequest.Template(text: "letter {####}", subject: "Subject")),
            MessageRequest(
                .verification(.phoneNumber, asked: false), .code(first), to: phone,
                template: MessageRequest.Template(text: "text {####}", subject: "Subject")),
        ]
        #expect(outcome.answer == .send(messages))
        let expected = fixture.changed {
            $0.attributes = [
                .phoneNumber: Self.newPhone, .phoneNumberVerified: "false", .email: Self.newAddress,
                .emailVerified: "false",
            ]
            $0.codes = [
                .phoneNumber: fixture.fresh(.phoneNumber, to: phone), .email: fixture.fresh(.email, to: address),
            ]
            for _ in 1...2 { $0.hourly.use(.sendsWithPassword, at: fixture.now) }
            $0.modifiedAt = fixture.now
        }
        #expect(outcome.record == expected)
    }

    @Test func whatComesMarkedVerifiedIsSentNothing() {
        let fixture = verifying()
        let outcome = fixture.verify {
            $0.attributesUpdated([.email: Self.newAddress, .emailVerified: "true"], in: fixture.poolContext)
        }
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.attributes[.email] = Self.newAddress
            $0.modifiedAt = fixture.now
        }
        #expect(outcome.record == expected)
        #expect(outcome.events == [.destinationChanged(fixture.subject, .email)])
    }

    // R55: over the quota the whole change is undone.
    @Test func aChangeWhoseCodeCannotBeSentIsNoChange() {
        var fixture = verifying()
        fixture.exhaust(.sendsWithPassword)
        let changes: UserAttributes = [.email: Self.newAddress, "name": "Ada"]
        for outcome in [
            fixture.verify { $0.attributesUpdated(changes, in: fixture.poolContext) },
            fixture.verify { $0.attributesUpdated(changes, by: fixture.principal, in: fixture.signInContext) },
        ] {
            #expect(outcome.answer == .refuse(.attemptLimitExceeded(until: fixture.hourEnd)))
            #expect(outcome.record == fixture.user)
            #expect(outcome.events.isEmpty)
        }
    }

    /// A new value in place of another waits for its code; a first value and a deletion do not.
    ///
    /// API reference, AttributesRequireVerificationBeforeUpdate. R88: in profile `strict` every new value waits.
    @Test(arguments: [(CognitoProfile.classic, true), (.classic, false), (.strict, false)])
    func onlyAValueInPlaceOfAnotherIsHeldBack(_ profile: CognitoProfile, _ poolHolds: Bool) throws {
        var fixture = MachineFixture()
        fixture.profile = profile
        if poolHolds { fixture.pool.attributesRequireVerificationBeforeUpdate = [.email, .phoneNumber] }
        let holds = poolHolds || profile == .strict
        func update(_ changes: UserAttributes) -> MachineFixture.Outcome<ChangeAction> {
            fixture.verify { $0.attributesUpdated(changes, by: fixture.principal, in: fixture.signInContext) }
        }
        let address = CodeDestination.email(try EmailAddress(Self.newAddress))
        let changed = update([.email: Self.newAddress])
        #expect(changed.record.attributes[.email] == (holds ? MachineFixture.address : Self.newAddress))
        #expect(
            changed.record.codes == (holds ? [.email: fixture.fresh(.email, to: address, settingValue: true)] : [:]))
        #expect(changed.record.generation == 0 && changed.events.isEmpty == holds)
        let deleted = update([.email: ""])
        #expect(deleted.answer == .done)
        #expect(deleted.record.attributes[.email] == nil && deleted.record.codes.isEmpty)
        fixture.user.attributes[.email] = nil
        fixture.user.attributes[.emailVerified] = nil
        let added = update([.email: Self.newAddress])
        #expect(added.answer == .done)
        #expect(added.record.attributes[.email] == Self.newAddress && added.record.codes.isEmpty)
    }

    // R7, R8: what has become an alias is reserved first, and until then nothing has happened.
    @Test func anAliasIsReservedBeforeTheChange() {
        var fixture = MachineFixture(aliases: [.email])
        let alias = fixture.pool.alias(.email, Self.newAddress)
        let changes: UserAttributes = [.email: Self.newAddress, .emailVerified: "true"]
        let others = ReservationMark(digest: fixture.pool.alias(.email, "else@x.org").digest, nonce: [1])
        // Neither without a reservation nor with one of another value, which the operation took in an earlier try.
        for mark in [nil, others] {
            fixture.held.marks[.email] = mark
            let outcome = fixture.verify { $0.attributesUpdated(changes, in: fixture.poolContext) }
            #expect(outcome.answer == .reserveFirst([alias]))
            #expect(outcome.record == fixture.user && outcome.events.isEmpty)
        }
        let mark = ReservationMark(digest: alias.digest, nonce: [2])
        fixture.held.marks[.email] = mark
        let outcome = fixture.verify { $0.attributesUpdated(changes, in: fixture.poolContext) }
        #expect(outcome.answer == .done && outcome.record.reservations == [.email: mark])
        // An alias that is reserved already is not reserved again.
        fixture.user = outcome.record
        fixture.held = HeldReservations()
        let other = fixture.verify { $0.attributesUpdated(["name": "Ada"], in: fixture.poolContext) }
        #expect(other.answer == .done && other.record.reservations == [.email: mark])
    }
}
