// The exact texts for sign-up, attributes, codes and recovery. The sources are as in the other file; "Ours" marks a
// text that is not published.

// Sign-up and confirmation (replies of SignUp, ConfirmSignUp and ResendConfirmationCode).
extension CognitoError {
    package static let signUpNotPermitted = Self(.notAuthorized, "SignUp is not permitted for this user pool")
    package static let usernameTaken = Self(.usernameExists, "User already exists")
    package static let usernameNeitherEmailNorPhone = invalid("Username should be either an email or a phone number.")
    package static let usernameNotEmail = invalid("Username should be an email.")
    /// Ours, modelled on the text for e-mail.
    package static let usernameNotPhone = invalid("Username should be a phone number.")
    package static let clientUserNotFound = Self(.userNotFound, "Username/client id combination not found.")
    package static let alreadyConfirmed = invalid("User is already confirmed.")

    package static func usernameTakenAsAlias(_ name: AttributeName) -> Self {
        Self(.usernameExists, "An account with the given \(name.rawValue) already exists.")
    }
    package static func usernameLooksLike(_ name: AttributeName) -> Self {
        let (form, alias) = name == .email ? ("email", "email") : ("phone number", "phone number")
        return invalid("Username cannot be of \(form) format, since user pool is configured for \(alias) alias.")
    }
    package static func cannotConfirm(_ status: UserStatus) -> Self {
        Self(.notAuthorized, "User cannot be confirmed. Current status is \(status.rawValue)")
    }
    package static func aliasTaken(_ name: AttributeName) -> Self {
        Self(.aliasExists, "An account with the given \(name.rawValue) already exists.")
    }

    // Codes other than those of a sign-in (replies of ConfirmSignUp, VerifyUserAttribute and ConfirmForgotPassword).
    package static let verificationCodeMismatch = Self(
        .codeMismatch, "Invalid verification code provided, please try again.")
    package static let verificationCodeExpired = Self(
        .expiredCode, "Invalid code provided, please request a code again.")
    package static let attributeNotVerifiable = invalid(
        "Invalid attribute name. Only phone_number and email can be verified.")
    /// Ours: the name comes from the model; the service's text varies.
    package static let codeDeliveryFailed = Self(.codeDeliveryFailure, "The code could not be delivered.")

    // Recovery and former passwords (replies of ForgotPassword and ConfirmForgotPassword).
    package static let contactAdministrator = Self(.notAuthorized, "Contact administrator to reset password.")
    package static let cannotResetNow = Self(.notAuthorized, "User password cannot be reset in the current state.")
    package static let noRecoveryChannel = invalid(
        "Cannot reset password for the user as there is no registered/verified email or phone_number")
    package static let passwordReused = Self(.passwordHistoryPolicyViolation, "Password has previously been used")
    /// Ours: recovery is closed after too many wrong codes, with the text of the other limits.
    package static let recoveryClosed = Self(.limitExceeded, "Attempt limit exceeded, please try after some time.")

    // Attributes (replies of UpdateUserAttributes and related operations).
    package static let unauthorizedAttribute = Self(
        .notAuthorized, "A client attempted to write unauthorized attribute")

    package static func attributeTypeUnknown(_ name: AttributeName) -> Self {
        invalid(
            "Attributes did not conform to the schema: Type for attribute {\(name.rawValue)} could not be determined")
    }
    package static func attributeRequired(_ name: AttributeName) -> Self {
        invalid("Attributes did not conform to the schema: \(name.rawValue): The attribute is required")
    }
    package static func requiredAttributeDeleted(_ name: AttributeName) -> Self {
        invalid("Invalid user attributes: \(name.rawValue): Required attribute cannot be deleted.")
    }

    // Triggers (replies that users report). The text of a trigger is for the caller and
    // `AuthEvent.messageRefused`; the reason in the audit leaves it out.
    package static let invalidTriggerAnswer = Self(.invalidLambdaResponse, "Unrecognizable lambda output")

    package static func triggerFailed(_ trigger: String, _ text: String, _ error: any Error) -> Self {
        Self(
            .userLambdaValidation,
            Text("\(trigger) failed with error \(text).", reason: "\(trigger) failed with error …."),
            underlyingError: error)
    }
    package static func triggerTimedOut(_ trigger: String) -> Self {
        let text = "\(trigger) invocation failed due to error Socket timeout while invoking Lambda function."
        return Self(.unexpectedLambda, Text(text, reason: text), advice: .repeatCall)
    }

    // Invitations (replies of AdminCreateUser).
    /// The text for a number is ours, modelled on the text for e-mail.
    package static func noDestination(for name: AttributeName) -> Self {
        name == .email
            ? invalid("No email provided but desired delivery medium was Email")
            : invalid("No phone number provided but desired delivery medium was SMS")
    }

    // Texts of this library only.
    /// Ours: a pool that is created offers a factor for which the host gave no sender.
    package static func noSender(for factor: MFAType) -> Self {
        invalid(
            "The user pool offers \(factor.rawValue), but the service has no sender for its messages.",
            hint: "Give the service a sender, or leave the factor out.")
    }
    /// Ours: the stored pool or client asks for less than the code that opens it.
    package static func weakerPool(_ differences: [String]) -> Self {
        let list = differences.joined(separator: "; ")
        return Self(
            .invalidUserPoolConfiguration,
            Text(
                "The stored user pool is weaker than the code asks for: \(list).",
                reason: "The stored user pool is weaker than the code asks for: …."),
            hint: "openPool(ifWeaker:) accepts it or strengthens it.")
    }
    /// Ours, in profile `strict`.
    package static let reauthenticationRequired = Self(
        .notAuthorized, "Re-authentication required.", advice: .newSignIn)
    /// Ours: the name comes from the model.
    ///
    /// It answers RESEND to a user who has replaced the temporary password.
    package static func unsupportedState(_ status: UserStatus) -> Self {
        Self(.unsupportedUserState, "The invitation cannot be sent again. Current status is \(status.rawValue)")
    }
    /// Ours: the host's AdmissionControl refused the call.
    package static let notAdmitted = Self(.forbidden, "Request not allowed.")
    /// Ours: the store has no scan function.
    package static let scanMissing = Self(
        .unsupportedOperation, "The record store cannot list users: it is not a RecordScanning store.")
    /// Ours: the text is not published.
    package static let invalidFilter = invalid("Error while parsing filter.")
    /// Ours: the text is not published.
    package static let invalidPaginationToken = invalid("Invalid pagination token provided.")
    /// Ours: MFAOptions supports a single entry.
    package static let invalidMFAOptions = invalid("MFAOptions can only name SMS and phone_number.")
}
