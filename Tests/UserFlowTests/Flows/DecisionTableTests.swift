import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The challenge after a right password: the tables of the developer guide, row by row, through the service.
@Suite struct DecisionTableTests {
    /// One row: the pool's settings, the user's factors, and the answer of the sign-in.
    struct Row: Sendable, CustomTestStringConvertible {
        var mode: UserPoolMFAMode
        var factors: Set<MFAType>
        var hasPhone = false
        var hasToken = false
        var enabled: Set<MFAType> = []
        var preferred: MFAType?
        let answer: Answer

        var testDescription: String {
            "\(mode.rawValue) \(Row.text(factors)) phone \(hasPhone) TOTP \(hasToken) enabled \(Row.text(enabled)) "
                + "preferred \(preferred?.rawValue ?? "-"): \(answer)"
        }

        private static func text(_ factors: Set<MFAType>) -> String {
            "[\(factors.map(\.rawValue).sorted().joined(separator: " "))]"
        }
    }

    enum Answer: Sendable, Equatable {
        case tokens, sms, totp
        case select([MFAType])
        case setUp([MFAType])
        case refused(CognitoError.Code, String)
    }

    private static let both: Set<MFAType> = [.sms, .softwareToken]
    private static let noRole = Answer.refused(
        .invalidParameter,
        "Invalid phone number provided/Unable to send the message. User pool does not have SMS configuration to send messages."
    )

    /// OFF: tokens, whatever the user has.
    static let off: [Row] = [false, true].flatMap { hasPhone in
        [false, true].flatMap { hasToken in
            [nil, MFAType.sms, .softwareToken].map { preferred in
                Row(
                    mode: .off, factors: both, hasPhone: hasPhone, hasToken: hasToken,
                    enabled: preferred == nil ? [] : both, preferred: preferred, answer: .tokens)
            }
        }
    }

    static let optional: [Row] = [
        // Nothing enabled: a number or a registered app by itself never asks for a factor.
        Row(mode: .optional, factors: both, answer: .tokens),
        Row(mode: .optional, factors: both, hasPhone: true, answer: .tokens),
        Row(mode: .optional, factors: both, hasPhone: true, hasToken: true, answer: .tokens),
        // One enabled factor is asked for, preferred or not.
        Row(mode: .optional, factors: both, hasPhone: true, enabled: [.sms], answer: .sms),
        Row(mode: .optional, factors: both, hasPhone: true, enabled: [.sms], preferred: .sms, answer: .sms),
        Row(mode: .optional, factors: both, hasPhone: true, hasToken: true, enabled: [.sms], answer: .sms),
        Row(mode: .optional, factors: both, hasToken: true, enabled: [.softwareToken], answer: .totp),
        Row(
            mode: .optional, factors: both, hasPhone: true, hasToken: true, enabled: [.softwareToken],
            preferred: .softwareToken, answer: .totp),
        // Two: the preferred one, or a choice.
        Row(
            mode: .optional, factors: both, hasPhone: true, hasToken: true, enabled: both, preferred: .sms,
            answer: .sms),
        Row(
            mode: .optional, factors: both, hasPhone: true, hasToken: true, enabled: both, preferred: .softwareToken,
            answer: .totp),
        Row(
            mode: .optional, factors: both, hasPhone: true, hasToken: true, enabled: both,
            answer: .select([.sms, .softwareToken])),
        // TOTP is off in the pool: users who have enabled it are still asked.
        Row(
            mode: .optional, factors: [.sms], hasToken: true, enabled: [.softwareToken], preferred: .softwareToken,
            answer: .totp),
        // An enabled factor that cannot be used never becomes tokens.
        Row(mode: .optional, factors: both, enabled: [.sms], preferred: .sms, answer: noRole),
        Row(mode: .optional, factors: [.softwareToken], hasPhone: true, enabled: [.sms], answer: noRole),
        // Of two, the one left is asked for.
        Row(mode: .optional, factors: both, hasToken: true, enabled: both, preferred: .sms, answer: .totp),
    ]

