// The exact texts. The comment above each group gives its source: the service model, the developer guide of Amazon
// Cognito, or published replies. "Ours" marks a text that is not published.

package import CognitoMFACore

// Starting a sign-in (replies of InitiateAuth).
extension CognitoError {
    package static let incorrectPassword = Self(.notAuthorized, "Incorrect username or password.", advice: .newSignIn)
    package static let userNotFound = Self(.userNotFound, "User does not exist.", advice: .newSignIn)
    package static let userDisabled = Self(.notAuthorized, "User is disabled.")
    package static let userNotConfirmed = Self(.userNotConfirmed, "User is not confirmed.")
    package static let passwordResetRequired = Self(.passwordResetRequired, "Password reset required for the user")
    package static let temporaryPasswordExpired = Self(
        .notAuthorized, "Temporary password has expired and must be reset by an administrator.")
    package static let initiateAuthNotSupported = Self(.invalidParameter, "Initiate Auth method not supported.")
    package static let adminFlowNotEnabled = Self(.invalidParameter, "Auth flow not enabled for this client")

    package static func flowNotEnabled(_ flow: AuthFlowType) -> Self {
        Self(.invalidParameter, "\(flow.rawValue) flow not enabled for this client")
    }
    package static func missingParameter(_ name: String) -> Self {
        Self(.invalidParameter, "Missing required parameter \(name)")
    }
    package static func secretHashMissing(_ client: AppClientID) -> Self {
        Self(.notAuthorized, "Client \(client) is configured for secret but secret was not received")
    }
    package static func secretHashWrong(_ client: AppClientID) -> Self {
        Self(.notAuthorized, "Unable to verify secret hash for client \(client)")
    }
    package static func clientNotFound(_ client: AppClientID) -> Self {
        Self(.resourceNotFound, "User pool client \(client) does not exist.")
    }
    package static func poolNotFound(_ pool: UserPoolID) -> Self {
        Self(.resourceNotFound, "User pool \(pool) does not exist.")
    }
}

// Locks and limits (developer guide, lockout behaviour; replies of users).
extension CognitoError {
    package static func attemptsExceeded(_ advice: Advice) -> Self {
        Self(.notAuthorized, "Password attempts exceeded", advice: advice, isLock: true)
    }
    package static func attemptLimitExceeded(until end: UnixTime) -> Self {
        Self(.limitExceeded, "Attempt limit exceeded, please try after some time.", advice: .waitUntil(end))
    }
    package static let tooManyRequests = Self(.tooManyRequests, "Too many requests", advice: .repeatCall)
}

// Challenges and sessions (replies of RespondToAuthChallenge).
extension CognitoError {
    package static let invalidSession = Self(.notAuthorized, "Invalid session for the user.", advice: .newSignIn)
    package static let expiredSession = Self(
        .notAuthorized, "Invalid session for the user, session is expired.", advice: .newSignIn)
    package static let usedSession = Self(
        .notAuthorized, "Invalid session for the user, session can only be used once.", advice: .newSignIn)
    package static let sentCodeMismatch = Self(
        .codeMismatch, "Invalid code or auth state for the user.", advice: .newSignIn)
    package static let softwareTokenCodeMismatch = Self(
        .codeMismatch, "Invalid code received for user", advice: .newSignIn)
    package static let softwareTokenCodeUsed = Self(
        .expiredCode, "Your software token has already been used once.", advice: .newSignIn)
    package static let expiredCode = Self(
        .expiredCode, "Invalid code provided, please request a code again.", advice: .newSignIn)
    package static let noSoftwareToken = Self(
        .softwareTokenMFANotFound, "Software Token MFA does not exist for the user.")
    package static let noSMSConfiguration = Self(
        .invalidParameter,
        "Invalid phone number provided/Unable to send the message. User pool does not have SMS configuration to send messages."
    )
    /// Ours: the name comes from the model (RespondToAuthChallenge); the text is not published.
    package static let noFactorOffered = Self(.mfaMethodNotFound, "No MFA method of the user can be used to sign in.")
    /// Ours: no reply to a choice outside the list is published.
    package static let choiceNotOffered = Self(.invalidParameter, "The MFA type is not one of those offered.")
    /// Ours: Cognito cannot send a second code in a sign-in.
    package static let noCodeToSend = Self(.invalidParameter, "The challenge waits for no code by message.")
    /// Ours: a sign-in has had all its messages.
    package static let tooManySends = Self(
        .limitExceeded, "Attempt limit exceeded, please try after some time.", advice: .newSignIn)
    /// Ours: Cognito cannot change to another factor within a sign-in.
    package static let noOtherFactor = Self(.invalidParameter, "There is no other MFA type to change to.")
    /// Ours: a sign-in has changed to another factor often enough.
    package static let tooManySwitches = Self(
        .limitExceeded, "Attempt limit exceeded, please try after some time.", advice: .newSignIn)
    /// Ours: only the set-up of a factor can be cancelled.
    package static let noSetUpToCancel = Self(.invalidParameter, "The challenge is no set-up.")

