package import CognitoMFACore
package import UserPoolModel

/// A pool as it is stored.
///
/// Tag 20 is kept for the list of its app clients.
package struct PoolRecord: StorableRecord {
    package static let kind = RecordKind.pool

    package let id: UserPoolID
    package let name: String
    package let createdAt: UnixTime
    package var mfa: UserPoolMFAConfiguration
    package var smsConfiguration: SMSConfiguration?
    package var passwordPolicy: PasswordPolicy
    /// Cannot change: user names are keyed by it.
    package let isUsernameCaseSensitive: Bool
    package var operations = OperationRing()

    package init(
        id: UserPoolID, name: String, createdAt: UnixTime, mfa: UserPoolMFAConfiguration,
        smsConfiguration: SMSConfiguration?, passwordPolicy: PasswordPolicy, isUsernameCaseSensitive: Bool
    ) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
        self.mfa = mfa
        self.smsConfiguration = smsConfiguration
        self.passwordPolicy = passwordPolicy
        self.isUsernameCaseSensitive = isUsernameCaseSensitive
    }

    package func canonical(_ username: Username) -> CanonicalName {
        CanonicalName(username, ignoringCase: !isUsernameCaseSensitive)
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, id.text)
        writer.put(2, name)
        writer.put(3, createdAt)
        writer.put(4, mfa.mode.rawValue)
        writer.put(5, list: mfa.factors.map(\.rawValue).sorted()) { $1.put(1, $0) }
        writer.put(6, mfa.smsAuthenticationMessage)
        writer.put(7, smsConfiguration) { role, inner in
            inner.put(1, role.snsCallerARN)
            inner.put(2, role.externalID)
            inner.put(3, role.snsRegion)
        }
        writer.put(8, passwordPolicy) { policy, inner in
            inner.put(1, policy.minimumLength)
            inner.put(2, policy.requireUppercase)
            inner.put(3, policy.requireLowercase)
            inner.put(4, policy.requireNumbers)
            inner.put(5, policy.requireSymbols)
            inner.put(6, policy.temporaryPasswordValidityDays)
        }
        writer.put(9, isUsernameCaseSensitive)
        writer.put(19, operations.bytes)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        id = UserPoolID(try reader.text(1).required("pool id"))
        name = try reader.text(2).required("name")
        createdAt = try reader.time(3).required("creation")
        guard let mode = UserPoolMFAMode(rawValue: try reader.text(4).required("mode")) else {
            throw CodecError("unknown mode")
        }
        mfa = UserPoolMFAConfiguration(
            mode: mode, factors: Set(try reader.factors(5)), smsAuthenticationMessage: try reader.text(6))
        smsConfiguration = try reader.value(7) { (inner) throws(CodecError) in
            SMSConfiguration(
                snsCallerARN: try inner.text(1).required("role"), externalID: try inner.text(2),
                snsRegion: try inner.text(3))
        }
        let policy = try reader.value(8) { (inner) throws(CodecError) in
            PasswordPolicy(
                minimumLength: try inner.count(1).required("length"),
                requireUppercase: try inner.flag(2).required("upper case"),
                requireLowercase: try inner.flag(3).required("lower case"),
                requireNumbers: try inner.flag(4).required("numbers"),
                requireSymbols: try inner.flag(5).required("symbols"),
                temporaryPasswordValidityDays: try inner.count(6).required("validity"))
        }
        passwordPolicy = try policy.required("policy")
        isUsernameCaseSensitive = try reader.flag(9).required("case")
        operations = try OperationRing(bytes: reader.bytes(19))
    }
}
