import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The delivery details in the answer for an unknown name.
@Suite struct DecoyDeliveryTests {
    private static let keys = KeyRing(from: SeededRandomSource(seed: 3))
    private static let count = 2000

    /// A pool where both channels serve both operations.
    private func pool(
        _ id: UserPoolID = "test_pool", sensitive: Bool = false,
        mfa: UserPoolMFAConfiguration = .optional([.sms, .softwareToken]), recovery: [RecoveryMechanism]? = nil,
        verifying: Set<AttributeName> = [.email, .phoneNumber], sms: Bool = true
    ) -> PoolRecord {
        var pool = PoolRecord(
            id: id, name: "Test", createdAt: UnixTime(seconds: 0), mfa: mfa,
            smsConfiguration: sms ? SMSConfiguration() : nil, passwordPolicy: PasswordPolicy(),
            fixed: .init(isUsernameCaseSensitive: sensitive))
        pool.accountRecovery = recovery
        pool.autoVerifiedAttributes = verifying
        return pool
    }

    private func details(
        _ name: String, _ purpose: CodePurpose = .recovery, in pool: PoolRecord, keys: KeyRing = keys
    ) -> CodeDeliveryDetails {
        DecoyDelivery(in: pool, keys: keys).details(for: Username(name), purpose)
    }

    private func media(_ pool: PoolRecord, _ purpose: CodePurpose, _ name: (Int) -> String) -> Set<String> {
        Set((0..<60).map { details(name($0), purpose, in: pool).deliveryMedium })
    }

    // R122: both media equally often, in the forms and characters of users' masks.
    @Test(arguments: [CodePurpose.recovery, .signUp]) func theFormsAreThoseOfUsers(_ purpose: CodePurpose) throws {
        let all = (0..<Self.count).map { details("name\($0)", purpose, in: pool()) }
        let (texts, mails) = (all.filter { $0.deliveryMedium == "SMS" }, all.filter { $0.deliveryMedium == "EMAIL" })
        #expect(texts.count + mails.count == Self.count && abs(texts.count - mails.count) < 200)
        var (stars, letters): (Set<Int>, Set<Character>) = ([], [])
        for told in texts {
            let digits = told.destination.suffix(4)
            let rest = told.destination.dropLast(4).dropFirst().count - 1
            let number = try PhoneNumber("+1" + String(repeating: "5", count: rest) + digits)
            #expect(number.masked == told.destination && told.attributeName == .phoneNumber)
            stars.insert(rest + 1)
        }
        for told in mails {
            let text = told.destination.replacing("***", with: "x")
            #expect(try EmailAddress(text).masked == told.destination && told.attributeName == .email)
            letters.formUnion(told.destination.split(separator: "@").compactMap(\.first))
        }
        #expect(stars == [7, 8, 9] && Set(texts.map { $0.destination.suffix(4) }).count > texts.count * 9 / 10)
        #expect(letters.isSuperset(of: "abcdefghijklmnopqrstuvwxyz"))
        #expect(letters.contains { $0.isUppercase } && letters.contains { $0.isNumber })
        #expect(letters.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
    }

    // R122: pool, name and key determine the answer; another key or pool gives another one.
    @Test func theAnswerIsAFunctionOfKeyPoolAndName() {
        let names = (0..<50).map { "name\($0)" }
        func answers(_ pool: PoolRecord, _ keys: KeyRing = Self.keys) -> [CodeDeliveryDetails] {
            names.map { details($0, in: pool, keys: keys) }
        }
        let first = answers(pool())
        var renamed = pool()
        renamed.name = "Other"
        #expect(answers(renamed) == first)
        #expect(names.map { details($0, .signUp, in: pool()) } == first, "both operations tell one user's destinations")
        #expect(answers(pool(), KeyRing(from: SeededRandomSource(seed: 4))) != first)
        #expect(answers(pool("other_pool")) != first)
    }

    // R122
    @Test func spellingsCountWhereThePoolTellsThemApart() {
        for name in ["Ada", "ADA@Example.com"] {
            #expect(details(name, in: pool()) == details(name.lowercased(), in: pool()))
        }
        let apart = pool(sensitive: true)
        #expect((0..<20).contains { details("Name\($0)", in: apart) != details("name\($0)", in: apart) })
        let masks = Set((0..<20).map { details("Ada\($0)@Example.com", in: apart).destination })
        #expect(masks.contains("A***@E***"))
    }