    package static func challengeNotSupported(_ name: ChallengeName) -> Self {
        Self(.unsupportedOperation, "Challenge \(name) is not supported.")
    }
}

// Setting up a software token (the guide for the first text; replies of users).
extension CognitoError {
    package static let softwareTokenOffInPool = Self(
        .softwareTokenMFANotFound, "Software Token MFA has not been enabled by the userPool.")
    package static let nothingAssociated = Self(.invalidParameter, "User has not set up software token mfa")
    package static let setUpCodeMismatch = Self(
        .enableSoftwareTokenMFA, "Code mismatch and fail enable Software Token MFA")
    /// Ours: the name comes from the model, and the text is that of the other limits.
    package static let setUpTriesSpent = Self(.tooManyRequests, "Too many requests", advice: .newSignIn)
    /// Ours: no answer to a call with both or neither is published.
    package static let tokenOrSession = Self(
        .invalidParameter, "Either AccessToken or Session must be provided")
    package static let tokenAndSession = Self(
        .invalidParameter, "AccessToken and Session must not both be provided")
}

// Access tokens (replies of access-token operations).
extension CognitoError {
    package static let invalidAccessToken = Self(.notAuthorized, "Invalid Access Token", advice: .newSignIn)
    package static let expiredAccessToken = Self(.notAuthorized, "Access Token has expired", advice: .newSignIn)
    package static let revokedAccessToken = Self(.notAuthorized, "Access Token has been revoked", advice: .newSignIn)
    /// Ours: one text for a browser session that is unknown, has ended, or does not suffice any more.
    package static let invalidBrowserSession = Self(.notAuthorized, "Invalid browser session.", advice: .newSignIn)
    package static let missingScope = Self(.notAuthorized, "Access Token does not have required scopes")
}

// Refresh tokens (replies of InitiateAuth). For reuse and revocation, the names come from the model and the texts are
// ours.
extension CognitoError {
    package static let invalidRefreshToken = Self(.notAuthorized, "Invalid Refresh Token", advice: .newSignIn)
    package static let expiredRefreshToken = Self(.notAuthorized, "Refresh Token has expired", advice: .newSignIn)
    package static let revokedRefreshToken = Self(.notAuthorized, "Refresh Token has been revoked", advice: .newSignIn)
    package static let reusedRefreshToken = Self(
        .refreshTokenReuse, "Refresh token reuse detected", advice: .newSignIn)
    package static let notARefreshToken = Self(.unsupportedTokenType, "Unsupported token type")
    package static let revocationOff = Self(.unsupportedOperation, "Token revocation is not enabled for this client")
    package static let unauthorizedClient = Self(.unauthorized, "Unauthorized client")

    package static let clientSecretWrong = Self(.notAuthorized, "Unauthorized client")

    package static func refreshSecretHashWrong(_ client: AppClientID) -> Self {
        Self(.notAuthorized, "SecretHash does not match for the client: \(client)")
    }
}

