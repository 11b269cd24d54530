import Testing
import UserPoolModel

/// Every text of the wire, letter by letter: clients compare whole strings, full stops included.
@Suite struct CognitoErrorMessagesTests {
    private func expect(_ rows: [(CognitoError, CognitoError.Code, String)]) {
        for (error, code, message) in rows {
            #expect(error.code == code, "\(message)")
            #expect(Array(error.message.utf8) == Array(message.utf8), "\(error.message)")
        }
    }

    @Test func textsOfStartingASignIn() {
        expect([
            (.incorrectPassword, .notAuthorized, "Incorrect username or password."),
            (.userNotFound, .userNotFound, "User does not exist."),
            (.userDisabled, .notAuthorized, "User is disabled."),
            (.userNotConfirmed, .userNotConfirmed, "User is not confirmed."),
            (.passwordResetRequired, .passwordResetRequired, "Password reset required for the user"),
            (
                .temporaryPasswordExpired, .notAuthorized,
                "Temporary password has expired and must be reset by an administrator."
            ),
            (.initiateAuthNotSupported, .invalidParameter, "Initiate Auth method not supported."),
            (.adminFlowNotEnabled, .invalidParameter, "Auth flow not enabled for this client"),
            (
                .flowNotEnabled(.userPasswordAuth), .invalidParameter,
                "USER_PASSWORD_AUTH flow not enabled for this client"
            ),
            (.missingParameter("USERNAME"), .invalidParameter, "Missing required parameter USERNAME"),
            (
                .secretHashMissing("abc123"), .notAuthorized,
                "Client abc123 is configured for secret but secret was not received"
            ),
            (.secretHashWrong("abc123"), .notAuthorized, "Unable to verify secret hash for client abc123"),
            (.clientNotFound("abc123"), .resourceNotFound, "User pool client abc123 does not exist."),
            (.poolNotFound("eu-west-1_x"), .resourceNotFound, "User pool eu-west-1_x does not exist."),
        ])
    }

    // R27, R30
    @Test func textsOfLocksSessionsAndTokens() {
        expect([
            (.attemptsExceeded(.changeCall), .notAuthorized, "Password attempts exceeded"),
            (.tooManyRequests, .tooManyRequests, "Too many requests"),
            (.invalidSession, .notAuthorized, "Invalid session for the user."),
            (.expiredSession, .notAuthorized, "Invalid session for the user, session is expired."),
            (.usedSession, .notAuthorized, "Invalid session for the user, session can only be used once."),
            (.invalidAccessToken, .notAuthorized, "Invalid Access Token"),
            (.expiredAccessToken, .notAuthorized, "Access Token has expired"),
            (.revokedAccessToken, .notAuthorized, "Access Token has been revoked"),
            (.missingScope, .notAuthorized, "Access Token does not have required scopes"),
            (.internalError(nil), .internalError, "Something went wrong"),
        ])
    }

    @Test func textsOfChallenges() {
        expect([
            (.sentCodeMismatch, .codeMismatch, "Invalid code or auth state for the user."),
            (.softwareTokenCodeMismatch, .codeMismatch, "Invalid code received for user"),
            (.softwareTokenCodeUsed, .expiredCode, "Your software token has already been used once."),
            (.expiredCode, .expiredCode, "Invalid code provided, please request a code again."),
            (.noSoftwareToken, .softwareTokenMFANotFound, "Software Token MFA does not exist for the user."),
            (
                .noSMSConfiguration, .invalidParameter,
                "Invalid phone number provided/Unable to send the message. "
                    + "User pool does not have SMS configuration to send messages."
            ),
            (.noFactorOffered, .mfaMethodNotFound, "No MFA method of the user can be used to sign in."),
            (.choiceNotOffered, .invalidParameter, "The MFA type is not one of those offered."),
            (
                .challengeNotSupported(ChallengeName(rawValue: "WEB_AUTHN")), .unsupportedOperation,
                "Challenge WEB_AUTHN is not supported."
            ),
        ])
    }

    @Test func textsOfSettingUpAndPreferring() {
        expect([
            (
                .softwareTokenOffInPool, .softwareTokenMFANotFound,
                "Software Token MFA has not been enabled by the userPool."
            ),
            (.nothingAssociated, .invalidParameter, "User has not set up software token mfa"),
            (.setUpCodeMismatch, .enableSoftwareTokenMFA, "Code mismatch and fail enable Software Token MFA"),
            (.setUpTriesSpent, .tooManyRequests, "Too many requests"),
            (.tokenOrSession, .invalidParameter, "Either AccessToken or Session must be provided"),
            (.tokenAndSession, .invalidParameter, "AccessToken and Session must not both be provided"),
            (
                .noDeliveryConfig(.sms), .invalidParameter,
                "User does not have delivery config set to turn on SMS_MFA"
            ),
            (
                .noDeliveryConfig(.softwareToken), .invalidParameter,
                "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA"
            ),
            (.preferredNotEnabled, .invalidParameter, "A preferred MFA type must be enabled."),
            (.twoPreferred, .invalidParameter, "Only one MFA type can be preferred."),
        ])
    }

    @Test func textsOfUsersAndAttributes() {
        expect([
            (.userExists, .usernameExists, "User account already exists"),
            (.invalidPhoneNumber, .invalidParameter, "Invalid phone number format."),
            (.invalidEmail, .invalidParameter, "Invalid email address format."),
            (
                .passwordPolicy("Password not long enough", .signUp), .invalidPassword,
                "Password did not conform with policy: Password not long enough"
            ),
            (
                .attributeNotInSchema("custom:shoe"), .invalidParameter,
                "Attributes did not conform to the schema: custom:shoe: Attribute does not exist in the schema."
            ),
            (.attributeImmutable(.sub), .invalidParameter, "user.sub: Attribute cannot be updated."),
            (.verifiedWithout(.email), .invalidParameter, "email is required to verify/un-verify it"),
            (.cannotModify(.email), .notAuthorized, "Cannot modify an already provided email"),
            (
                .recordTooLarge, .invalidParameter,
                "1 validation error detected: Value at 'user' failed to satisfy constraint: "
                    + "Member must have length less than or equal to 65536"
            ),
        ])
    }

    // R86
    @Test func textsOfPoolSettings() {
        expect([
            (
                .cannotTurnOn, .invalidParameter,
                "Cannot turn MFA functionality ON, once the user pool has been created."
            ),
            (
                .noFactorConfigured, .invalidParameter,
                "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration."
            ),
            (
                .offWithFactor, .invalidParameter,
                "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
            ),
            (
                .cannotDropSMS, .invalidParameter,
                "Can't turn off SMS_MFA when SMS configuration is set for the user pool"
            ),
            (
                .smsConfigurationRequired, .invalidParameter,
                "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
            ),
        ])
    }
}