    /// ON with SMS and TOTP: ten rows, with each preference that a row's "any" covers.
    static let required: [Row] =
        [nil, MFAType.sms, .softwareToken].flatMap { preferred -> [Row] in
            let enabled: Set<MFAType> = preferred.map { [$0] } ?? []
            return [
                Row(
                    mode: .on, factors: [.sms], hasPhone: true, hasToken: true, enabled: enabled,
                    preferred: preferred, answer: .sms),
                Row(
                    mode: .on, factors: [.softwareToken], hasPhone: true, hasToken: true, enabled: enabled,
                    preferred: preferred, answer: .totp),
                Row(
                    mode: .on, factors: [.softwareToken], hasToken: true, enabled: enabled, preferred: preferred,
                    answer: .totp),
                Row(
                    mode: .on, factors: both, hasToken: true, enabled: enabled, preferred: preferred, answer: .totp),
            ]
        } + [
            Row(mode: .on, factors: [.sms], hasPhone: true, answer: .sms),
            Row(mode: .on, factors: [.sms], answer: .setUp([.sms])),
            Row(mode: .on, factors: [.sms], hasToken: true, answer: .setUp([.sms])),
            Row(mode: .on, factors: [.softwareToken], answer: .setUp([.softwareToken])),
            Row(mode: .on, factors: [.softwareToken], hasPhone: true, answer: .setUp([.softwareToken])),
            Row(mode: .on, factors: both, hasPhone: true, answer: .sms),
            Row(mode: .on, factors: both, answer: .setUp([.sms, .softwareToken])),
            Row(
                mode: .on, factors: both, hasPhone: true, hasToken: true, enabled: [.sms], preferred: .sms,
                answer: .sms),
            Row(
                mode: .on, factors: both, hasPhone: true, hasToken: true, enabled: [.softwareToken],
                preferred: .softwareToken, answer: .totp),
            Row(
                mode: .on, factors: both, hasPhone: true, hasToken: true, answer: .select([.sms, .softwareToken])),
        ]

    @Test(arguments: off) func anOffPoolAnswersTokens(_ row: Row) async throws { try await check(row) }

    @Test(arguments: optional) func anOptionalPoolAsksForWhatIsEnabled(_ row: Row) async throws {
        try await check(row)
    }

    @Test(arguments: required) func aRequiredPoolAsksAlways(_ row: Row) async throws { try await check(row) }

    /// A required pool answers tokens in no state at all, and an optional one only when nothing is enabled.
    @Test func noStateOfAUserPassesARequiredPool() throws {
        let token = VerifiedSoftwareToken(
            secret: try SharedSecret(bytes: [UInt8](repeating: 7, count: 32)), friendlyDeviceName: nil,
            replayFloor: TimeStep(0))
        var states = 0
        for bits in 0..<64 {
            func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
            var user = UserAuthRecord(
                username: "ada", sub: "sub", status: .confirmed,
                attributes: bit(0) ? [.phoneNumber: Fixture.phone] : [:], password: nil, createdAt: UnixTime(seconds: 0)
            )
            user.softwareToken = bit(1) ? token : nil
            let enabled = Set((bit(2) ? [MFAType.sms] : []) + (bit(3) ? [.softwareToken] : []))
            for preferred in [nil, SecondFactor.sms, .softwareToken] {
                user.mfa = UserMFAPreference(enabled: FactorSet(enabled), preferred: preferred)
                let factors = Set((bit(4) ? [MFAType.sms] : []) + (bit(5) ? [.softwareToken] : []))
                #expect(FactorPolicy(pool: pool(.on(factors)), user: user).next(satisfied: []) != .tokens)
                let optional = FactorPolicy(pool: pool(.optional(factors)), user: user).next(satisfied: [])
                #expect((optional == .tokens) == enabled.isEmpty)
                states += 1
            }
        }
        #expect(states == 192)
    }

    private func check(_ row: Row) async throws {
        let fixture = try await Fixture(
            mfa: UserPoolMFAConfiguration(mode: row.mode, factors: row.factors),
            attributes: row.hasPhone ? [.phoneNumber: Fixture.phone] : [:])
        let secret = try SharedSecret(bytes: [UInt8](repeating: 9, count: 32))
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { user in
            user.mfa = UserMFAPreference(
                enabled: FactorSet(row.enabled), preferred: row.preferred.flatMap { SecondFactor($0) })
            user.softwareToken =
                row.hasToken
                ? VerifiedSoftwareToken(secret: secret, friendlyDeviceName: nil, replayFloor: TimeStep(0)) : nil
        }
        let found: Answer
        do throws(CognitoError) {
            switch try await fixture.pool.signIn("ada", password: Fixture.password) {
            case .authenticated: found = .tokens
            case .challenged(.smsMFA): found = .sms
            case .challenged(.softwareTokenMFA): found = .totp
            case .challenged(.selectMFAType(let challenge)): found = .select(challenge.choices)
            case .challenged(.mfaSetup(let challenge)): found = .setUp(challenge.choices)
            case .challenged(let other): found = .refused(.internalError, "\(other.name)")
            }
        } catch {
            found = .refused(error.code, error.message)
        }
        #expect(found == row.answer)
        #expect(await fixture.sms.messages.count == (row.answer == .sms ? 1 : 0))
    }
}