// Preferences (replies of SetUserMFAPreference, 2023 and later).
extension CognitoError {
    package static func noDeliveryConfig(_ factor: MFAType) -> Self {
        Self(.invalidParameter, "User does not have delivery config set to turn on \(factor.rawValue)")
    }
    /// Ours: the service's text is not published.
    package static let preferredNotEnabled = Self(.invalidParameter, "A preferred MFA type must be enabled.")
    /// Ours: the service's text is not published.
    package static let twoPreferred = Self(.invalidParameter, "Only one MFA type can be preferred.")
}

// Users and their attributes (replies of the Admin operations).
extension CognitoError {
    package static let userExists = Self(.usernameExists, "User account already exists")
    package static let invalidPhoneNumber = Self(.invalidParameter, "Invalid phone number format.")
    package static let invalidEmail = Self(.invalidParameter, "Invalid email address format.")

    /// The policy's refusal, in the words of the operation.
    package static func passwordPolicy(_ reason: String, _ use: PasswordPolicy.Use) -> Self {
        switch use {
        case .signUp: Self(.invalidPassword, "Password did not conform with policy: \(reason)")
        case .creation: Self(.invalidPassword, "Password did not conform with password policy: \(reason)")
        case .replacement: Self(.invalidPassword, "Password does not conform to policy: \(reason)")
        }
    }
    package static func attributeNotInSchema(_ name: AttributeName) -> Self {
        Self(
            .invalidParameter,
            "Attributes did not conform to the schema: \(name.rawValue): Attribute does not exist in the schema.")
    }
    package static func attributeImmutable(_ name: AttributeName) -> Self {
        Self(.invalidParameter, "user.\(name.rawValue): Attribute cannot be updated.")
    }
    /// Ours: the service refuses it, and its text is not published.
    package static func verifiedWithout(_ name: AttributeName) -> Self {
        Self(.invalidParameter, "\(name.rawValue) is required to verify/un-verify it")
    }
    package static func cannotModify(_ name: AttributeName) -> Self {
        Self(.notAuthorized, "Cannot modify an already provided \(name.rawValue)")
    }
}

extension CognitoError {
    /// A user's data is limited, since every wrong code writes all of it again.
    package static let recordTooLarge = Self(
        .invalidParameter,
        "1 validation error detected: Value at 'user' failed to satisfy constraint: Member must have length less than or equal to 65536"
    )
}

