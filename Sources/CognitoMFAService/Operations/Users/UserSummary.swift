import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// A user as answered (the responses of GetUser and AdminGetUser; the dates and the status belong to the latter).
public struct UserSummary: Sendable {
    /// The user's name.
    public let username: Username
    /// The attributes, `sub` among them.
    public let attributes: UserAttributes
    /// The factors switched on, in the order of lists.
    ///
    /// In a required pool a registered authenticator is always on.
    public let userMFASettingList: [MFAType]
    /// The factor asked for first.
    public let preferredMFASetting: MFAType?
    /// The user's status.
    public let status: UserStatus
    /// False for a user whom an administrator has disabled.
    public let isEnabled: Bool
    /// The legacy list: `phone_number` when text messages are on.
    public let mfaOptions: [MFAOption]
    /// The time of creation.
    public let createdAt: UnixTime
    /// The time of the last change.
    public let modifiedAt: UnixTime

    init(_ record: UserAuthRecord, in pool: PoolRecord, through client: AppClient? = nil) {
        username = record.username
        let all = record.attributes.merging([.sub: record.sub.text]) { $1 }
        attributes = client?.readable(all) ?? all
        var enabled = record.mfa.enabled
        if pool.mfa.mode == .on, record.softwareToken != nil { enabled.insert(.softwareToken) }
        userMFASettingList = MFAType.all.filter(enabled.contains)
        preferredMFASetting = record.mfa.preferred
        status = record.status
        isEnabled = record.isEnabled
        mfaOptions = record.mfa.enabled.contains(.sms) ? [MFAOption()] : []
        createdAt = record.createdAt
        modifiedAt = record.modifiedAt
    }
}

extension UserSummary: RedactedValue {
    /// The user's id and status, without personal data.
    public var description: String { "UserSummary(\(attributes[.sub] ?? ""), \(status.rawValue))" }
}
