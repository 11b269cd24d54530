import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Refused messages outside sign-in, and the delivery details for unknown names.
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

    // R71: a refused message is refunded; in `strict` the refusal is an error.
    @Test(arguments: CognitoProfile.allCases)
    func aRefusedCodeForANumberIsGivenBack(_ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(sender: RefusingSMSSender(), profile: profile)
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

    // R73: the answer hides the refusal, and the user's quota is refunded all the same.
    @Test(arguments: [CognitoProfile.classic, .strict])
    func aRefusedRecoveryCodeIsSilentAndGivenBack(_ profile: CognitoProfile) async throws {
        let fixture = try await Fixture(
            sender: RefusingSMSSender(), attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"],
            profile: profile)
        _ = try await fixture.pool.forgotPassword("ada")
        await fixture.service.shutDown()
        #expect(fixture.observer.aboutUsers.last?.name == "messageRefused")
        // For hidden users nothing is refunded, because an unknown name gets no refund either (R122).
        #expect(try await sends(fixture, .sendsWithoutPassword) == (profile == .strict ? 1 : 0))
    }

    // R122: messages refused by a carrier or a destination's quota count for a user as for an unknown name.
    @Test(arguments: [false, true]) func messagesThatAreNotSentTellNothing(_ isSpent: Bool) async throws {
        var limits = FlowLimits()
        if isSpent { limits.hourly.sendsPerDestination = 0 }
        let fixture = try await Fixture(
            sender: isSpent ? nil : RefusingSMSSender(), limits: limits,
            attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"], hidesUnknown: true,
            members: UserPoolOptions(autoVerifiedAttributes: [.phoneNumber]))
        func answers(_ name: Username) async -> [CognitoError.Code?] {
            var answers: [CognitoError.Code?] = []
            for call in 0..<8 {
                let error = await failure {
                    if call < 4 {
                        _ = try await fixture.pool.forgotPassword(name)
                    } else {
                        _ = try await fixture.pool.resendConfirmationCode(name)
                    }
                }
                answers.append(error?.code)
                await fixture.service.shutDown()
            }
            return answers
        }
        let (known, unknown) = (await answers("ada"), await answers("nobody"))
        #expect(known == unknown)
        #expect(known.last == .limitExceeded)
    }
}
