import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// A path that sends one message, and the quota of its destination that counts it.
struct SendingPath: Sendable, CustomTestStringConvertible {
    typealias Step = @Sendable (Fixture) async throws -> Void

    let testDescription: String
    /// The attributes of `ada`.
    var attributes: UserAttributes = [:]
    var members = UserPoolOptions()
    let destination: CodeDestination?
    /// The user on whose quota the message counts; nil when anyone can request it.
    var owner: Username?
    var prepare: Step = { _ in }
    let send: Step

    private static let phone = CodeDestination(.phoneNumber, Fixture.phone)
    private static let newPhone = CodeDestination(.phoneNumber, "+14155550177")
    private static let email = CodeDestination(.email, "ada@example.com")
    private static let newEmail = CodeDestination(.email, "new@example.com")
    private static let newPassword: Password = "Difference-1822"

    private static func attributes(_ isVerified: Bool) -> UserAttributes {
        let flag = "\(isVerified)"
        return [
            .phoneNumber: Fixture.phone, .phoneNumberVerified: flag, .email: "ada@example.com", .emailVerified: flag,
        ]
    }

    /// The same path for a user who has verified the destination, and for one who has not.
    private static func both(
        _ name: String, _ destination: CodeDestination?, prepare: @escaping Step = { _ in }, send: @escaping Step
    ) -> [SendingPath] {
        [true, false].map { isVerified in
            SendingPath(
                testDescription: "\(name), \(isVerified ? "verified" : "unverified")",
                attributes: attributes(isVerified), destination: destination, owner: isVerified ? "ada" : nil,
                prepare: prepare, send: send)
        }
    }

    static let signIns: [SendingPath] =
        both("InitiateAuth", phone, prepare: { try await $0.preferSMS() }, send: { _ = try await $0.challenge() })
        + both(
            "AdminInitiateAuth", phone, prepare: { try await $0.preferSMS() },
            send: { _ = try await $0.pool.admin.signIn("ada", password: Fixture.password) })
        + both(
            "SELECT_MFA_TYPE", phone,
            prepare: { fixture in
                try await fixture.registerApp()
                try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled, softwareToken: .enabled)
            },
            send: { fixture in
                let session = try await fixture.challenge().session
                let challenge = try await fixture.pool.respond(to: session, with: .selectMFAType(.sms)).challenge
                #expect(challenge?.name == .smsMFA)
            })
        + both(
            "NEW_PASSWORD_REQUIRED", phone,
            prepare: { fixture in
                try await fixture.preferSMS()
                try await fixture.pool.admin.setPassword("ada", Fixture.password, permanent: false)
            },
            send: { fixture in
                let session = try await fixture.challenge().session
                let challenge = try await fixture.pool.respond(to: session, with: .newPassword(newPassword)).challenge
                #expect(challenge?.name == .smsMFA)
            })
        + both(
            "EMAIL_OTP", email, prepare: { try await $0.pool.admin.setMFAPreference("ada", email: .preferred) },
            send: { _ = try await $0.challenge() })

    static let withToken: [SendingPath] =
        both(
            "GetUserAttributeVerificationCode", phone,
            send: { try await $0.pool.sendVerificationCode($0.tokens().accessToken, for: .phoneNumber) })
        + both(
            "GetUserAttributeVerificationCode, address", email,
            send: { try await $0.pool.sendVerificationCode($0.tokens().accessToken, for: .email) })
        + [
            SendingPath(
                testDescription: "GetUserAttributeVerificationCode, value that waits", attributes: attributes(true),
                members: UserPoolOptions(
                    autoVerifiedAttributes: [.email], attributesRequireVerificationBeforeUpdate: [.email]),
                destination: newEmail,
                prepare: { try await $0.pool.updateAttributes($0.tokens().accessToken, [.email: "new@example.com"]) },
                send: { try await $0.pool.sendVerificationCode($0.tokens().accessToken, for: .email) }),
            SendingPath(
                testDescription: "UpdateUserAttributes", attributes: attributes(true), members: .verifyingPhone,
                destination: newPhone,
                send: { try await $0.pool.updateAttributes($0.tokens().accessToken, [.phoneNumber: "+14155550177"]) }),
            SendingPath(
                testDescription: "UpdateUserAttributes, value that waits", attributes: attributes(true),
                members: UserPoolOptions(
                    autoVerifiedAttributes: [.email], attributesRequireVerificationBeforeUpdate: [.email]),
                destination: newEmail,
                send: { try await $0.pool.updateAttributes($0.tokens().accessToken, [.email: "new@example.com"]) }),
        ]

    static let withoutPassword: [SendingPath] = [
        SendingPath(
            testDescription: "SignUp", members: .verifyingPhone, destination: newPhone,
            send: { _ = try await $0.signUp("grace", [.phoneNumber: "+14155550177"]) }),
        SendingPath(
            testDescription: "ResendConfirmationCode", members: .verifyingPhone, destination: newPhone,
            prepare: { _ = try await $0.signUp("grace", [.phoneNumber: "+14155550177"]) },
            send: { _ = try await $0.pool.resendConfirmationCode("grace") }),
        SendingPath(
            testDescription: "ForgotPassword", attributes: attributes(true), destination: phone,
            send: { _ = try await $0.pool.forgotPassword("ada") }),
        SendingPath(
            testDescription: "AdminResetUserPassword", attributes: attributes(true), destination: phone,
            send: { try await $0.pool.admin.resetPassword("ada") }),
        SendingPath(
            testDescription: "AdminUpdateUserAttributes", attributes: attributes(true), members: .verifyingPhone,
            destination: newPhone,
            send: { try await $0.pool.admin.updateAttributes("ada", [.phoneNumber: "+14155550177"]) }),
        SendingPath(
            testDescription: "AdminCreateUser", destination: newPhone, send: { try await invite($0, by: ["SMS"]) }),
        SendingPath(
            testDescription: "AdminCreateUser, RESEND", destination: newPhone,
            prepare: { try await invite($0, by: []) },
            send: { fixture in
                _ = try await fixture.admin.adminCreateUser(
                    AdminCreateUserRequest(
                        userPoolID: fixture.pool.id, username: "grace", messageAction: .resend))
            }),
    ]

    private static func invite(_ fixture: Fixture, by mediums: [String]) async throws {
        try await fixture.pool.admin.createUser(
            "grace", temporaryPassword: "Temporary-1843",
            attributes: [.phoneNumber: "+14155550177", .phoneNumberVerified: "true"], invitingBy: mediums)
    }

    static let all = signIns + withToken + withoutPassword

    /// A fixture in which the message is the next to be sent.
    func fixture(sender: (any SMSSender)? = nil) async throws -> Fixture {
        let fixture = try await Fixture(
            mfa: .optional([.sms, .softwareToken, .email]), sender: sender, attributes: attributes, members: members)
        try await prepare(fixture)
        await fixture.service.shutDown()
        return fixture
    }

    /// The key of the quota that counts the message.
    func key(in fixture: Fixture) throws -> RecordKey {
        let destination = try #require(destination)
        guard let owner else { return .sendQuota(fixture.pool.id, destination) }
        return .sendQuota(fixture.pool.id, destination, of: CanonicalName(owner, ignoringCase: true))
    }
}

