/// The MFA mode of a pool (Cognito's `MfaConfiguration`).
public enum UserPoolMFAMode: String, Sendable, Hashable, Codable, CaseIterable {
    /// Creates the mode OFF: no user is asked for a second factor.
    case off = "OFF"
    /// Each user chooses.
    case optional = "OPTIONAL"
    /// Every user is asked for a second factor.
    case on = "ON"
}

/// A pool's MFA settings: its mode, the factors it offers and the text of its messages.
public struct UserPoolMFAConfiguration: Sendable, Hashable {
    /// The mode: off, optional or on.
    public let mode: UserPoolMFAMode
    /// The factors that the pool offers.
    public let factors: Set<MFAType>
    /// The offered factors, for the decision table.
    package let offered: FactorSet
    /// The text of a code's message: 6-140 characters with `{####}` in place of the code.
    public let smsAuthenticationMessage: String
    /// The text of a code's e-mail.
    public let email: EmailMFAConfiguration

    /// The default text of Cognito, trailing space included.
    public static let defaultSMSAuthenticationMessage = "Your authentication code is {####}. "

    package init(
        mode: UserPoolMFAMode, factors: Set<MFAType>, smsAuthenticationMessage: String? = nil,
        email: EmailMFAConfiguration = EmailMFAConfiguration()
    ) {
        self.email = email
        self.mode = mode
        self.factors = factors
        offered = FactorSet(factors)
        self.smsAuthenticationMessage = smsAuthenticationMessage ?? Self.defaultSMSAuthenticationMessage
    }

    /// Creates the mode OFF: no user is asked for a second factor.
    public static let off = Self(mode: .off, factors: [])

    /// Creates the mode OPTIONAL: a user who has set up one of `factors` is asked for it.
    public static func optional(_ factors: Set<MFAType>, smsAuthenticationMessage: String? = nil) -> Self {
        Self(mode: .optional, factors: factors, smsAuthenticationMessage: smsAuthenticationMessage)
    }

    /// Creates the mode ON: every user is asked for one of `factors`, and a user without one must set it up.
    public static func on(_ factors: Set<MFAType>, smsAuthenticationMessage: String? = nil) -> Self {
        Self(mode: .on, factors: factors, smsAuthenticationMessage: smsAuthenticationMessage)
    }
}

/// A pool's SMS settings (Cognito's `SmsMfaConfigType`).
public struct SMSMFAConfiguration: Sendable, Hashable {
    /// 6-140 characters with `{####}`.
    public var smsAuthenticationMessage: String?
    /// The role; absent leaves the one the pool has.
    public var smsConfiguration: SMSConfiguration?

    /// Puts settings together.
    public init(smsAuthenticationMessage: String? = nil, smsConfiguration: SMSConfiguration? = nil) {
        (self.smsAuthenticationMessage, self.smsConfiguration) = (smsAuthenticationMessage, smsConfiguration)
    }
}

/// A pool's TOTP settings (Cognito's `SoftwareTokenMfaConfigType`).
public struct SoftwareTokenMFAConfiguration: Sendable, Hashable {
    /// True if the pool offers TOTP.
    public var enabled: Bool

    /// On unless told otherwise.
    public init(enabled: Bool = true) { self.enabled = enabled }
}

/// The SMS role of a pool (Cognito's `SmsConfigurationType`).
///
/// The service sends through the host's `SMSSender`; the role is only stored.
public struct SMSConfiguration: Sendable, Hashable {
    /// The ARN of the role that may publish: 20-2,048 characters; empty where End User Messaging sends.
    public var snsCallerARN: String
    /// The external id of the role's trust policy.
    public var externalID: String?
    /// The region that sends the messages.
    public var snsRegion: String?
    /// The settings of AWS End User Messaging (Cognito's `EumsSms`), stored and told back.
    public var endUserMessaging: SettingValue?

    /// Creates a configuration; the default role stands for the host's own sender.
    public init(
        snsCallerARN: String = "arn:aws:iam::000000000000:role/in-process", externalID: String? = nil,
        snsRegion: String? = nil, endUserMessaging: SettingValue? = nil
    ) {
        self.snsCallerARN = snsCallerARN
        self.externalID = externalID
        self.snsRegion = snsRegion
        self.endUserMessaging = endUserMessaging
    }
}

/// The text of e-mails with a sign-in code (Cognito's `EmailMfaConfigType`); if it is set, a pool offers EMAIL_OTP.
public struct EmailMFAConfiguration: Sendable, Hashable {
    /// The text: 6-20,000 characters with `{####}` in place of the code.
    public var message: String
    /// The subject: 1-140 characters.
    public var subject: String

    /// Creates a configuration; the defaults are Cognito's texts.
    public init(
        message: String = "Your authentication code is {####}. ", subject: String = "Your authentication code"
    ) {
        (self.message, self.subject) = (message, subject)
    }
}
