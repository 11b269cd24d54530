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
