/// A second factor, in Cognito's spelling.
public struct MFAType: RawRepresentable, Sendable, Hashable, Codable {
    /// Cognito's spelling, as in `SMS_MFA`.
    public let rawValue: String
    /// Creates a factor from Cognito's spelling.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A code by text message.
    public static let sms = Self(rawValue: "SMS_MFA")
    /// A code by e-mail.
    public static let email = Self(rawValue: "EMAIL_OTP")
    /// A code of an authenticator app (TOTP, RFC 6238).
    public static let softwareToken = Self(rawValue: "SOFTWARE_TOKEN_MFA")

    /// The offered factors, in the order of the lists in answers.
    package static let all: [Self] = SecondFactor.allCases.map(\.type)

    /// Reads the answer to SELECT_MFA_TYPE; the API reference also writes `EMAIL_MFA` for `EMAIL_OTP`.
    package init(answer: String) { self.init(rawValue: answer == "EMAIL_MFA" ? "EMAIL_OTP" : answer) }
}
