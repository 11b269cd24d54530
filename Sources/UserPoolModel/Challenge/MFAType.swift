/// A second factor, in Cognito's spelling.
public struct MFAType: RawRepresentable, Sendable, Hashable, Codable {
    /// Cognito's spelling, as in `SMS_MFA`.
    public let rawValue: String
    /// Takes Cognito's spelling.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A code sent by text message.
    public static let sms = Self(rawValue: "SMS_MFA")
    /// A code sent by e-mail.
    public static let email = Self(rawValue: "EMAIL_OTP")
    /// A code from an authenticator app (TOTP, RFC 6238).
    public static let softwareToken = Self(rawValue: "SOFTWARE_TOKEN_MFA")

    /// The factors on offer, in the order in which lists name them.
    package static let all: [Self] = [.sms, .email, .softwareToken]

    /// The attribute that codes of this factor are sent to.
    package var attribute: AttributeName? {
        switch self {
        case .sms: .phoneNumber
        case .email: .email
        default: nil
        }
    }

    /// The choice that an answer to SELECT_MFA_TYPE names: the API reference writes `EMAIL_MFA` for the last.
    package init(answer: String) { self.init(rawValue: answer == "EMAIL_MFA" ? "EMAIL_OTP" : answer) }
}
