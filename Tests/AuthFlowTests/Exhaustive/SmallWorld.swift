import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import UserPoolModel

/// The parts that every search shares: one pool in four settings, one app client, two numbers, and randomness that is a small number.
enum SmallWorld {
    /// Two seconds before a time step of TOTP ends, so that one second more is not yet the next step and three are.
    static let start: Int64 = 1_800_000_028
    static let poolID: UserPoolID = "test_pool"
    /// Sessions outlive the codes of profile `classic`.
    static let client = AppClient(id: "client", userPoolID: poolID, name: "app", authSessionValidityMinutes: 15)
    static let otherClient = AppClient(id: "other", userPoolID: poolID, name: "app", authSessionValidityMinutes: 15)
    static let keys = KeyRing(from: SlotSource(slots: Slots()))
    static let name = CanonicalName("ada", ignoringCase: true)
    static let numbers = ["+14155550100", "+14155550101"]
    /// Quotas have tests of their own; here they are out of the way.
    static let limits: HourlyLimits = {
        var limits = HourlyLimits()
        limits.changePassword = 1_000
        limits.forgotPassword = 1_000
        limits.confirmForgotPassword = 1_000
        limits.getUserAttributeVerificationCode = 1_000
        limits.verifyUserAttribute = 1_000
        limits.openSignIns = 1_000
        limits.grants = 1_000
        limits.sendsWithPassword = 1_000
        limits.sendsWithoutPassword = 1_000
        return limits
    }()

    static func hash(_ password: Int) -> PasswordHash { PasswordHash("hash-\(password)") }
    static func session(_ slot: Int) -> SessionID { SessionID([UInt8](repeating: UInt8(slot), count: 16)) }
    static func family(_ slot: Int) -> TokenFamilyID { TokenFamilyID([0] + [UInt8](repeating: UInt8(slot), count: 11)) }
    /// The digits that are sent with the session, or the verification, of a slot.
    static func sentCode(_ slot: Int) -> OneTimeCode { OneTimeCode(String(700_000 + slot)) }
    static let wrongCode: OneTimeCode = "000000"
    /// A secret of another user's.
    static let foreignSecret = 200
    /// A code that was sent to another user.
    static let foreignCode = sentCode(200)

    static func secretBytes(_ slot: Int) -> [UInt8] { [UInt8](repeating: UInt8(slot), count: 32) }

    static func appCode(_ secret: Int, step: Int64) -> OneTimeCode {
        guard let secret = try? SharedSecret(bytes: secretBytes(secret)) else { return wrongCode }
        return TOTP.cognito.code(for: secret, step: TimeStep(UInt64(step)))
    }

    static func user(number: Int?) -> UserAuthRecord {
        var attributes: UserAttributes = [:]
        attributes[.phoneNumber] = number.map { numbers[$0] }
        return UserAuthRecord(
            username: "ada", sub: "sub-ada", status: .confirmed, attributes: attributes, password: hash(0),
            createdAt: UnixTime(seconds: start))
    }
}

/// The numbers that the randomness of one operation is made of: each the smallest that nothing alive carries.
struct Slots: Hashable {
    var session = 0
    var secret = 0
    var family = 0
    var password = 0

    var randomness: OperationRandomness { .withSecret(SlotSource(slots: self)) }
}

/// Randomness that is not: every draw is its slot.
struct SlotSource: RandomSource {
    let slots: Slots

    func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
        switch purpose {
        case .session, .version: [UInt8](repeating: UInt8(slots.session), count: count)
        case .secret: SmallWorld.secretBytes(slots.secret)
        case .nonce: [0] + [UInt8](repeating: UInt8(slots.family), count: count - 1)
        case .code: (0..<count).map { UInt8(truncatingIfNeeded: (700_000 + slots.session) >> (8 * (count - 1 - $0))) }
        }
    }
}

/// The demands of the pool, as its administrator has set it.
enum PoolSetting: Int, CaseIterable, Hashable {
    case off, optional, on
    /// Required, and text messages the only factor.
    case onTextOnly

    var offersApp: Bool { self == .optional || self == .on }
    var isRequired: Bool { self == .on || self == .onTextOnly }

    /// Settings as they are at a pool's creation.
    var pool: PoolRecord {
        let mfa: UserPoolMFAConfiguration =
            switch self {
            case .off: UserPoolMFAConfiguration(mode: .off, factors: [.sms])
            case .optional: .optional([.sms, .softwareToken])
            case .on: .on([.sms, .softwareToken])
            case .onTextOnly: .on([.sms])
            }
        var made = TestSupport.pool(mfa)
        made.autoVerifiedAttributes = [.phoneNumber]
        return made
    }

    var settings: PoolMFASettings {
        PoolMFASettings(
            sms: self == .off ? nil : SMSMFAConfiguration(),
            softwareToken: offersApp ? SoftwareTokenMFAConfiguration(enabled: true) : nil, email: nil,
            mode: isRequired ? .on : self == .optional ? .optional : .off)
    }

    /// R86: `classic` refuses a change to ON, and nothing else is refused.
    func mayBecome(_ next: PoolSetting, under profile: CognitoProfile) -> Bool {
        !next.isRequired || isRequired || profile != .classic
    }
}