// Pool settings (replies of CreateUserPool, UpdateUserPool and SetUserPoolMfaConfig).
extension CognitoError {
    package static let cannotTurnOn = Self(
        .invalidParameter, "Cannot turn MFA functionality ON, once the user pool has been created.",
        hint: "SetUserPoolMfaConfig turns it on in the profiles `current` and `strict`.")
    package static let noFactorConfigured = Self(
        .invalidParameter,
        "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.")
    package static let offWithFactor = Self(
        .invalidParameter, "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.")
    package static let cannotDropSMS = Self(
        .invalidParameter, "Can't turn off SMS_MFA when SMS configuration is set for the user pool")
    package static let cannotTurnOffWithRole = Self(
        .invalidParameter, "MFA cannot be turned off if an SMS role is configured")
    package static let recoveryByFactor = Self(
        .invalidParameter,
        "Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured."
    )
    /// Ours, after the text about SMS: an e-mail that is the second factor is no way back by itself.
    package static let recoveryByEmailFactor = Self(
        .invalidParameter,
        "Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_email as a recovery mechanism when email MFA is configured."
    )
    /// Source: aws/aws-cli #7151, ekristen/aws-nuke #477.
    package static let verifiedBeforeUpdateOnly = Self(
        .invalidParameter,
        "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes")
    /// Ours: the rule is documented, and its text is not published.
    package static let adminOnlyStandsAlone = Self(
        .invalidParameter, "Invalid account recovery setting parameter. admin_only cannot be combined.")
    /// Ours: the rule is documented, and its text is not published.
    package static let aliasAndUsernameAttributes = Self(
        .invalidParameter, "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.")
    /// Source: localstack/localstack #11947.
    package static let deletionProtected = Self(
        .invalidParameter,
        "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."
    )
    /// Ours: the rule is documented, and its text is not published.
    package static let tooManyAttributes = Self(
        .invalidParameter, "A user pool has at most 50 custom attributes.")
    // The service's texts about a schema, as moto's tests of CreateUserPool and AddCustomAttributes have them.
    package static func attributeTwice(_ name: AttributeName, _ taken: AttributeName) -> Self {
        let shown = name.rawValue.hasPrefix("dev:") ? name.rawValue.dropFirst(4) : name.rawValue[...]
        return Self(.invalidParameter, "\(shown): Existing attribute already has name \(taken.rawValue).")
    }
    package static let requiredCustomAttribute = Self(
        .invalidParameter, "Required custom attributes are not supported currently.")
    package static let customAttributeWithoutType = Self(
        .invalidParameter,
        "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.")
    package static func standardAttributeType(_ name: AttributeName) -> Self {
        Self(
            .invalidParameter,
            "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute \(name.rawValue)"
        )
    }
    package static func attributeBounds(_ attribute: SchemaAttribute) -> Self {
        Self(
            .invalidParameter,
            "Invalid \(attribute.type.rawValue)AttributeConstraints for schema attribute \(attribute.plainName)")
    }
    package static func attributeTooLong(_ name: AttributeName) -> Self {
        Self(.invalidParameter, "user.\(name.rawValue): String attributes cannot have a length of more than 2048")
    }
    package static func attributeBoundsCrossed(_ attribute: SchemaAttribute) -> Self {
        let noun = attribute.type == .string ? "length" : "value"
        return Self(
            .invalidParameter, "user.\(attribute.name.rawValue): Max \(noun) cannot be less than min \(noun).")
    }
    /// The form of the service's other texts about the schema.
    package static func attributeOutOfBounds(_ attribute: SchemaAttribute) -> Self {
        let words =
            switch attribute.type {
            case .string:
                "String must be \(attribute.minimum ?? "0") to \(attribute.maximum ?? "2048") characters long"
            case .number: "Number must be between \(attribute.minimum ?? "-") and \(attribute.maximum ?? "-")"
            case .boolean: "Boolean must be true or false"
            case .dateTime: "DateTime must be seconds since 1970 or ISO 8601"
            }
        return Self(
            .invalidParameter, "Attributes did not conform to the schema: \(attribute.name.rawValue): \(words)")
    }
    /// Source: replies of CreateUserPoolClient (aws/aws-cdk #34379 and others).
    package static func unknownClientAttribute(_ kind: String, _ action: String) -> Self {
        Self(.invalidParameter, "Invalid \(kind) attributes specified while \(action) a client")
    }
    /// Source: crossplane-contrib/provider-aws #1533.
    package static let oldTemporaryPasswordLife = Self(
        .invalidParameter,
        "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays")
    /// Ours: a custom attribute has the prefix `custom:` and a name, and cannot be required.
    package static func invalidSchema(_ name: AttributeName) -> Self {
        Self(.invalidParameter, "Invalid schema attribute: \(name.rawValue)")
    }
    package static let smsConfigurationRequired = Self(
        .invalidParameter,
        "SMS configuration and Auto verification for phone_number are required when MFA is required/optional")
}

// App clients (CreateUserPoolClient). The rules are documented, and the texts are ours.
extension CognitoError {
    package static let mixedFlowNames = Self(
        .invalidParameter, "ExplicitAuthFlows cannot mix names with and without the prefix ALLOW_.")
    package static let secretGivenAndGenerated = Self(
        .invalidParameter, "ClientSecret cannot be given when GenerateSecret is true.")
    // Ours: the texts are not published.
    package static let clientWithoutSecret = Self(
        .invalidParameter, "A client that was created without a secret cannot be given one.")
    package static let tooManyClientSecrets = Self(.limitExceeded, "A client has at most two secrets.")
    package static let onlyClientSecret = Self(
        .invalidParameter, "The only secret of a client cannot be deleted. Add another one first.")
    package static let clientSecretNotFound = Self(.resourceNotFound, "Client secret does not exist.")
    package static let tooManyClients = Self(.limitExceeded, "A user pool has at most 1000 app clients.")
}

// Faults of the server.
extension CognitoError {
    package static func internalError(_ cause: (any Error)?) -> Self {
        Self(.internalError, "Something went wrong", advice: .repeatCall, underlyingError: cause)
    }
}
