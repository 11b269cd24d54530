import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// A pool as it is described (Cognito's `UserPoolType`).
public struct UserPoolDescription: Sendable {
    /// The pool's id, as in `us-east-1_AbCd12345`.
    public let id: UserPoolID
    /// The pool's name.
    public let name: String
    /// All that UpdateUserPool may replace.
    public let members: UserPoolOptions
    /// True if `ada` and `Ada` are two users.
    public let isUsernameCaseSensitive: Bool
    /// The attributes that users may sign in with beside their name.
    public let aliasAttributes: Set<AttributeName>
    /// The attributes that users are named by.
    public let usernameAttributes: Set<AttributeName>
    /// Every attribute of the pool's users: the standard ones and the custom ones.
    public let schema: [SchemaAttribute]
    /// The time of creation.
    public let creationDate: UnixTime
    /// The time when its settings were last replaced.
    public let lastModifiedDate: UnixTime

    /// The number of users, deleted ones whose names are kept among them; nil where the store cannot count.
    public internal(set) var estimatedNumberOfUsers: Int?

    /// The pool's mode.
    public var mfaConfiguration: UserPoolMFAMode { members.mfaConfiguration ?? .off }
    /// The SMS role, if there is one.
    public var smsConfiguration: SMSConfiguration? { members.smsConfiguration }
    /// The text of a code's message.
    public var smsAuthenticationMessage: String {
        members.smsAuthenticationMessage ?? UserPoolMFAConfiguration.defaultSMSAuthenticationMessage
    }

    init(_ record: PoolRecord) {
        id = record.id
        name = record.name
        members = UserPoolOptions(
            mfaConfiguration: record.mfa.mode, smsConfiguration: record.smsConfiguration,
            smsAuthenticationMessage: record.mfa.smsAuthenticationMessage, passwordPolicy: record.passwordPolicy,
            autoVerifiedAttributes: record.autoVerifiedAttributes, accountRecoverySetting: record.accountRecovery,
            messages: record.messages, allowAdminCreateUserOnly: record.allowAdminCreateUserOnly,
            attributesRequireVerificationBeforeUpdate: record.attributesRequireVerificationBeforeUpdate,
            deletionProtection: record.deletionProtection, tags: record.tags, otherSettings: record.settings,
            firstSignInTokensWithoutMFA: record.firstSignInTokensWithoutMFA)
        isUsernameCaseSensitive = record.fixed.isUsernameCaseSensitive
        aliasAttributes = record.fixed.aliasAttributes
        usernameAttributes = record.fixed.usernameAttributes
        schema = record.allAttributes
        creationDate = record.createdAt
        lastModifiedDate = record.modifiedAt
    }
}

extension Validation {
    /// Verifies what CreateUserPool and UpdateUserPool share.
    mutating func check(_ members: UserPoolOptions) {
        if let role = members.smsConfiguration { check(role) }
        check(members.smsAuthenticationMessage, .smsAuthenticationMessage)
        check(members.passwordPolicy?.minimumLength, .minimumPasswordLength)
        check(members.passwordPolicy?.temporaryPasswordValidityDays, .temporaryPasswordValidity)
        check(members.passwordPolicy?.passwordHistorySize, .passwordHistorySize)
        for name in members.autoVerifiedAttributes ?? [] { check(name.rawValue, .autoVerifiedAttributes) }
        for name in members.attributesRequireVerificationBeforeUpdate ?? [] {
            check(name.rawValue, .verifiedBeforeUpdate)
        }
        check(members.messages?.sms, .smsVerificationMessage)
        check(members.messages?.email, .emailVerificationMessage)
        check(members.messages?.emailSubject, .emailSubject)
        check(members.messages?.smsInvitation, .smsInvitation)
        check(members.messages?.emailInvitation, .emailInvitation)
        check(members.messages?.emailInvitationSubject, .emailInvitationSubject)
        StoredSetting.validate(members.otherSettings, StoredSetting.pool, &self)
        if let tags = members.tags { check(tags: tags) }
    }

    /// Validates the role of a pool's text messages.
    mutating func check(_ role: SMSConfiguration) {
        // Empty where End User Messaging sends.
        check(role.snsCallerARN.isEmpty ? nil : role.snsCallerARN, .snsCallerARN)
        check(role.snsRegion, .snsRegion)
        if let messaging = role.endUserMessaging {
            check(messaging, .endUserMessaging, at: "smsConfiguration.eumsSms")
        }
    }

    /// Validates the names of custom attributes.
    mutating func check(_ schema: [SchemaAttribute]) {
        for (place, attribute) in schema.enumerated() {
            guard let name = attribute.customName else {
                check(attribute.name.rawValue, .attributeName)
                continue
            }
            check(.text(String(name)), .customAttributeName, at: "schema.\(place + 1).member.name")
        }
    }

    /// Validates the tags of a pool.
    mutating func check(tags: [String: String]) {
        check(.object(tags.mapValues { .text($0) }), .tags, at: "userPoolTags")
    }
}
