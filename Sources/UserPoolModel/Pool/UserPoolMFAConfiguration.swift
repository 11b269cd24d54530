/// How much a pool asks for a second factor (Cognito's `MfaConfiguration`).
public enum UserPoolMFAMode: String, Sendable, Hashable, Codable, CaseIterable {
    /// No user is asked.
    case off = "OFF"
    /// Users choose for themselves.
    case optional = "OPTIONAL"
    /// Every user is asked.
    case on = "ON"
}

/// A pool's MFA settings: its mode, the factors it offers and the text of its messages.
public struct UserPoolMFAConfiguration: Sendable, Hashable {
    /// Off, optional or on.
    public let mode: UserPoolMFAMode
    /// The factors the pool offers.
    public let factors: Set<MFAType>
    /// The same, for the decision table.
    package let offered: FactorSet
    /// The text of a code's message, 6-140 characters with `{####}` where the code goes.
    public let smsAuthenticationMessage: String
    /// The text of a code's e-mail.
    public let email: EmailMFAConfiguration

    /// Cognito's text, trailing space included.
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

    /// No user is asked for a second factor.
    public static let off = Self(mode: .off, factors: [])

    /// Users choose among `factors`; none is asked who has not.
    public static func optional(_ factors: Set<MFAType>, smsAuthenticationMessage: String? = nil) -> Self {
        Self(mode: .optional, factors: factors, smsAuthenticationMessage: smsAuthenticationMessage)
    }

    /// Every user is asked for one of `factors`, and led to set one up who has none.
    public static func on(_ factors: Set<MFAType>, smsAuthenticationMessage: String? = nil) -> Self {
        Self(mode: .on, factors: factors, smsAuthenticationMessage: smsAuthenticationMessage)
    }
}
