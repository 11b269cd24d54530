import AuthFlow
import CognitoMFACore
import UserPoolModel

/// Records of every shape from a seed.
struct RecordGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func flag() -> Bool { next() & 1 == 1 }
    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
    mutating func time() -> UnixTime { UnixTime(milliseconds: Int64(next() % 4_000_000_000_000)) }
    mutating func maybe<Value>(_ make: (inout RecordGenerator) throws -> Value) rethrows -> Value? {
        flag() ? try make(&self) : nil
    }

    mutating func text() -> String {
        let alphabet: [Character] = ["a", "Z", "0", "é", "e\u{301}", "漢", "🔑", "\"", "\\", "\u{0}", " ", "\n"]
        return String((0..<number(12)).map { _ in alphabet[number(alphabet.count)] })
    }

    mutating func factors() -> Set<MFAType> { Set(MFAType.all.filter { _ in flag() }) }

    mutating func secret() throws -> SharedSecret { try SharedSecret(bytes: bytes(1 + number(40))) }

    mutating func phone() throws -> PhoneNumber { try PhoneNumber("+1415555\(1000 + number(9000))") }

    mutating func pending() throws -> PendingSoftwareToken {
        PendingSoftwareToken(secret: try secret(), associatedAt: time(), failures: number(11))
    }

    mutating func session(_ keys: KeyRing, generation: UInt32) throws -> ChallengeSession {
        let id = SessionID(bytes(16))
        let state: ChallengeSession.State
        switch number(6) {
        case 0: state = .replacingPassword
        case 1: state = .selectingMFAType([.sms, .softwareToken])
        case 2:
            var code = SentCode(
                "123456", to: try phone(), user: UserSub(text()), session: id, keys: keys, expiresAt: time())
            code.failures = number(5)
            state = .awaitingSMSCode(code)
        case 3: state = .awaitingSoftwareTokenCode
        case 4: state = .settingUpMFA([.softwareToken], try maybe { try $0.pending() })
        default: state = .mfaSetUp
        }
        let client = AppClient(
            id: AppClientID(text()), userPoolID: "a_b", name: "c", authSessionValidityMinutes: 3 + number(13))
        return ChallengeSession(
            id: id, client: client, generation: generation, now: time(), firstFactorAt: time(), satisfied: factors(),
            state: state)
    }

    mutating func user(_ keys: KeyRing) throws -> UserAuthRecord {
        let statuses: [UserStatus] = [.unconfirmed, .confirmed, .resetRequired, .forceChangePassword]
        var attributes: UserAttributes = [:]
        for _ in 0..<number(5) { attributes[AttributeName(rawValue: text())] = text() }
        var user = UserAuthRecord(
            username: Username(text()), sub: UserSub(text()), status: statuses[number(4)], attributes: attributes,
            password: maybe { PasswordHash($0.text()) }, createdAt: time())
        user.generation = UInt32(truncatingIfNeeded: next())
        user.isEnabled = flag()
        user.modifiedAt = time()
        user.temporaryPasswordExpiresAt = maybe { $0.time() }
        user.srpVerifier = maybe { $0.bytes(32) }
        user.mfa = UserMFAPreference(enabled: factors(), preferred: maybe { _ in .sms })
        user.softwareToken = try maybe {
            VerifiedSoftwareToken(
                secret: try $0.secret(), friendlyDeviceName: $0.maybe { $0.text() },
                replayFloor: TimeStep($0.next() >> 1))
        }
        user.pendingSoftwareToken = try maybe { .init(family: TokenFamilyID($0.bytes(12)), token: try $0.pending()) }
        let now = time()
        for _ in 0..<number(10) {
            user.open(try session(keys, generation: user.generation), now: UnixTime(milliseconds: 0))
        }
        for _ in 0..<number(8) { user.passwordFailures.fail(at: now) }
        for _ in 0..<number(110) { user.codeFailures.fail(flag() ? .sms : .softwareToken, at: now) }
        for _ in 0..<number(10) { user.operations.remember(bytes(16), .init(isGrant: flag(), attempt: number(16))) }
        return user
    }

    mutating func pool() -> PoolRecord {
        let modes = UserPoolMFAMode.allCases
        var pool = PoolRecord(
            id: UserPoolID(text()), name: text(), createdAt: time(),
            mfa: UserPoolMFAConfiguration(mode: modes[number(3)], factors: factors(), smsAuthenticationMessage: text()),
            smsConfiguration: maybe {
                SMSConfiguration(snsCallerARN: $0.text(), externalID: $0.maybe { $0.text() }, snsRegion: $0.text())
            },
            passwordPolicy: PasswordPolicy(minimumLength: number(99), requireNumbers: flag(), requireSymbols: flag()),
            isUsernameCaseSensitive: flag())
        for _ in 0..<number(10) { pool.operations.remember(bytes(16), .init(isGrant: flag(), attempt: number(16))) }
        return pool
    }

    mutating func client() -> ClientRecord {
        ClientRecord(
            AppClient(
                id: AppClientID(text()), userPoolID: UserPoolID(text()), name: text(),
                secret: maybe { ClientSecret($0.text()) },
                explicitAuthFlows: flag() ? [.allowUserPasswordAuth, .allowRefreshTokenAuth] : [],
                authSessionValidityMinutes: number(20), preventsUserExistenceErrors: flag()))
    }
}
