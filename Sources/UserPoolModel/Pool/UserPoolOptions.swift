/// What CreateUserPool sets and UpdateUserPool replaces: every member left out has its default again.
///
/// Source: API reference, CreateUserPool and UpdateUserPool.
public struct UserPoolOptions: Sendable, Hashable {
    /// OFF unless given.
    public var mfaConfiguration: UserPoolMFAMode?
    /// With it the pool offers SMS.
    public var smsConfiguration: SMSConfiguration?
    /// 6-140 characters with `{####}`: the message of a sign-in's code.
    public var smsAuthenticationMessage: String?
    /// What is asked of passwords.
    public var passwordPolicy: PasswordPolicy
    /// The attributes a code is sent to at SignUp and when they change: `email`, `phone_number`.
    public var autoVerifiedAttributes: Set<AttributeName>
    /// The ways back to an account, best first; nil means the number, then the address.
    public var accountRecoverySetting: [RecoveryMechanism]?
    /// The texts of messages other than a sign-in's.
    public var messages: VerificationMessages
    /// Whether users are created by administrators only, and SignUp is refused.
    public var allowAdminCreateUserOnly: Bool
    /// The attributes whose new value counts only once a code has reached it: `email`, `phone_number`.
    public var attributesRequireVerificationBeforeUpdate: Set<AttributeName>
    /// Extension: whether, in a pool that requires MFA, a user who signed up gets tokens at the first sign-in without a
    /// second factor, to set one up with.
    ///
    /// As in Cognito; off unless given, for it lets the password alone in.
    public var firstSignInTokensWithoutMFA: Bool

    /// Cognito's defaults.
    public init(
        mfaConfiguration: UserPoolMFAMode? = nil, smsConfiguration: SMSConfiguration? = nil,
        smsAuthenticationMessage: String? = nil, passwordPolicy: PasswordPolicy = PasswordPolicy(),
        autoVerifiedAttributes: Set<AttributeName> = [], accountRecoverySetting: [RecoveryMechanism]? = nil,
        messages: VerificationMessages = VerificationMessages(), allowAdminCreateUserOnly: Bool = false,
        attributesRequireVerificationBeforeUpdate: Set<AttributeName> = [],
        firstSignInTokensWithoutMFA: Bool = false
    ) {
        self.mfaConfiguration = mfaConfiguration
        self.smsConfiguration = smsConfiguration
        self.smsAuthenticationMessage = smsAuthenticationMessage
        self.passwordPolicy = passwordPolicy
        self.autoVerifiedAttributes = autoVerifiedAttributes
        self.accountRecoverySetting = accountRecoverySetting
        self.messages = messages
        self.allowAdminCreateUserOnly = allowAdminCreateUserOnly
        self.attributesRequireVerificationBeforeUpdate = attributesRequireVerificationBeforeUpdate
        self.firstSignInTokensWithoutMFA = firstSignInTokensWithoutMFA
    }
}
