import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Creates a user pool (Cognito's CreateUserPool).
public struct CreateUserPoolRequest: OperationRequest {
    package static let operation = "CreateUserPool"

    /// 1-128 characters; the issuer in authenticator apps.
    public var poolName: String
    /// The settings that UpdateUserPool may replace later.
    public var members: UserPoolOptions
    /// Extension, absent on the wire: switches TOTP on from the start, so that a pool can require TOTP alone.
    public var softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration?
    /// Extension, absent on the wire: offers e-mail from the start.
    public var emailMFAConfiguration: EmailMFAConfiguration?
    /// True if `ada` and `Ada` are two users; they are unless told otherwise, as in Cognito.
    ///
    /// Cannot change.
    public var isUsernameCaseSensitive: Bool
    /// The attributes that users may sign in with beside their name, once verified: `email`, `phone_number`,
    /// `preferred_username`.
    ///
    /// Cannot change, and excludes `usernameAttributes`.
    public var aliasAttributes: Set<AttributeName>
    /// The attributes that users are named by: `email`, `phone_number`.
    ///
    /// Cannot change.
    public var usernameAttributes: Set<AttributeName>
    /// Custom attributes, and what is asked of standard ones; AddCustomAttributes adds to them.
    public var schema: [SchemaAttribute]

    /// Puts a request together.
    public init(
        poolName: String, mfaConfiguration: UserPoolMFAMode? = nil, smsConfiguration: SMSConfiguration? = nil,
        smsAuthenticationMessage: String? = nil, softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration? = nil,
        passwordPolicy: PasswordPolicy = PasswordPolicy(), isUsernameCaseSensitive: Bool = true
    ) {
        self.init(
            poolName: poolName,
            members: UserPoolOptions(
                mfaConfiguration: mfaConfiguration, smsConfiguration: smsConfiguration,
                smsAuthenticationMessage: smsAuthenticationMessage, passwordPolicy: passwordPolicy),
            softwareTokenMFAConfiguration: softwareTokenMFAConfiguration,
            isUsernameCaseSensitive: isUsernameCaseSensitive)
    }

    /// Puts a request with any members together.
    public init(
        poolName: String, members: UserPoolOptions,
        softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration? = nil,
        emailMFAConfiguration: EmailMFAConfiguration? = nil, isUsernameCaseSensitive: Bool = true,
        aliasAttributes: Set<AttributeName> = [], usernameAttributes: Set<AttributeName> = [],
        schema: [SchemaAttribute] = []
    ) {
        self.poolName = poolName
        self.members = members
        self.softwareTokenMFAConfiguration = softwareTokenMFAConfiguration
        self.emailMFAConfiguration = emailMFAConfiguration
        self.isUsernameCaseSensitive = isUsernameCaseSensitive
        self.aliasAttributes = aliasAttributes
        self.usernameAttributes = usernameAttributes
        self.schema = schema
    }

    package func validate(_ members: inout Validation) {
        members.check(poolName, .userPoolName)
        members.check(self.members)
        members.check(emailMFAConfiguration?.message, .emailMFAMessage)
        members.check(emailMFAConfiguration?.subject, .emailMFASubject)
        for name in aliasAttributes { members.check(name.rawValue, .aliasAttributes) }
        for name in usernameAttributes { members.check(name.rawValue, .usernameAttributes) }
        members.check(schema)
    }

    /// The record of a pool to be created.
    ///
    /// - Throws: InvalidParameterException for a combination that the service refuses.
    func record(_ id: UserPoolID, at now: UnixTime) throws(CognitoError) -> PoolRecord {
        guard aliasAttributes.isEmpty || usernameAttributes.isEmpty else { throw .aliasAndUsernameAttributes }
        let mode = members.mfaConfiguration ?? .off
        var factors: Set<MFAType> = []
        if members.smsConfiguration != nil { factors.insert(.sms) }
        if softwareTokenMFAConfiguration?.enabled == true { factors.insert(.softwareToken) }
        if emailMFAConfiguration != nil { factors.insert(.email) }
        guard mode == .off || !factors.isEmpty else { throw .smsConfigurationRequired }
        var record = PoolRecord(
            id: id, name: poolName, createdAt: now,
            mfa: UserPoolMFAConfiguration(
                mode: mode, factors: factors, smsAuthenticationMessage: members.smsAuthenticationMessage,
                email: emailMFAConfiguration ?? EmailMFAConfiguration()),
            smsConfiguration: members.smsConfiguration, passwordPolicy: members.passwordPolicy ?? PasswordPolicy(),
            fixed: .init(
                isUsernameCaseSensitive: isUsernameCaseSensitive, aliasAttributes: aliasAttributes,
                usernameAttributes: usernameAttributes))
        try record.add(schema, customOnly: false)
        record.take(members)
        try record.validateCombinations()
        return record
    }
}

extension UserPoolAdministration {
    /// Creates a pool under an id that is drawn.
    ///
    /// Source: API reference, CreateUserPool.
    public func createUserPool(
        _ request: CreateUserPoolRequest, region: String = "us-east-1"
    ) async throws(CognitoError) -> UserPoolDescription {
        try await administered(request) { (request) async throws(CognitoError) in
            let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
            let name = service.random.bytes(count: 9, for: .nonce).map { letters[Int($0) % letters.count] }
            let record = try request.record(UserPoolID("\(region)_\(String(name))"), at: service.time.now())
            try service.requireSenders(for: record)
            guard try await service.insert(record) else { throw .tooManyRequests }
            return UserPoolDescription(record)
        }
    }
}
