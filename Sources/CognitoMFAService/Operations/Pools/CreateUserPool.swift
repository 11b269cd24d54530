import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Creates a user pool (Cognito's CreateUserPool).
public struct CreateUserPoolRequest: Sendable {
    /// 1-128 characters; the issuer in authenticator apps.
    public var poolName: String
    /// What UpdateUserPool may replace later.
    public var members: UserPoolOptions
    /// Extension, absent on the wire: switches TOTP on from the start, so that a pool can require TOTP alone.
    public var softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration?
    /// Extension, absent on the wire: offers e-mail from the start.
    public var emailMFAConfiguration: EmailMFAConfiguration?
    /// Whether `ada` and `Ada` are two users; they are unless told otherwise, as in Cognito.
    ///
    /// Cannot change.
    public var isUsernameCaseSensitive: Bool
    /// What users may sign in with beside their name, once it is verified: `email`, `phone_number`,
    /// `preferred_username`.
    ///
    /// Cannot change, and excludes `usernameAttributes`.
    public var aliasAttributes: Set<AttributeName>
    /// What users are named by: `email`, `phone_number`.
    ///
    /// Cannot change.
    public var usernameAttributes: Set<AttributeName>
    /// Custom attributes, and what is asked of standard ones.
    ///
    /// Cannot change.
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
}

extension UserPoolService {
    func createUserPool(
        _ request: CreateUserPoolRequest, region: String
    ) async throws(CognitoError) -> UserPoolDescription {
        let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        let name = random.bytes(count: 9, for: .nonce).map { letters[Int($0) % letters.count] }
        let record = try poolRecord(request, id: UserPoolID("\(region)_\(String(name))"))
        guard try await insert(record) else { throw .tooManyRequests }
        return UserPoolDescription(record)
    }

    /// Puts a pool in place, listed as pending before and as confirmed after.
    ///
    /// - Returns: false when there is one already.
    func insert(_ record: PoolRecord) async throws(CognitoError) -> Bool {
        try await changeDirectory { $0.expect(record.id) }
        let isNew = try await loop(OperationRandomness(random)).insert(record, under: .pool(record.id))
        if isNew {
            for event in changed(pool: record.id) { observer.observe(event) }
            try await changeDirectory { $0.confirm(record.id) }
        }
        return isNew
    }

    /// Changes the list of pools.
    func changeDirectory(_ change: (inout Listing<UserPoolID>) -> Void) async throws(CognitoError) {
        _ = try await followUp().run(
            .directory, as: DirectoryRecord.self, starting: DirectoryRecord(),
            absent: .tooManyRequests,
            decide: { (record) async throws(CognitoError) in
                var directory = record
                change(&directory.pools)
                return (directory, ChangeAction.done, [])
            })
    }

    /// The record of a pool to be created.
    ///
    /// - Throws: InvalidParameterException for a member or a combination that the service refuses.
    func poolRecord(_ request: CreateUserPoolRequest, id: UserPoolID) throws(CognitoError) -> PoolRecord {
        var validation = Validation()
        validation.check(id.text, .userPoolID)
        validation.check(request.poolName, .userPoolName)
        validation.check(request.members)
        validation.check(request.emailMFAConfiguration?.message, .emailMFAMessage)
        validation.check(request.emailMFAConfiguration?.subject, .emailMFASubject)
        for name in request.aliasAttributes { validation.check(name.rawValue, .aliasAttributes) }
        for name in request.usernameAttributes { validation.check(name.rawValue, .usernameAttributes) }
        for attribute in request.schema { validation.check(attribute.name.rawValue, .attributeName) }
        try validation.finish()
        guard request.aliasAttributes.isEmpty || request.usernameAttributes.isEmpty else {
            throw .aliasAndUsernameAttributes
        }
        for attribute in request.schema where !AttributeName.standard.contains(attribute.name) {
            guard attribute.name.rawValue.hasPrefix("custom:"), !attribute.isRequired else {
                throw .invalidSchema(attribute.name)
            }
        }
        let mode = request.members.mfaConfiguration ?? .off
        var factors: Set<MFAType> = []
        if request.members.smsConfiguration != nil { factors.insert(.sms) }
        if request.softwareTokenMFAConfiguration?.enabled == true { factors.insert(.softwareToken) }
        if request.emailMFAConfiguration != nil { factors.insert(.email) }
        guard mode == .off || !factors.isEmpty else { throw .smsConfigurationRequired }
        var record = PoolRecord(
            id: id, name: request.poolName, createdAt: time.now(),
            mfa: UserPoolMFAConfiguration(
                mode: mode, factors: factors, smsAuthenticationMessage: request.members.smsAuthenticationMessage,
                email: request.emailMFAConfiguration ?? EmailMFAConfiguration()),
            smsConfiguration: request.members.smsConfiguration, passwordPolicy: request.members.passwordPolicy,
            fixed: .init(
                isUsernameCaseSensitive: request.isUsernameCaseSensitive, aliasAttributes: request.aliasAttributes,
                usernameAttributes: request.usernameAttributes, schema: request.schema))
        record.take(request.members)
        try record.validateRecovery()
        return record
    }
}
