/// The name of the challenge that a client must answer next, in Cognito's spelling.
public struct ChallengeName: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
    /// Cognito's spelling, as in `SMS_MFA`.
    public let rawValue: String
    /// Creates a name from Cognito's spelling.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Cognito's spelling.
    public var description: String { rawValue }

    /// Asks for the code of a text message.
    public static let smsMFA = Self(rawValue: "SMS_MFA")
    /// Asks for the code of an authenticator app.
    public static let softwareTokenMFA = Self(rawValue: "SOFTWARE_TOKEN_MFA")
    /// Asks the user to choose a factor.
    public static let selectMFAType = Self(rawValue: "SELECT_MFA_TYPE")
    /// Asks the user to set up a factor before the first tokens.
    public static let mfaSetup = Self(rawValue: "MFA_SETUP")
    /// Asks for the code of an e-mail.
    public static let emailOTP = Self(rawValue: "EMAIL_OTP")
    /// Asks for a new password in place of a temporary one.
    public static let newPasswordRequired = Self(rawValue: "NEW_PASSWORD_REQUIRED")

    /// The values of the service model, in its order; those that are not offered are refused as unsupported.
    package static let model: [String] = [
        "SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "SELECT_MFA_TYPE", "MFA_SETUP", "PASSWORD_VERIFIER",
        "CUSTOM_CHALLENGE", "SELECT_CHALLENGE", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", "ADMIN_NO_SRP_AUTH",
        "NEW_PASSWORD_REQUIRED", "SMS_OTP", "PASSWORD", "WEB_AUTHN", "PASSWORD_SRP",
    ]
}
