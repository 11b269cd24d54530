/// The options that CreateUserPool sets and UpdateUserPool changes; nil where a request does not mention an option.
///
/// CreateUserPool takes the default of an option that is nil. UpdateUserPool keeps what guards users, and resets texts and
/// verified attributes to their defaults, as each option says.
///
/// Source: API reference, CreateUserPool and UpdateUserPool; replies of UpdateUserPool.
public struct UserPoolOptions: Sendable, Hashable {
    /// The MFA mode; OFF by default, kept by an update.
    public var mfaConfiguration: UserPoolMFAMode?
    /// The SMS role; if it is set, the pool offers SMS; kept by an update.
    public var smsConfiguration: SMSConfiguration?
    /// The text of a sign-in code by text message: 6-140 characters with `{####}`; reset by an update.
    public var smsAuthenticationMessage: String?
    /// The requirements for new passwords; kept by an update.
    public var passwordPolicy: PasswordPolicy?
    /// The attributes that get a code at SignUp and after a change: `email`, `phone_number`.
    ///
    /// None by default, and reset by an update.
    public var autoVerifiedAttributes: Set<AttributeName>?
    /// The recovery mechanisms, best first; nil means the number, then the address; kept by an update.
    public var accountRecoverySetting: [RecoveryMechanism]?
    /// The texts of messages other than sign-in codes; reset by an update.
    public var messages: VerificationMessages?
    /// True if only administrators create users, and SignUp is refused; kept by an update.
    public var allowAdminCreateUserOnly: Bool?
    /// The attributes whose new value is stored only after a code has verified it: `email`, `phone_number`.
    ///
    /// Each must be among the verified attributes. They are kept by an update.
    public var attributesRequireVerificationBeforeUpdate: Set<AttributeName>?
    /// True if DeleteUserPool is refused until it is switched off; kept by an update.
    public var deletionProtection: Bool?
    /// The pool's tags; kept by an update.
    public var tags: [String: String]?
    /// Cognito's other settings by name, as in `LambdaConfig`: validated, stored and told back, without an effect here.
    public var otherSettings: [String: SettingValue]
    /// An extension: true if a user who signed up gets tokens without a second factor at the first sign-in, to set one
    /// up.
    ///
    /// Cognito does so in a pool that requires MFA. It is off by default, because it accepts the password alone.
    public var firstSignInTokensWithoutMFA: Bool?

    /// Creates options; each that is not given is nil.
    public init(
        mfaConfiguration: UserPoolMFAMode? = nil, smsConfiguration: SMSConfiguration? = nil,
        smsAuthenticationMessage: String? = nil, passwordPolicy: PasswordPolicy? = nil,
        autoVerifiedAttributes: Set<AttributeName>? = nil, accountRecoverySetting: [RecoveryMechanism]? = nil,
        messages: VerificationMessages? = nil, allowAdminCreateUserOnly: Bool? = nil,
        attributesRequireVerificationBeforeUpdate: Set<AttributeName>? = nil,
        deletionProtection: Bool? = nil, tags: [String: String]? = nil,
        otherSettings: [String: SettingValue] = [:], firstSignInTokensWithoutMFA: Bool? = nil
    ) {
        (self.deletionProtection, self.tags, self.otherSettings) = (deletionProtection, tags, otherSettings)
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

/// A way to reset a forgotten password (a name in Cognito's `AccountRecoverySetting`).
public enum RecoveryMechanism: String, Sendable, Hashable, Codable, CaseIterable {
    /// A code to the verified e-mail address.
    case verifiedEmail = "verified_email"
    /// A code to the verified phone number.
    case verifiedPhoneNumber = "verified_phone_number"
    /// A reset by an administrator; it excludes the other mechanisms.
    case adminOnly = "admin_only"

    /// The attribute that codes are sent to, or nil for an administrator's reset.
    package var attribute: AttributeName? {
        switch self {
        case .verifiedEmail: .email
        case .verifiedPhoneNumber: .phoneNumber
        case .adminOnly: nil
        }
    }
}
