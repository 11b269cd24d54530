import AuthFlow
import CognitoMFACore
import CognitoMFATesting
import Testing
import UserPoolModel

/// Messages outside sign-in that are refused, and where codes for names that nobody has are said to go.
@Suite struct DeliveryTests {
    private func sends(_ fixture: Fixture, _ quota: HourlyUses.Operation) async throws -> Int {
        let record = try await fixture.record()
        var limits = HourlyLimits()
        for used in 0...30 {
            limits.sendsWithPassword = used + 1
            limits.sendsWithoutPassword = used + 1
            if record.hourly.refusal(of: quota, limits: limits, at: fixture.time.now()) == nil { return used }
        }
        return 31
    }

    // R71: what was refused is given back; in `strict` it is an error.
    @Test(arguments: ParityProfile.allCases)
    func aRefusedCodeForANumberIsGivenBack(_ profile: ParityProfile) async throws {
        let fixture = try await Fixture(sender: NoSMSSender(), profile: profile)
        let token = try await fixture.tokens().accessToken
        let error = await failure { try await fixture.pool.sendVerificationCode(token, for: .phoneNumber) }
        #expect(error == (profile == .strict ? .codeDeliveryFailed : nil))
        #expect(try await sends(fixture, .sendsWithPassword) == 0)
        #expect(fixture.observer.aboutUsers.last?.name == "messageRefused")
    }

    // R55, R71
    @Test func aCodeOverTheQuotaOfItsNumberIsGivenBack() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 1
        let fixture = try await Fixture(limits: limits)
        let token = try await fixture.tokens().accessToken
        let start = fixture.time.now()
        try await fixture.pool.sendVerificationCode(token, for: .phoneNumber)
        fixture.time.advance(by: .seconds(1))
        let error = await failure { try await fixture.pool.sendVerificationCode(token, for: .phoneNumber) }
        #expect(error == .attemptLimitExceeded(until: start + .seconds(3600)))
        #expect(try await sends(fixture, .sendsWithPassword) == 1)
        #expect(await fixture.sms.messages.count == 1)
    }

    // R73: nobody is told, and the user's quota is given back all the same.
    @Test func aRefusedRecoveryCodeIsSilentAndGivenBack() async throws {
        let fixture = try await Fixture(
            sender: NoSMSSender(), attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"],
            profile: .strict)
        let details = try await fixture.pool.forgotPassword("ada")
        #expect(details.destination == "+*******0123")
        await fixture.service.finishSending()
        #expect(fixture.observer.names.last == "messageRefused")
        #expect(try await sends(fixture, .sendsWithoutPassword) == 0)
    }

    // R74-R76: the same place for the same name, and one that fits the name.
    @Test func aCodeThatIsSentNowhereIsSaidToGoSomewhere() async throws {
        let byEmail = try await Fixture(hidesUnknown: true)
        let byPhone = try await Fixture(
            mfa: .optional([.softwareToken]), hidesUnknown: true,
            members: UserPoolMembers(accountRecoverySetting: [.verifiedPhoneNumber]))
        let verifying = try await Fixture(hidesUnknown: true, members: .verifyingPhone)
        for (fixture, medium) in [(byEmail, "EMAIL"), (byPhone, "SMS"), (verifying, "SMS")] {
            let address = try await fixture.pool.forgotPassword("nobody@example.com")
            #expect(address.destination == "n***@e***" && address.deliveryMedium == "EMAIL")
            let number = try await fixture.pool.forgotPassword("+14155550188")
            #expect(number.destination == "+*******0188" && number.deliveryMedium == "SMS")
            let name = try await fixture.pool.forgotPassword("nobody")
            #expect(name.deliveryMedium == medium)
            #expect(try await fixture.pool.forgotPassword("nobody").destination == name.destination)
            if medium == "SMS" {
                #expect(name.destination.wholeMatch(of: #/\+\*{7}[0-9]{4}/#) != nil)
            } else {
                #expect(name.destination.wholeMatch(of: #/[a-z]\*\*\*@[a-z]\*\*\*/#) != nil)
            }
            var others: Set<String> = []
            for letter in "abcdef" {
                others.insert(try await fixture.pool.forgotPassword(Username(String(letter))).destination)
            }
            #expect(others.count > 1, "names differ")
        }
    }
}
