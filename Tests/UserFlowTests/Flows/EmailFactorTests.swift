import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// E-mail as a second factor, and the channel of recovery in a required pool.
@Suite struct EmailFactorTests {
    @Test func aCodeByEmailSignsInAndVerifiesTheAddress() async throws {
        let fixture = try await Fixture(mfa: .optional([.email]), attributes: [.email: "ada@example.com"])
        try await fixture.pool.admin.setMFAPreference("ada", email: .preferred)
        let challenge = try await fixture.challenge()
        #expect(
            challenge.parameters == [
                "USER_ID_FOR_SRP": "ada", "CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL",
                "CODE_DELIVERY_DESTINATION": "a***@e***",
            ])
        let code = await fixture.email.lastCode(to: "ada@example.com")
        let tokens = try await fixture.service.respondToAuthChallenge(
            RespondToAuthChallengeRequest(
                clientID: "client", challengeName: .emailOTP, session: challenge.session,
                challengeResponses: ["USERNAME": "ada", "EMAIL_OTP_CODE": code.text]))
        #expect(tokens.authenticationResult != nil)
        #expect(try await fixture.record().attributes.isVerified(.email))
    }

    @Test func bothSpellingsOfTheChoiceAreTaken() async throws {
        for answer in ["EMAIL_OTP", "EMAIL_MFA"] {
            let fixture = try await Fixture(
                mfa: .optional([.sms, .email]),
                attributes: [.email: "ada@example.com", .phoneNumber: Fixture.phone])
            try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled, email: .enabled)
            let challenge = try await fixture.challenge()
            #expect(challenge.parameters["MFAS_CAN_CHOOSE"] == #"["SMS_MFA","EMAIL_OTP"]"#)
            let next = try await fixture.service.respondToAuthChallenge(
                RespondToAuthChallengeRequest(
                    clientID: "client", challengeName: .selectMFAType, session: challenge.session,
                    challengeResponses: ["USERNAME": "ada", "ANSWER": answer]))
            #expect(next.challenge?.name == .emailOTP)
        }
    }

    @Test func anAddressIsSetUpInsideTheChallenge() async throws {
        let fixture = try await Fixture(mfa: .on([.email, .softwareToken]), attributes: [:])
        let challenge = try await fixture.challenge()
        #expect(challenge.parameters["MFAS_CAN_SETUP"] == #"["EMAIL_OTP","SOFTWARE_TOKEN_MFA"]"#)
        let bad = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .mfaSetupByEmail("nowhere"))
        }
        #expect(bad == .invalidEmail)
        let next = try await fixture.pool.respond(to: challenge.session, with: .mfaSetupByEmail("ada@example.com"))
        let session = try #require(next.challenge).session
        let code = await fixture.email.lastCode(to: "ada@example.com")
        #expect(try await fixture.pool.respond(to: session, with: .emailOTP(code: code)).authenticationResult != nil)
        let user = try await fixture.pool.admin.user("ada")
        #expect(user.preferredMFASetting == .email && user.attributes[.emailVerified] == "true")
    }

    private func step(
        _ factors: Set<MFAType>, _ attributes: UserAttributes, recovery: [RecoveryMechanism]?,
        token: Bool = false, preferred: SecondFactor? = nil
    ) throws -> (SignInRule, FactorPolicy.NextStep) {
        var user = UserAuthRecord(
            username: "ada", sub: "s", status: .confirmed, attributes: attributes, password: nil,
            createdAt: UnixTime(seconds: 0))
        if token {
            user.softwareToken = VerifiedSoftwareToken(
                secret: try SharedSecret(bytes: [UInt8](repeating: 7, count: 32)), friendlyDeviceName: nil,
                replayFloor: TimeStep(0))
        }
        user.mfa = UserMFAPreference(enabled: preferred.map { [$0] } ?? [], preferred: preferred)
        let decision = FactorPolicy(pool: pool(.on(factors), recovery: recovery), user: user).decision(satisfied: [])
        return (decision.rule, decision.step)
    }

    /// Reference 9.3: the channel of recovery is no second factor unless it is preferred.
    @Test func theChannelOfRecoveryIsNoFactorOfARequiredPool() throws {
        let email: UserAttributes = [.email: "a@b.c"]
        let both: UserAttributes = [.email: "a@b.c", .phoneNumber: Fixture.phone]
        let all: Set<MFAType> = [.sms, .email, .softwareToken]
        #expect(try step(all, email, recovery: [.verifiedEmail]) == (.setUp, .setUp([.sms, .softwareToken])))
        #expect(try step([.email], email, recovery: [.verifiedEmail]) == (.nothingToSetUp, .refuse(.noFactorOffered)))
        #expect(try step(all, both, recovery: [.verifiedEmail]) == (.onlyFactor, .challenge(.sms)))
        #expect(try step(all, both, recovery: [.adminOnly]) == (.severalFactors, .select([.sms, .email])))
        #expect(try step(all, both, recovery: nil) == (.severalFactors, .select([.sms, .email])))
        #expect(
            try step(all, both, recovery: [.verifiedEmail], token: true)
                == (.severalFactors, .select([.sms, .softwareToken])))
        #expect(
            try step(all, both, recovery: [.verifiedEmail], preferred: .email)
                == (.preferredFactor, .challenge(.email)))
        #expect(try step([.softwareToken], email, recovery: [.verifiedEmail]) == (.setUp, .setUp([.softwareToken])))
    }

    // R82: every state of a user with three factors, in every required pool, under every way of recovery.
    @Test func noStateWithThreeFactorsPassesARequiredPool() throws {
        let token = VerifiedSoftwareToken(
            secret: try SharedSecret(bytes: [UInt8](repeating: 7, count: 32)), friendlyDeviceName: nil,
            replayFloor: TimeStep(0))
        func some(_ bits: Int) -> Set<MFAType> {
            Set(MFAType.all.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
        }
        let ways: [[RecoveryMechanism]?] = [
            nil, [.adminOnly], [.verifiedEmail], [.verifiedPhoneNumber, .verifiedEmail],
        ]
        var states = 0
        for (has, enabled) in (0..<8).flatMap({ has in (0..<8).map { (has, $0) } }) {
            var user = UserAuthRecord(
                username: "ada", sub: "s", status: .confirmed, attributes: [:], password: nil,
                createdAt: UnixTime(seconds: 0))
            if some(has).contains(.sms) { user.attributes[.phoneNumber] = Fixture.phone }
            if some(has).contains(.email) { user.attributes[.email] = "a@b.c" }
            if some(has).contains(.softwareToken) { user.softwareToken = token }
            for preferred in [nil] + SecondFactor.allCases {
                user.mfa = UserMFAPreference(enabled: FactorSet(some(enabled)), preferred: preferred)
                for (factors, recovery) in (0..<8).flatMap({ bits in ways.map { (some(bits), $0) } }) {
                    let policy = FactorPolicy(pool: pool(.on(factors), recovery: recovery), user: user)
                    #expect(policy.next(satisfied: []) != .tokens)
                    for answered in SecondFactor.allCases where policy.next(satisfied: [answered]) == .tokens {
                        #expect(factors.contains(answered.type) && some(has).contains(answered.type))
                    }
                    if case .challenge(let factor) = policy.next(satisfied: []) {
                        #expect(policy.next(satisfied: [factor]) == .tokens, "what is asked for is enough")
                    }
                    states += 1
                }
            }
        }
        #expect(states == 8 * 8 * 4 * 32)
    }
}
