public import CognitoMFACore

/// The error type of this library: an exception of Cognito's with its exact text, and advice for the caller.
public struct CognitoError: Error, Sendable {
    /// The name of an exception, in Cognito's spelling.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// Cognito's spelling, as in `NotAuthorizedException`.
        public let rawValue: String
        /// Creates a code from Cognito's spelling.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// Cognito's spelling.
        public var description: String { rawValue }
    }

    /// The next step that can help the caller.
    ///
    /// It is advice for the code in this process and never goes on the wire.
    public enum Advice: Sendable, Hashable {
        /// Ask the user for another code and answer the same session.
        ///
        /// `attemptsLeft` counts the tries left. `clockOff` is true if the code fits another time.
        case anotherCode(attemptsLeft: Int, clockOff: Bool)
        /// Ask the user to type the code again, and answer the same session.
        ///
        /// The code was malformed: it was not verified, and no try was counted.
        case correctCode
        /// Start a new sign-in with the password.
        case newSignIn
        /// Wait until the given time, then repeat the call.
        case waitUntil(UnixTime)
        /// Repeat the same call; the fault was on the server.
        case repeatCall
        /// Change the call or the pool; repeating does not help.
        case changeCall
    }

    /// The exception's name.
    public let code: Code
    /// The exact text, as it goes on the wire.
    public let message: String
    /// The next step that can help the caller.
    public let advice: Advice
    /// A way out that only the code in this process can take, for a log; it never goes on the wire.
    public let hint: String?
    /// The error that the host's own port threw, for a log; it is neither in `description` nor on the wire.
    public let underlyingError: (any Error)?
    /// The fixed part of the text, without anything that a caller typed.
    package let reason: String
    /// True for the answer of a lock.
    package let isLock: Bool

    package init(
        _ code: Code, _ text: Text, advice: Advice = .changeCall, underlyingError: (any Error)? = nil,
        isLock: Bool = false, hint: String? = nil
    ) {
        self.isLock = isLock
        self.hint = hint
        self.code = code
        message = text.message
        reason = text.reason
        self.advice = advice
        self.underlyingError = underlyingError
    }

    /// Returns the same error with other advice.
    package func advising(_ advice: Advice) -> Self {
        Self(
            code, Text(message, reason: reason), advice: advice, underlyingError: underlyingError, isLock: isLock,
            hint: hint)
    }
}

extension CognitoError: Equatable {
    /// Compares code, text and advice; the hint and the underlying error do not count.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.message == right.message && left.advice == right.advice
    }
}

extension CognitoError: CustomStringConvertible {
    /// The exception's name and text, and the hint if there is one, for a log.
    public var description: String { "\(code): \(message)" + (hint.map { " \($0)" } ?? "") }
}

extension CognitoError.Code {
    /// The address, number or name is already another user's alias.
    public static let aliasExists = Self(rawValue: "AliasExistsException")
    /// A message could not be delivered.
    public static let codeDeliveryFailure = Self(rawValue: "CodeDeliveryFailureException")
    /// The host's admission control refused the call.
    public static let forbidden = Self(rawValue: "ForbiddenException")
    /// The new password was used before.
    public static let passwordHistoryPolicyViolation = Self(rawValue: "PasswordHistoryPolicyViolationException")
    /// The user's status does not allow the operation.
    public static let unsupportedUserState = Self(rawValue: "UnsupportedUserStateException")
    /// A code is wrong.
    public static let codeMismatch = Self(rawValue: "CodeMismatchException")
    // swift-format-ignore: DontRepeatTypeInStaticProperties
    /// A code has expired or was used before.
    public static let expiredCode = Self(rawValue: "ExpiredCodeException")
    /// The code that sets up a software token is wrong.
    public static let enableSoftwareTokenMFA = Self(rawValue: "EnableSoftwareTokenMFAException")
    /// The group's name is taken.
    public static let groupExists = Self(rawValue: "GroupExistsException")
    /// A fault of the server: a port threw, or a stored record could not be read.
    public static let internalError = Self(rawValue: "InternalErrorException")
    /// A trigger's answer does not fit.
    public static let invalidLambdaResponse = Self(rawValue: "InvalidLambdaResponseException")
    /// A member of the request is malformed, or does not fit the pool or the user.
    public static let invalidParameter = Self(rawValue: "InvalidParameterException")
    /// The stored pool is weaker than the code that opens it.
    public static let invalidUserPoolConfiguration = Self(rawValue: "InvalidUserPoolConfigurationException")
    /// A new password does not meet the pool's policy.
    public static let invalidPassword = Self(rawValue: "InvalidPasswordException")
    /// An hourly limit is reached, or a pool, client or user has the most of something that it may have.
    public static let limitExceeded = Self(rawValue: "LimitExceededException")
    /// The user has no factor that can be asked for.
    public static let mfaMethodNotFound = Self(rawValue: "MFAMethodNotFoundException")
    /// A password, token or session is wrong, or the user is locked.
    public static let notAuthorized = Self(rawValue: "NotAuthorizedException")
    /// The password must be reset before signing in.
    public static let passwordResetRequired = Self(rawValue: "PasswordResetRequiredException")
    /// A refresh token was used after its successor had been used.
    public static let refreshTokenReuse = Self(rawValue: "RefreshTokenReuseException")
    /// A pool, a client or a group does not exist.
    public static let resourceNotFound = Self(rawValue: "ResourceNotFoundException")
    /// TOTP is off in the pool, or the user has no software token.
    public static let softwareTokenMFANotFound = Self(rawValue: "SoftwareTokenMFANotFoundException")
    /// Too many requests at once, or too many tries.
    public static let tooManyRequests = Self(rawValue: "TooManyRequestsException")
    /// A trigger did not answer in time.
    public static let unexpectedLambda = Self(rawValue: "UnexpectedLambdaException")
    /// A trigger refused.
    public static let userLambdaValidation = Self(rawValue: "UserLambdaValidationException")
    /// The user name is taken.
    public static let usernameExists = Self(rawValue: "UsernameExistsException")
    /// The user has not confirmed the sign-up.
    public static let userNotConfirmed = Self(rawValue: "UserNotConfirmedException")
    /// The user does not exist.
    public static let userNotFound = Self(rawValue: "UserNotFoundException")
    /// The client may not use this token here.
    public static let unauthorized = Self(rawValue: "UnauthorizedException")
    /// The token is not a refresh token.
    public static let unsupportedTokenType = Self(rawValue: "UnsupportedTokenTypeException")
    /// The request names a feature that is not offered.
    public static let unsupportedOperation = Self(rawValue: "UnsupportedOperationException")
}

extension CognitoError {
    /// The text of an error, in which literal parts and interpolations are kept apart.
    ///
    /// An interpolation may hold text that a caller typed. It is part of ``message``, for the caller, and left out of
    /// ``reason``, for a log.
    package struct Text: Sendable, ExpressibleByStringInterpolation {
        package let message: String
        package let reason: String

        package init(stringLiteral text: String) { (message, reason) = (text, text) }

        package init(stringInterpolation parts: Interpolation) { (message, reason) = (parts.message, parts.reason) }

        /// Creates a text with a separate version for a log.
        package init(_ message: String, reason: String) { (self.message, self.reason) = (message, reason) }

        package struct Interpolation: StringInterpolationProtocol {
            fileprivate var message = ""
            fileprivate var reason = ""

            package init(literalCapacity: Int, interpolationCount: Int) {}

            package mutating func appendLiteral(_ literal: String) {
                message += literal
                reason += literal
            }

            package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
                message += value.description
                reason += "…"
            }
        }
    }
}
