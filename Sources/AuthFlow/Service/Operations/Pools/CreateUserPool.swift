public import CognitoMFACore
public import UserPoolModel

/// Creates a user pool (Cognito's CreateUserPool).
public struct CreateUserPoolRequest: Sendable {
    /// 1-128 characters; the issuer in authenticator apps.
    public var poolName: String
    /// OFF unless given.
    public var mfaConfiguration: UserPoolMFAMode?
    /// With it the pool offers SMS.
    public var smsConfiguration: SMSConfiguration?
    /// 6-140 characters with `{####}`.
    public var smsAuthenticationMessage: String?
    /// Extension, absent on the wire: switches TOTP on from the start, so that a pool can require TOTP alone.
    public var softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration?
    /// What is asked of passwords.
    public var passwordPolicy: PasswordPolicy
    /// Whether `ada` and `Ada` are two users; they are unless told otherwise, as in Cognito.
    ///
    /// Cannot change.
    public var isUsernameCaseSensitive: Bool

    /// Puts a request together.
    public init(
        poolName: String, mfaConfiguration: UserPoolMFAMode? = nil, smsConfiguration: SMSConfiguration? = nil,
        smsAuthenticationMessage: String? = nil, softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration? = nil,
        passwordPolicy: PasswordPolicy = PasswordPolicy(), isUsernameCaseSensitive: Bool = true
    ) {
        self.poolName = poolName
        self.mfaConfiguration = mfaConfiguration
        self.smsConfiguration = smsConfiguration
        self.smsAuthenticationMessage = smsAuthenticationMessage
        self.softwareTokenMFAConfiguration = softwareTokenMFAConfiguration
        self.passwordPolicy = passwordPolicy
        self.isUsernameCaseSensitive = isUsernameCaseSensitive
    }
}

/// Whether a pool offers TOTP (Cognito's `SoftwareTokenMfaConfigType`).
public struct SoftwareTokenMFAConfiguration: Sendable, Hashable {
    /// Whether it does.
    public var enabled: Bool

    /// On unless told otherwise.
    public init(enabled: Bool = true) { self.enabled = enabled }
}

/// A pool as it is described (Cognito's `UserPoolType`).
public struct UserPoolDescription: Sendable {
    /// The pool's id, as in `us-east-1_AbCd12345`.
    public let id: UserPoolID
    /// The pool's name.
    public let name: String
    /// The pool's mode.
    public let mfaConfiguration: UserPoolMFAMode
    /// The SMS role, if there is one.
    public let smsConfiguration: SMSConfiguration?
    /// The text of a code's message.
    public let smsAuthenticationMessage: String
    /// When the pool was created.
    public let creationDate: UnixTime

    init(_ record: PoolRecord) {
        id = record.id
        name = record.name
        mfaConfiguration = record.mfa.mode
        smsConfiguration = record.smsConfiguration
        smsAuthenticationMessage = record.mfa.smsAuthenticationMessage
        creationDate = record.createdAt
    }
}

extension UserPoolService {
    func createUserPool(
        _ request: CreateUserPoolRequest, region: String
    ) async throws(CognitoError) -> UserPoolDescription {
        let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        let name = random.bytes(count: 9, for: .nonce).map { letters[Int($0) % letters.count] }
        let id = UserPoolID("\(region)_\(String(name))")
        let record = try poolRecord(request, id: id)
        guard try await loop(Draw(random)).insert(record, under: .pool(id)) else { throw .tooManyRequests }
        return UserPoolDescription(record)
    }

    /// The record of a pool to be created.
    ///
    /// - Throws: InvalidParameterException for a member or a combination that the service refuses.
    func poolRecord(_ request: CreateUserPoolRequest, id: UserPoolID) throws(CognitoError) -> PoolRecord {
        var validation = Validation()
        validation.check(id.text, .userPoolID)
        validation.check(request.poolName, .userPoolName)
        validation.check(request.smsConfiguration?.snsCallerARN, .snsCallerARN)
        validation.check(request.smsAuthenticationMessage, .smsAuthenticationMessage)
        validation.check(request.passwordPolicy.minimumLength, .minimumPasswordLength)
        validation.check(request.passwordPolicy.temporaryPasswordValidityDays, .temporaryPasswordValidity)
        try validation.finish()
        let mode = request.mfaConfiguration ?? .off
        var factors: Set<MFAType> = []
        if request.smsConfiguration != nil { factors.insert(.sms) }
        if request.softwareTokenMFAConfiguration?.enabled == true { factors.insert(.softwareToken) }
        guard mode == .off || !factors.isEmpty else { throw .smsConfigurationRequired }
        return PoolRecord(
            id: id, name: request.poolName, createdAt: time.now(),
            mfa: UserPoolMFAConfiguration(
                mode: mode, factors: factors, smsAuthenticationMessage: request.smsAuthenticationMessage),
            smsConfiguration: request.smsConfiguration, passwordPolicy: request.passwordPolicy,
            isUsernameCaseSensitive: request.isUsernameCaseSensitive)
    }
}
