/// The keys inside `AuthParameters`, `ChallengeParameters` and `ChallengeResponses`.
public enum ChallengeParameter {
    /// The user's name, alias or sub.
    public static let username = "USERNAME"
    /// The password of a sign-in.
    public static let password = "PASSWORD"
    /// The refresh token of REFRESH_TOKEN_AUTH.
    public static let refreshToken = "REFRESH_TOKEN"
    /// Base64 of HMAC-SHA-256 under the client's secret.
    public static let secretHash = "SECRET_HASH"
    /// The answer to SMS_MFA.
    public static let smsMFACode = "SMS_MFA_CODE"
    /// The answer to EMAIL_OTP.
    public static let emailOTPCode = "EMAIL_OTP_CODE"
    /// The address that MFA_SETUP sets up, in place of an authenticator app.
    public static let email = "email"
    /// The answer to SOFTWARE_TOKEN_MFA.
    public static let softwareTokenMFACode = "SOFTWARE_TOKEN_MFA_CODE"
    /// The answer to SELECT_MFA_TYPE.
    public static let answer = "ANSWER"
    /// The answer to NEW_PASSWORD_REQUIRED.
    public static let newPassword = "NEW_PASSWORD"
    /// Before the name of an attribute that NEW_PASSWORD_REQUIRED sets.
    public static let userAttributesPrefix = "userAttributes."
    /// The real user name, whatever the user typed.
    public static let userIDForSRP = "USER_ID_FOR_SRP"
    /// How a code was sent: `SMS` or `EMAIL`.
    public static let codeDeliveryMedium = "CODE_DELIVERY_DELIVERY_MEDIUM"
    /// Where a code was sent, masked.
    public static let codeDeliveryDestination = "CODE_DELIVERY_DESTINATION"
    /// The name given to an authenticator app at VerifySoftwareToken.
    public static let friendlyDeviceName = "FRIENDLY_DEVICE_NAME"
    /// The factors to choose from, a JSON array in a string.
    public static let mfasCanChoose = "MFAS_CAN_CHOOSE"
    /// The factors to set up, a JSON array in a string.
    public static let mfasCanSetup = "MFAS_CAN_SETUP"
    /// The attributes a new password must come with, a JSON array in a string.
    public static let requiredAttributes = "requiredAttributes"
    /// The user's attributes, a JSON object in a string.
    public static let userAttributes = "userAttributes"
}
