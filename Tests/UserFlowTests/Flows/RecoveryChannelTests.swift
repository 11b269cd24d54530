import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The destination of a recovery code: never the channel of the second factor's codes.
@Suite struct RecoveryChannelTests {
    private static let now = UnixTime(seconds: 1_700_000_000)

    struct State: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let mfa: UserPoolMFAConfiguration
        var recovery: [RecoveryMechanism]?
        var verified: Set<AttributeName> = [.phoneNumber, .email]
        var enabled: Set<MFAType> = []
        var preferred: SecondFactor?
        var hasApp = false
        var poolSendsSMS = true
        let channel: AttributeName?
    }

    private static func poolContext(_ pool: PoolRecord, limits: HourlyLimits = HourlyLimits())
        -> PoolContext
    {
        let random = SeededRandomSource(seed: 3)
        return PoolContext(
            pool: pool, keys: KeyRing(from: random), now: now, randomness: OperationRandomness(random), limits: limits)
    }

    private static func user(_ state: State) throws -> UserAuthRecord {
        var user = UserAuthRecord(
            username: "ada", sub: "s", status: .confirmed,
            attributes: [.phoneNumber: Fixture.phone, .email: "ada@example.com"], password: nil, createdAt: now)
        for name in state.verified { if let flag = name.verifiedFlag { user.attributes[flag] = "true" } }
        user.mfa = UserMFAPreference(enabled: FactorSet(state.enabled), preferred: state.preferred)
        if state.hasApp {
            user.softwareToken = VerifiedSoftwareToken(
                secret: try SharedSecret(bytes: [UInt8](repeating: 7, count: 32)), friendlyDeviceName: nil,
                replayFloor: TimeStep(0))
        }
        return user
    }

    private static let states: [State] = [
        State(testDescription: "the number first", mfa: .off, channel: .phoneNumber),
        State(testDescription: "verified ones only", mfa: .off, verified: [.email], channel: .email),
        State(testDescription: "none verified", mfa: .off, verified: [], channel: nil),
        State(testDescription: "the pool sends no texts", mfa: .off, poolSendsSMS: false, channel: .email),
        State(
            testDescription: "the pool's order", mfa: .off, recovery: [.verifiedEmail, .verifiedPhoneNumber],
            channel: .email),
        State(testDescription: "administrators only", mfa: .off, recovery: [.adminOnly], channel: nil),
        State(
            testDescription: "optional: texts are on", mfa: .optional([.sms]), enabled: [.sms], channel: .email),
        State(testDescription: "optional: texts are off", mfa: .optional([.sms]), channel: .phoneNumber),
        State(
            testDescription: "optional: texts are on, and no factor of the pool", mfa: .optional([.softwareToken]),
            enabled: [.sms], channel: .phoneNumber),
        State(
            testDescription: "optional: e-mail is the factor and the only way", mfa: .optional([.email]),
            recovery: [.verifiedEmail], enabled: [.email], channel: nil),
        State(testDescription: "required: the number is the factor", mfa: .on([.sms]), channel: .email),
        State(
            testDescription: "required: no factor of the pool", mfa: .on([.softwareToken]), channel: .phoneNumber),
        State(
            testDescription: "required: an app stands before", mfa: .on([.sms, .softwareToken]), hasApp: true,
            channel: .phoneNumber),
        State(
            testDescription: "required: no app stands before", mfa: .on([.sms, .softwareToken]), channel: .email),
        State(
            testDescription: "required: preferred over the app", mfa: .on([.sms, .softwareToken]), enabled: [.sms],
            preferred: .sms, hasApp: true, channel: .email),
        State(
            testDescription: "required: the way of recovery is no factor", mfa: .on([.sms]),
            recovery: [.verifiedPhoneNumber], channel: .phoneNumber),
        State(
            testDescription: "required: unless it is preferred", mfa: .on([.sms]), recovery: [.verifiedPhoneNumber],
            enabled: [.sms], preferred: .sms, channel: nil),
        State(
            testDescription: "required: the second way is a factor", mfa: .on([.email]),
            recovery: [.verifiedPhoneNumber, .verifiedEmail], verified: [.email], channel: nil),
    ]

    @Test(arguments: states) func aCodeGoesToTheOtherChannel(_ state: State) throws {
        var place = pool(state.mfa, recovery: state.recovery)
        if !state.poolSendsSMS { place.smsConfiguration = nil }
        let context = Self.poolContext(place)
        var machine = AuthMachine(record: try Self.user(state))
        var reset = machine
        let actions = [machine.recoveryAsked(hiding: false, in: context), reset.resetRequired(in: context)]
        for action in actions {
            guard let channel = state.channel else {
                #expect(action == .refuse(.noRecoveryChannel))
                continue
            }
            guard case .send(let messages) = action else {
                Issue.record("\(action)")
                continue
            }
            #expect(messages.map(\.destination.attribute) == [channel])
        }
        let code = state.channel.map { _ in Self.now + .seconds(3600) }
        #expect(machine.record.codes[.recovery]?.sent.expiresAt == code)
        #expect(machine.record.hourly.refusal(of: .forgotPassword, limits: one(), at: Self.now) != nil, "counted")
        // R23: an administrator's reset ends access, or it does nothing at all.
        #expect(reset.record.status == (code == nil ? .confirmed : .resetRequired))
        #expect(reset.record.generation == (code == nil ? 0 : 1))
    }

    private func one() -> HourlyLimits {
        var limits = HourlyLimits()
        limits.forgotPassword = 1
        limits.sendsWithPassword = 1
        limits.sendsWithoutPassword = 1
        return limits
    }

    // R54, R55: each limit by itself; a refused call leaves nothing.
    @Test func overALimitNothingIsSentAndNothingChanges() throws {
        let state = State(testDescription: "", mfa: .off, channel: .phoneNumber)
        let context = Self.poolContext(pool(.off), limits: one())
        let end = Self.now + .seconds(3600)
        for operation in [HourlyUses.Operation.forgotPassword, .sendsWithoutPassword] {
            var user = try Self.user(state)
            user.hourly.use(operation, at: Self.now)
            var machine = AuthMachine(record: user)
            #expect(machine.recoveryAsked(hiding: false, in: context) == .refuse(.attemptLimitExceeded(until: end)))
            #expect(machine.record.codes.isEmpty)
        }
        var user = try Self.user(state)
        user.hourly.use(.sendsWithPassword, at: Self.now)
        user.recoveryFailures = 7
        var machine = AuthMachine(record: user)
        #expect(machine.resetRequired(in: context) == .refuse(.attemptLimitExceeded(until: end)))
        #expect(machine.record == user)
    }

    // R53: an administrator's reset opens recovery again.
    @Test func aResetOpensRecoveryAgain() throws {
        let state = State(testDescription: "", mfa: .off, channel: .phoneNumber)
        var user = try Self.user(state)
        user.recoveryFailures = AuthMachine.recoveryFailureCap
        var machine = AuthMachine(record: user)
        let context = Self.poolContext(pool(.off))
        #expect(machine.recoveryRefusal(in: context) == .recoveryClosed)
        _ = machine.resetRequired(in: context)
        #expect(machine.recoveryRefusal(in: context) == nil)
    }

    @Test(arguments: [UserStatus.forceChangePassword, .unconfirmed])
    func whoHasNoPasswordOfTheirOwnIsNotReset(_ status: UserStatus) throws {
        let state = State(testDescription: "", mfa: .off, channel: .phoneNumber)
        var user = try Self.user(state)
        user.status = status
        let context = Self.poolContext(pool(.off))
        var (asking, reset) = (AuthMachine(record: user), AuthMachine(record: user))
        let isTemporary = status == .forceChangePassword
        #expect((asking.recoveryAsked(hiding: false, in: context) == .refuse(.cannotResetNow)) == isTemporary)
        #expect((reset.resetRequired(in: context) == .refuse(.cannotResetNow)) == isTemporary)
    }
}
