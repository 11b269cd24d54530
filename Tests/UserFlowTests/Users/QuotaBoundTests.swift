import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The largest number of messages that a number receives, in any order and at once.
@Suite struct QuotaBoundTests {
    private enum Step: CaseIterable {
        case signUp, resend, forgot, invite, signInUnverified, codeUnverified
        case signIn, adminSignIn, code
        case codeOfAnother

        /// The quota that counts: 0 anyone's, 1 the first owner's, 2 the second owner's.
        var quota: Int {
            switch self {
            case .signUp, .resend, .forgot, .invite, .signInUnverified, .codeUnverified: 0
            case .signIn, .adminSignIn, .code: 1
            case .codeOfAnother: 2
            }
        }
    }

    /// High limits for users, so that those of destinations decide.
    private static var limits: FlowLimits {
        var limits = FlowLimits()
        limits.hourly.sendsWithPassword = 1_000
        limits.hourly.sendsWithoutPassword = 1_000
        limits.hourly.openSignIns = 1_000
        limits.hourly.grants = 1_000
        limits.hourly.forgotPassword = 1_000
        limits.hourly.resendConfirmationCode = 1_000
        limits.hourly.getUserAttributeVerificationCode = 1_000
        return limits
    }

    // R55, R121: a phone receives twenty messages an hour from anyone, and twenty for each user who has verified it.
    @Test(arguments: 0..<6) func noOrderOfMessagesPassesTheLimits(_ seed: UInt64) async throws {
        let fixture = try await Fixture(
            limits: Self.limits, attributes: DestinationQuotaTests.verifiedPhone, members: .verifyingPhone)
        let (pool, admin) = (fixture.pool, fixture.pool.admin)
        try await admin.createUser(
            "beth", password: Fixture.password, attributes: DestinationQuotaTests.verifiedPhone)
        try await admin.createUser(
            "mallory", password: Fixture.password, attributes: [.phoneNumber: Fixture.phone])
        let (ada, beth) = (try await fixture.tokens().accessToken, try await token(fixture, "beth"))
        let mallory = try await token(fixture, "mallory")
        try await fixture.preferSMS()
        try await admin.setMFAPreference("mallory", sms: .preferred)
        _ = try await pool.signUp("waiting", password: Fixture.password, attributes: [.phoneNumber: Fixture.phone])
        var sent = [1, 0, 0]
        var random = SeededRandomSource(seed: seed).bytes(count: 400, for: .nonce)[...]
        var names = 0
        while let byte = random.popFirst() {
            let step = Step.allCases[Int(byte) % Step.allCases.count]
            let before = await fixture.sms.messages.count
            names += 1
            _ = await failure {
                switch step {
                case .signUp:
                    _ = try await pool.signUp(
                        Username("s\(names)"), password: Fixture.password, attributes: [.phoneNumber: Fixture.phone])
                case .resend: _ = try await pool.resendConfirmationCode("waiting")
                case .forgot: _ = try await pool.forgotPassword("beth")
                case .invite:
                    try await admin.createUser(
                        Username("i\(names)"), temporaryPassword: "Temporary-1843",
                        attributes: [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"], invitingBy: ["SMS"])
                case .signInUnverified: _ = try await pool.signIn("mallory", password: Fixture.password)
                case .codeUnverified: try await pool.sendVerificationCode(mallory, for: .phoneNumber)
                case .signIn: _ = try await fixture.challenge()
                case .adminSignIn: _ = try await admin.signIn("ada", password: Fixture.password)
                case .code: try await pool.sendVerificationCode(ada, for: .phoneNumber)
                case .codeOfAnother: try await pool.sendVerificationCode(beth, for: .phoneNumber)
                }
            }
            await fixture.service.shutDown()
            sent[step.quota] += await fixture.sms.messages.count - before
            #expect(sent.allSatisfy { $0 <= 20 }, "\(step): \(sent)")
        }
        #expect(sent == [20, 20, 20])
        #expect(await fixture.sms.messages.count == 60)
    }

    private func token(_ fixture: Fixture, _ name: Username) async throws -> AccessToken {
        try #require(await fixture.pool.signIn(name, password: Fixture.password).authenticationResult).accessToken
    }

    // R121, R127: every created user was sent a code, and no other name was.
    @Test func signUpsAtOncePassNoLimit() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 5
        let fixture = try await Fixture(limits: limits, members: .verifyingPhone)
        let created = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<24 {
                group.addTask {
                    await failure {
                        _ = try await fixture.pool.signUp(
                            Username("s\(number)"), password: Fixture.password,
                            attributes: [.phoneNumber: "+14155550177"])
                    } == nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        let sent = await fixture.sms.messages.count
        #expect(created == sent && (1...5).contains(sent))
        let users = await fixture.store.keys().filter { $0.text.hasPrefix("user/") }
        #expect(users.count == 1 + created)
    }

    /// Makes the next sign-up of the taken name, with the work of another process while it waits at `call`.
    private func refusedSignUp(
        _ fixture: Fixture, meanwhile: @escaping @Sendable () async throws -> Void
    ) async throws {
        await fixture.store.before("read user", meanwhile)
        let error = await failure { try await signUp(fixture, "ada") }
        #expect(error == .usernameTaken)
    }

    private func signUp(_ fixture: Fixture, _ name: Username) async throws {
        _ = try await fixture.pool.signUp(
            name, password: Fixture.password, attributes: [.phoneNumber: "+14155550177"])
    }

    // R127: A counts the last message. B is refused. A's name is taken, so A refunds it, and B can use it.
    @Test func aMessageThatIsCountedIsNobodyElses() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 1
        let fixture = try await Fixture(limits: limits, members: .verifyingPhone)
        try await refusedSignUp(fixture) {
            #expect(await failure { try await signUp(fixture, "grace") }?.code == .limitExceeded)
        }
        try await signUp(fixture, "grace")
        #expect(await fixture.sms.messages.count == 1)
    }

    // R127: A counts a message. The hour ends. B and C use two of the next hour. A refunds, and the next hour still counts two.
    @Test func whatIsGivenBackInTheNextHourMakesNoRoomInIt() async throws {
        var limits = FlowLimits()
        limits.hourly.sendsPerDestination = 2
        let fixture = try await Fixture(limits: limits, members: .verifyingPhone)
        try await refusedSignUp(fixture) {
            fixture.time.advance(by: .seconds(3600))
            try await signUp(fixture, "beth")
            try await signUp(fixture, "carl")
        }
        #expect(await failure { try await signUp(fixture, "dora") }?.code == .limitExceeded)
        #expect(await fixture.sms.messages.count == 2)
    }

    /// Requests the code again while the first message is being sent, then refuses the first.
    private final class RefusingSender: SMSSender {
        private let meanwhile = Mutex<(@Sendable () async throws -> Void)?>(nil)

        func first(_ act: @escaping @Sendable () async throws -> Void) { meanwhile.withLock { $0 = act } }

        func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
            let act = meanwhile.withLock { act in
                defer { act = nil }
                return act
            }
            guard let act else { return .accepted }
            try await act()
            return .refused(reason: "no such number")
        }
    }

    // R71, R123: the sign-up's message does not count on the user's quota, so nothing is refunded to it.
    @Test func aRefusedSignUpMessageGivesNothingBackThatWasNotTaken() async throws {
        let sender = RefusingSender()
        let fixture = try await Fixture(sender: sender, members: .verifyingPhone)
        sender.first {
            _ = try await fixture.pool.resendConfirmationCode("grace")
            await fixture.service.shutDown()
        }
        try await signUp(fixture, "grace")
        let key = RecordKey.user(fixture.pool.id, CanonicalName("grace", ignoringCase: true))
        let grace = try #require(await fixture.service.records.read(key, as: UserAuthRecord.self)).record
        var limits = HourlyLimits()
        limits.sendsWithoutPassword = 1
        #expect(grace.hourly.refusal(of: .sendsWithoutPassword, limits: limits, at: fixture.time.now()) != nil)
        #expect(try await fixture.quotas().values.map(\.self) == [1], "the number's: the one that was sent")
    }

    // R71: in `strict` the first of two invitations is refused; the second one is refunded.
    @Test func aRefusedInvitationGivesBackWhatFollows() async throws {
        let fixture = try await Fixture(sender: RefusingSMSSender(), profile: .strict)
        let error = await failure {
            try await fixture.pool.admin.createUser(
                "grace", temporaryPassword: "Temporary-1843",
                attributes: [.phoneNumber: "+14155550177", .email: "grace@example.com"], invitingBy: ["SMS", "EMAIL"])
        }
        #expect(error == .codeDeliveryFailed)
        #expect(await fixture.email.messages.isEmpty)
        #expect(try await fixture.quotas().values.map(\.self) == [0, 0])
    }
}
