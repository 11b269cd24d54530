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
    /// Custom attributes, and what is asked of standard ones.
    public let schema: [SchemaAttribute]
    /// The time of creation.
    public let creationDate: UnixTime
    /// The time when its settings were last replaced.
    public let lastModifiedDate: UnixTime

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
            firstSignInTokensWithoutMFA: record.firstSignInTokensWithoutMFA)
        isUsernameCaseSensitive = record.fixed.isUsernameCaseSensitive
        aliasAttributes = record.fixed.aliasAttributes
        usernameAttributes = record.fixed.usernameAttributes
        schema = record.fixed.schema
        creationDate = record.createdAt
        lastModifiedDate = record.modifiedAt
    }
}

extension Validation {
    /// Verifies what CreateUserPool and UpdateUserPool share.
    mutating func check(_ members: UserPoolOptions) {
        check(members.smsConfiguration?.snsCallerARN, .snsCallerARN)
        check(members.smsConfiguration?.snsRegion, .snsRegion)
        check(members.smsAuthenticationMessage, .smsAuthenticationMessage)
        check(members.passwordPolicy.minimumLength, .minimumPasswordLength)
        check(members.passwordPolicy.temporaryPasswordValidityDays, .temporaryPasswordValidity)
        check(members.passwordPolicy.passwordHistorySize, .passwordHistorySize)
        for name in members.autoVerifiedAttributes { check(name.rawValue, .autoVerifiedAttributes) }
        for name in members.attributesRequireVerificationBeforeUpdate { check(name.rawValue, .verifiedBeforeUpdate) }
        check(members.messages.sms, .smsVerificationMessage)
        check(members.messages.email, .emailVerificationMessage)
        check(members.messages.emailSubject, .emailSubject)
        check(members.messages.smsInvitation, .smsInvitation)
        check(members.messages.emailInvitation, .emailInvitation)
        check(members.messages.emailInvitationSubject, .emailInvitationSubject)
    }
}
