package import CognitoMFACore
package import UserPoolModel

/// A pool as it is stored.
package struct PoolRecord: StorableRecord {
    package static let kind = RecordKind(rawValue: 2)
    package static let leavesTombstone = true
    /// The most app clients of a pool.
    package static let clientCap = 1000

    package let id: UserPoolID
    /// The text with which the keys of its users begin.
    package let usersStart: String
    package var name: String
    package let createdAt: UnixTime
    package var modifiedAt: UnixTime
    package var mfa: UserPoolMFAConfiguration
    package var smsConfiguration: SMSConfiguration?
    package var passwordPolicy: PasswordPolicy
    package var autoVerifiedAttributes: Set<AttributeName> = []
    package var accountRecovery: [RecoveryMechanism]?
    package var messages = VerificationMessages()
    package var allowAdminCreateUserOnly = false
    /// Nil in a pool that never had them.
    package var attributesRequireVerificationBeforeUpdate: Set<AttributeName>?
    package var deletionProtection = false
    package var tags: [String: String] = [:]
    /// Settings of Cognito's without an effect here.
    package var settings: [String: SettingValue] = [:]
    /// Custom attributes, and what is asked of standard ones.
    package var schema: [SchemaAttribute] = []
    package var firstSignInTokensWithoutMFA = false
    package var clients = Listing<AppClientID>()
    package let fixed: Fixed
    package var operations = OperationRing()
    package var ancillary = AncillaryFields()

    /// The settings that cannot change after creation.
    package struct Fixed: Sendable, Hashable {
        /// User names are keyed by it.
        package var isUsernameCaseSensitive: Bool
        package var aliasAttributes: Set<AttributeName> = []
        package var usernameAttributes: Set<AttributeName> = []

        package init(
            isUsernameCaseSensitive: Bool, aliasAttributes: Set<AttributeName> = [],
            usernameAttributes: Set<AttributeName> = []
        ) {
            self.isUsernameCaseSensitive = isUsernameCaseSensitive
            self.aliasAttributes = aliasAttributes
            self.usernameAttributes = usernameAttributes
        }
    }

    package init(
        id: UserPoolID, name: String, createdAt: UnixTime, mfa: UserPoolMFAConfiguration,
        smsConfiguration: SMSConfiguration?, passwordPolicy: PasswordPolicy, fixed: Fixed
    ) {
        self.id = id
        usersStart = RecordKey.users(of: id)
        self.name = name
        self.createdAt = createdAt
        modifiedAt = createdAt
        self.mfa = mfa
        self.smsConfiguration = smsConfiguration
        self.passwordPolicy = passwordPolicy
        self.fixed = fixed
    }

    package func canonical(_ username: Username) -> CanonicalName {
        CanonicalName(username, ignoringCase: !fixed.isUsernameCaseSensitive)
    }

    /// True when users can be found by something other than their name.
    package var hasAliases: Bool { !fixed.aliasAttributes.isEmpty || !fixed.usernameAttributes.isEmpty }

    /// True for an attribute whose value is reserved for one user: what users are named by always, an alias once it is
    /// verified, `preferred_username` (which nothing verifies) once the user is confirmed.
    package func reservations(_ name: AttributeName, of user: UserAuthRecord) -> Bool {
        guard let value = user.attributes[name], !value.isEmpty else { return false }
        if fixed.usernameAttributes.contains(name) { return true }
        guard fixed.aliasAttributes.contains(name) else { return false }
        return name == .preferredUsername ? user.status != .unconfirmed : user.attributes.isVerified(name)
    }

    /// The channel that a forgotten password's code goes to first; nil when recovery is not set, or an administrator's.
    package var primaryRecovery: AttributeName? { accountRecovery?.first?.attribute }

    package func write(to writer: inout FieldWriter) {
        func put(_ names: Set<AttributeName>, _ tag: UInt8) {
            writer.put(tag, list: names.map(\.rawValue).sorted()) { $1.put(1, $0) }
        }
        writer.put(1, id.text)
        writer.put(2, name)
        writer.put(3, createdAt)
        writer.put(4, mfa.mode.rawValue)
        writer.put(5, list: mfa.factors.map(\.rawValue).sorted()) { $1.put(1, $0) }
        writer.put(6, mfa.smsAuthenticationMessage)
        writer.put(7, smsConfiguration)
        writer.put(8, passwordPolicy)
        writer.put(9, fixed.isUsernameCaseSensitive)
        put(autoVerifiedAttributes, 10)
        writer.put(11, accountRecovery) { ways, inner in inner.put(1, list: ways) { $1.put(1, $0.rawValue) } }
        writer.put(12, messages == VerificationMessages() ? nil : messages)
        if allowAdminCreateUserOnly { writer.put(13, true) }
        put(attributesRequireVerificationBeforeUpdate ?? [], 14)
        if firstSignInTokensWithoutMFA { writer.put(15, true) }
        put(fixed.aliasAttributes, 16)
        put(fixed.usernameAttributes, 17)
        writer.put(18, list: schema)
        writer.put(19, operations.bytes)
        clients.write(20, to: &writer)
        writer.put(21, modifiedAt)
        writer.put(22, mfa.email == EmailMFAConfiguration() ? nil : mfa.email) { email, inner in
            inner.put(1, email.message)
            inner.put(2, email.subject)
        }
        if attributesRequireVerificationBeforeUpdate == [] { writer.put(23, true) }
        writer.put(24, settings: settings)
        writer.put(25, settings: tags.mapValues { .text($0) })
        if deletionProtection { writer.put(26, true) }
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        id = UserPoolID(try reader.text(1).required("pool id"))
        usersStart = RecordKey.users(of: id)
        name = try reader.text(2).required("name")
        createdAt = try reader.time(3).required("creation")
        guard let mode = UserPoolMFAMode(rawValue: try reader.text(4).required("mode")) else {
            throw CodecError("unknown mode")
        }
        let factors = Set(try reader.factors(5))
        let smsText = try reader.text(6)
        smsConfiguration = try reader.value(7, as: SMSConfiguration.self)
        passwordPolicy = try reader.value(8, as: PasswordPolicy.self).required("policy")
        let isCaseSensitive = try reader.flag(9).required("case")
        autoVerifiedAttributes = Set(try reader.attributeNames(10))
        accountRecovery = try reader.value(11) { (inner) throws(CodecError) in
            try inner.list(1) { (core) throws(CodecError) in
                try RecoveryMechanism(rawValue: try core.text(1).required("recovery")).required("known recovery")
            }
        }
        messages = try reader.value(12, as: VerificationMessages.self) ?? VerificationMessages()
        allowAdminCreateUserOnly = try reader.flag(13) ?? false
        let verifiedFirst = Set(try reader.attributeNames(14))
        firstSignInTokensWithoutMFA = try reader.flag(15) ?? false
        let aliases = Set(try reader.attributeNames(16))
        let usernames = Set(try reader.attributeNames(17))
        schema = try reader.list(18, as: SchemaAttribute.self)
        fixed = Fixed(isUsernameCaseSensitive: isCaseSensitive, aliasAttributes: aliases, usernameAttributes: usernames)
        operations = try OperationRing(bytes: reader.bytes(19))
        clients = try Listing(20, from: &reader)
        modifiedAt = try reader.time(21).required("modification")
        let email =
            try reader.value(22) { (inner) throws(CodecError) in
                EmailMFAConfiguration(
                    message: try inner.text(1).required("message"), subject: try inner.text(2).required("subject"))
            } ?? EmailMFAConfiguration()
        mfa = UserPoolMFAConfiguration(mode: mode, factors: factors, smsAuthenticationMessage: smsText, email: email)
        let isAsked = try reader.flag(23) ?? false
        attributesRequireVerificationBeforeUpdate = verifiedFirst.isEmpty && !isAsked ? nil : verifiedFirst
        settings = try reader.settings(24)
        tags = try reader.settings(25).compactMapValues(\.text)
        deletionProtection = try reader.flag(26) ?? false
    }
}

extension RecordKey {
    /// A pool.
    package static func pool(_ pool: UserPoolID) -> RecordKey {
        RecordKey(kind: "pool/", SHA256.hash(utf8: pool.text).array)
    }
}