extension Fixture {
    /// The counts of every destination's quota.
    func quotas() async throws -> [RecordKey: Int] {
        await service.shutDown()
        var counts: [RecordKey: Int] = [:]
        for key in await store.keys() where key.text.hasPrefix("quota/") {
            counts[key] = try await service.records.read(key, as: SendQuotaRecord.self)?.record.count
        }
        return counts
    }

    /// The messages sent by both media.
    var messageCount: Int {
        get async { await sms.messages.count + email.messages.count }
    }
}

/// Each message counts on exactly one quota of its destination, the right one.
@Suite struct QuotaPathTests {
    // R121
    @Test(arguments: SendingPath.all) func aMessageCountsOnOneQuota(_ path: SendingPath) async throws {
        let fixture = try await path.fixture()
        let (before, sent) = (try await fixture.quotas(), await fixture.messageCount)
        try await path.send(fixture)
        let after = try await fixture.quotas()
        #expect(await fixture.messageCount == sent + 1)
        let due = before.merging([try path.key(in: fixture): 1]) { $0 + $1 }
        #expect(after == due)
    }

    // R71, R121: a refused message is refunded to the quota that counted it.
    @Test(arguments: SendingPath.all) func aRefusedMessageIsGivenBack(_ path: SendingPath) async throws {
        guard case .phone = path.destination else { return }
        let fixture = try await path.fixture(sender: RefusingSMSSender())
        try await path.send(fixture)
        let after = try await fixture.quotas()
        #expect(after.values.allSatisfy { $0 == 0 })
        #expect(after[try path.key(in: fixture)] == 0, "it was counted there")
    }

    // R121: the two quotas of one destination, and those of two users of it, are rows of their own.
    @Test func theQuotasOfADestinationAreRowsOfTheirOwn() throws {
        let phone = try #require(CodeDestination(.phoneNumber, Fixture.phone))
        let other = try #require(CodeDestination(.phoneNumber, "+14155550177"))
        let (ada, beth) = (CanonicalName("ada", ignoringCase: true), CanonicalName("beth", ignoringCase: true))
        let keys: [RecordKey] = [
            .sendQuota("a", phone), .sendQuota("b", phone), .sendQuota("a", other), .sendQuota("a", phone, of: ada),
            .sendQuota("b", phone, of: ada), .sendQuota("a", phone, of: beth), .sendQuota("a", other, of: ada),
        ]
        #expect(Set(keys).count == keys.count)
        let lengths = keys.map(\.text.utf8.count)
        #expect(Set(lengths[..<3]).isDisjoint(with: lengths[3...]), "no digest makes one of the other")
        #expect(lengths.allSatisfy { $0 <= 120 })
    }

    // R68, R121: the code that verifies a number counts as anyone's, the next one as the owner's.
    @Test func aNumberIsItsOwnersOnceItIsVerified() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let phone = try #require(CodeDestination(.phoneNumber, Fixture.phone))
        let anyone = RecordKey.sendQuota(fixture.pool.id, phone)
        let session = try await fixture.challenge().session
        _ = try await fixture.pool.respond(to: session, with: .smsMFA(code: fixture.sentCode()))
        #expect(try await fixture.quotas() == [anyone: 1])
        _ = try await fixture.challenge()
        let owner = RecordKey.sendQuota(fixture.pool.id, phone, of: CanonicalName("ada", ignoringCase: true))
        #expect(try await fixture.quotas() == [anyone: 1, owner: 1])
    }

    // R121: a user who signs in by an alias is the same owner.
    @Test func anAliasIsTheSameOwner() async throws {
        let fixture = try await Fixture(
            attributes: DestinationQuotaTests.verifiedPhone, aliases: [.phoneNumber])
        try await fixture.preferSMS()
        _ = try await fixture.challenge()
        _ = try await fixture.pool.signIn(Username(Fixture.phone), password: Fixture.password)
        let phone = try #require(CodeDestination(.phoneNumber, Fixture.phone))
        let owner = RecordKey.sendQuota(fixture.pool.id, phone, of: CanonicalName("ada", ignoringCase: true))
        #expect(try await fixture.quotas() == [owner: 2])
    }
}
