/// The options that CreateUserPool sets and UpdateUserPool replaces.
///
/// UpdateUserPool resets every option that is left out to its default.
///
/// Source: API reference, CreateUserPool and UpdateUserPool.
public struct UserPoolOptions: Sendable, Hashable {
    /// The MFA mode; nil means OFF.
    public var mfaConfiguration: UserPoolMFAMode?
    /// The SMS role; if it is set, the pool offers SMS.
    public var smsConfiguration: SMSConfiguration?
    /// The text of a sign-in code by text message: 6-140 characters with `{####}`.
    public var smsAuthenticationMessage: String?
    /// The requirements for new passwords.
    public var passwordPolicy: PasswordPolicy
    /// The attributes that get a code at SignUp and after a change: `email`, `phone_number`.
    public var autoVerifiedAttributes: Set<AttributeName>
    /// The recovery mechanisms, best first; nil means the number, then the address.
    public var accountRecoverySetting: [RecoveryMechanism]?
    /// The texts of messages other than sign-in codes.
    public var messages: VerificationMessages
    /// True if only administrators create users, and SignUp is refused.
    public var allowAdminCreateUserOnly: Bool
    /// The attributes whose new value is stored only after a code has verified it: `email`, `phone_number`.
    public var attributesRequireVerificationBeforeUpdate: Set<AttributeName>
    /// An extension: true if a user who signed up gets tokens without a second factor at the first sign-in, to set one
    /// up.
    ///
    /// Cognito does so in a pool that requires MFA. It is off by default, because it accepts the password alone.
    public var firstSignInTokensWithoutMFA: Bool

    /// Creates options; the defaults are Cognito's.
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

/// A custom attribute of a pool, or the rules for a standard one (Cognito's `SchemaAttributeType`).
public struct SchemaAttribute: Sendable, Hashable {
    /// The name of a standard attribute, or of a custom one with its prefix, as in `custom:tier`.
    public var name: AttributeName
    /// True if every user who signs up must have it; custom attributes cannot be required.
    public var isRequired: Bool
    /// True if it may change after it has a value.
    public var isMutable: Bool

    /// Creates an attribute, by default optional and mutable.
    public init(name: AttributeName, isRequired: Bool = false, isMutable: Bool = true) {
        (self.name, self.isRequired, self.isMutable) = (name, isRequired, isMutable)
    }
}