    // R122: a typed address or number is masked, or the other channel's destination is simulated.
    @Test func aTypedDestinationIsMaskedHalfOfTheTime() {
        let addresses = (0..<200).map { details("Zoe\($0)@quux.test", in: pool()) }
        #expect(addresses.allSatisfy { $0.deliveryMedium == "SMS" || $0.destination == "z***@q***" })
        #expect((60...140).contains(addresses.count { $0.deliveryMedium == "EMAIL" }))
        let numbers = (1000..<1200).map { ($0, details("+4915112\($0)", in: pool())) }
        #expect(numbers.allSatisfy { $1.deliveryMedium == "EMAIL" || $1.destination == "+*******\($0)" })
        #expect((60...140).contains(numbers.count { $1.deliveryMedium == "SMS" }))
    }

    // R122: a channel that the operation does not use does not appear, whatever was typed.
    @Test func aChannelThatIsNeverUsedDoesNotAppear() {
        let names: [(Int) -> String] = [{ "name\($0)" }, { "a\($0)@example.com" }, { "+1415555\($0 + 1000)" }]
        for name in names {
            #expect(media(pool(recovery: [.verifiedEmail]), .recovery, name) == ["EMAIL"])
            #expect(media(pool(recovery: [.verifiedPhoneNumber]), .recovery, name) == ["SMS"])
            #expect(
                media(pool(recovery: [.verifiedEmail, .verifiedPhoneNumber]), .recovery, name) == ["EMAIL", "SMS"])
            #expect(media(pool(sms: false), .recovery, name) == ["EMAIL"])
            #expect(media(pool(verifying: [.email]), .signUp, name) == ["EMAIL"])
            #expect(media(pool(verifying: [.phoneNumber]), .signUp, name) == ["SMS"])
            #expect(media(pool(sms: false), .signUp, name) == ["EMAIL"])
            #expect(media(pool(recovery: [.verifiedEmail]), .signUp, name) == ["EMAIL", "SMS"])
            // No code is sent.
            #expect(media(pool(verifying: []), .signUp, name) == ["EMAIL"])
        }
    }

    // R122: in a required pool a number is every user's factor, unless it is preferred or an app can be preferred to it.
    @Test func theFactorsChannelDoesNotAppear() {
        func told(_ factors: Set<MFAType>, _ recovery: [RecoveryMechanism]?) -> Set<String> {
            media(pool(mfa: .on(factors), recovery: recovery), .recovery) { "name\($0)" }
        }
        #expect(told([.sms], nil) == ["EMAIL"])
        #expect(told([.sms], [.verifiedEmail, .verifiedPhoneNumber]) == ["EMAIL"])
        #expect(told([.sms], [.verifiedPhoneNumber, .verifiedEmail]) == ["SMS", "EMAIL"])
        #expect(told([.sms, .softwareToken], nil) == ["SMS", "EMAIL"])
        #expect(told([.email], nil) == ["SMS"])
    }

    // R122: in `strict` a user's answer equals that of an unknown name; the message goes to the right destination.
    @Test func inStrictEverybodyIsToldTheSimulatedDelivery() async throws {
        let both: UserAttributes = [
            .phoneNumber: Fixture.phone, .phoneNumberVerified: "true", .email: "ada@example.com",
            .emailVerified: "true",
        ]
        let members = UserPoolOptions(autoVerifiedAttributes: [.email])
        for profile in [CognitoProfile.classic, .strict] {
            let fixture = try await Fixture(attributes: both, profile: profile, hidesUnknown: true, members: members)
            let pool = try #require(
                await fixture.service.records.read(.pool(fixture.pool.id), as: PoolRecord.self)
            ).record
            let keys = KeyRing(from: SeededRandomSource(seed: 7))
            let told = try await fixture.pool.forgotPassword("ada")
            await fixture.service.shutDown()
            #expect(await fixture.sms.messages.map(\.phoneNumber.e164) == [Fixture.phone])
            let simulated = details("ada", in: pool, keys: keys)
            #expect(simulated.destination != "+*******0123")
            #expect(profile == .strict ? told == simulated : told.destination == "+*******0123")
            _ = try await fixture.signUp()
            let resent = try await fixture.pool.resendConfirmationCode("grace")
            await fixture.service.shutDown()
            #expect(await fixture.email.messages.count == 2)
            let expected = details("grace", .signUp, in: pool, keys: keys)
            #expect(profile == .strict ? resent == expected : resent.destination == "g***@e***")
        }
    }
}
