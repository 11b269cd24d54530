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

/// The keys of `AuthParameters`, `ChallengeParameters` and `ChallengeResponses`.
public enum ChallengeParameter {
    /// The user's name, alias or sub.
    public static let username = "USERNAME"
    /// The password of a sign-in.
    public static let password = "PASSWORD"
    /// The refresh token of REFRESH_TOKEN_AUTH.
    public static let refreshToken = "REFRESH_TOKEN"
    /// The `SECRET_HASH`: Base64 of HMAC-SHA-256 with the client's secret.
    public static let secretHash = "SECRET_HASH"
    /// The answer to SMS_MFA.
    public static let smsMFACode = "SMS_MFA_CODE"
    /// The answer to EMAIL_OTP.
    public static let emailOTPCode = "EMAIL_OTP_CODE"
    /// The address to set up with MFA_SETUP, in place of an authenticator app.
    public static let email = "email"
    /// The number to set up with MFA_SETUP, in place of an authenticator app.
    public static let phoneNumber = "phone_number"
    /// The answer to SOFTWARE_TOKEN_MFA.
    public static let softwareTokenMFACode = "SOFTWARE_TOKEN_MFA_CODE"
    /// The answer to SELECT_MFA_TYPE.
    public static let answer = "ANSWER"
    /// The answer to NEW_PASSWORD_REQUIRED.
    public static let newPassword = "NEW_PASSWORD"
    /// The prefix of an attribute's name in an answer to NEW_PASSWORD_REQUIRED.
    public static let userAttributesPrefix = "userAttributes."
    /// The real user name, also if the user typed an alias.
    public static let userIDForSRP = "USER_ID_FOR_SRP"
    /// The medium of a code: `SMS` or `EMAIL`.
    public static let codeDeliveryMedium = "CODE_DELIVERY_DELIVERY_MEDIUM"
    /// The masked destination of a code.
    public static let codeDeliveryDestination = "CODE_DELIVERY_DESTINATION"
    /// The name given to an authenticator app at VerifySoftwareToken.
    public static let friendlyDeviceName = "FRIENDLY_DEVICE_NAME"
    /// The factors to choose from, a JSON array in a string.
    public static let mfasCanChoose = "MFAS_CAN_CHOOSE"
    /// The factors to set up, a JSON array in a string.
    public static let mfasCanSetup = "MFAS_CAN_SETUP"
    /// The attributes required with a new password, a JSON array in a string.
    public static let requiredAttributes = "requiredAttributes"
    /// The user's attributes, a JSON object in a string.
    public static let userAttributes = "userAttributes"
}
