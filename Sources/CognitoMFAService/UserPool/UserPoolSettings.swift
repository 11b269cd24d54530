public import UserPoolModel

/// The settings of a pool that is created when it is opened for the first time.
public struct UserPoolSettings: Sendable {
    /// The pool's name: 1-128 characters; authenticator apps show it as the issuer.
    public var name: String
    /// The MFA mode (off, optional or on) and the factors on offer.
    public var mfa: UserPoolMFAConfiguration
    /// The requirements for passwords.
    public var passwordPolicy: PasswordPolicy
    /// True when `ada` and `Ada` are two users.
    ///
    /// It cannot change later.
    public var isUsernameCaseSensitive: Bool
    /// The lifetime of an open challenge: 3-15 minutes.
    public var authSessionValidityMinutes: Int
    /// True when an unknown user is answered like a wrong password, as is the default in process.
    ///
    /// On the wire Cognito's default stays: unknown users are told.
    public var preventsUserExistenceErrors: Bool
    /// The options with defaults: recovery, verified attributes, texts.
    ///
    /// Its members about MFA and passwords are ignored.
    public var members: UserPoolOptions
    /// The attributes with which users may sign in beside their name.
    ///
    /// They cannot change later.
    public var aliasAttributes: Set<AttributeName>
    /// The attributes that serve as usernames.
    ///
    /// They cannot change later.
    public var usernameAttributes: Set<AttributeName>

    /// Creates settings with Cognito's defaults, except that TOTP is offered, names ignore case, password flows are on, and
    /// unknown users are hidden.
    public init(
        name: String = "Server", mfa: UserPoolMFAConfiguration = .optional([.softwareToken]),
        passwordPolicy: PasswordPolicy = PasswordPolicy(), isUsernameCaseSensitive: Bool = false,
        authSessionValidityMinutes: Int = 3, preventsUserExistenceErrors: Bool = true,
        members: UserPoolOptions = UserPoolOptions(), aliasAttributes: Set<AttributeName> = [],
        usernameAttributes: Set<AttributeName> = []
    ) {
        self.preventsUserExistenceErrors = preventsUserExistenceErrors
        self.members = members
        self.aliasAttributes = aliasAttributes
        self.usernameAttributes = usernameAttributes
        self.name = name
        self.mfa = mfa
        self.passwordPolicy = passwordPolicy
        self.isUsernameCaseSensitive = isUsernameCaseSensitive
        self.authSessionValidityMinutes = authSessionValidityMinutes
    }

    var request: CreateUserPoolRequest {
        var members = self.members
        members.mfaConfiguration = mfa.mode
        members.smsConfiguration = mfa.factors.contains(.sms) ? members.smsConfiguration ?? SMSConfiguration() : nil
        members.smsAuthenticationMessage = mfa.smsAuthenticationMessage
        members.passwordPolicy = passwordPolicy
        return CreateUserPoolRequest(
            poolName: name, members: members,
            softwareTokenMFAConfiguration: mfa.factors.contains(.softwareToken) ? SoftwareTokenMFAConfiguration() : nil,
            emailMFAConfiguration: mfa.factors.contains(.email) ? mfa.email : nil,
            isUsernameCaseSensitive: isUsernameCaseSensitive, aliasAttributes: aliasAttributes,
            usernameAttributes: usernameAttributes)
    }
}
