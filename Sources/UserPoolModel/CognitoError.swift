public import CognitoMFACore

/// The one error of this library: an exception of Cognito's, with its exact text and advice on what to do next.
public struct CognitoError: Error, Sendable {
    /// The name of an exception, in Cognito's spelling.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// Cognito's spelling, as in `NotAuthorizedException`.
        public let rawValue: String
        /// Takes Cognito's spelling.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// Cognito's spelling.
        public var description: String { rawValue }
    }

    /// What the caller can do about it.
    ///
    /// Advice for the host in process; it never goes on the wire.
    public enum Advice: Sendable, Hashable {
        /// Ask for another code and answer the same session; `clockOff` when the code would fit another time.
        case anotherCode(attemptsLeft: Int, clockOff: Bool)
        /// Start again with the password.
        case newSignIn
        /// Wait until then.
        case waitUntil(UnixTime)
        /// Repeat the call as it was: the fault was on this side.
        case repeatCall
        /// Repeating does not help; the call itself, or the pool, must change.
        case changeCall
    }

    /// The exception's name.
    public let code: Code
    /// The exact text of the wire.
    public let message: String
    /// What the caller can do.
    public let advice: Advice
    /// What the host's own port threw, for its log; neither in `description` nor on the wire.
    public let underlyingError: (any Error)?
    /// The fixed words of the text: nothing that a caller has typed.
    package let reason: String

    package init(_ code: Code, _ text: Text, advice: Advice = .changeCall, underlyingError: (any Error)? = nil) {
        self.code = code
        message = text.message
        reason = text.reason
        self.advice = advice
        self.underlyingError = underlyingError
    }

    /// The same error with other advice.
    package func advising(_ advice: Advice) -> Self {
        Self(code, Text(message, reason: reason), advice: advice, underlyingError: underlyingError)
    }
}

extension CognitoError: Equatable {
    /// Compares code, text and advice; what lay beneath is for a log.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.message == right.message && left.advice == right.advice
    }
}

extension CognitoError: CustomStringConvertible {
    /// The exception's name and text, as a log wants them.
    public var description: String { "\(code): \(message)" }
}

extension CognitoError.Code {
    /// Another user holds an address, number or name that was to become an alias.
    public static let aliasExists = Self(rawValue: "AliasExistsException")
    /// A message was refused.
    public static let codeDeliveryFailure = Self(rawValue: "CodeDeliveryFailureException")
    /// The host's admission control has refused.
    public static let forbidden = Self(rawValue: "ForbiddenException")
    /// A new password is one of the former.
    public static let passwordHistoryPolicyViolation = Self(rawValue: "PasswordHistoryPolicyViolationException")
    /// The user's status does not allow it.
    public static let unsupportedUserState = Self(rawValue: "UnsupportedUserStateException")
    /// A sent code is wrong.
    public static let codeMismatch = Self(rawValue: "CodeMismatchException")
    // swift-format-ignore: DontRepeatTypeInStaticProperties
    /// A code came too late, or was used before.
    public static let expiredCode = Self(rawValue: "ExpiredCodeException")
    /// A set-up code is wrong.
    public static let enableSoftwareTokenMFA = Self(rawValue: "EnableSoftwareTokenMFAException")
    /// The pool's fault or the host's: a port threw, or a stored record could not be read.
    public static let internalError = Self(rawValue: "InternalErrorException")
    /// A member of the request is malformed or does not fit.
    public static let invalidParameter = Self(rawValue: "InvalidParameterException")
    /// A new password does not meet the policy.
    public static let invalidPassword = Self(rawValue: "InvalidPasswordException")
    /// A limit an hour is reached.
    public static let limitExceeded = Self(rawValue: "LimitExceededException")
    /// No factor of the user can be asked for.
    public static let mfaMethodNotFound = Self(rawValue: "MFAMethodNotFoundException")
    /// Wrong password, token or session; or a lock.
    public static let notAuthorized = Self(rawValue: "NotAuthorizedException")
    /// The password must be reset before signing in.
    public static let passwordResetRequired = Self(rawValue: "PasswordResetRequiredException")
    /// A refresh token was used after its successor had been.
    public static let refreshTokenReuse = Self(rawValue: "RefreshTokenReuseException")
    /// A pool or client does not exist.
    public static let resourceNotFound = Self(rawValue: "ResourceNotFoundException")
    /// TOTP is off in the pool, or the user has none.
    public static let softwareTokenMFANotFound = Self(rawValue: "SoftwareTokenMFANotFoundException")
    /// Too much at once, or too many tries.
    public static let tooManyRequests = Self(rawValue: "TooManyRequestsException")
    /// A name is taken.
    public static let usernameExists = Self(rawValue: "UsernameExistsException")
    /// The user has not confirmed the sign-up.
    public static let userNotConfirmed = Self(rawValue: "UserNotConfirmedException")
    /// There is no such user.
    public static let userNotFound = Self(rawValue: "UserNotFoundException")
    /// The client may not do this with that token.
    public static let unauthorized = Self(rawValue: "UnauthorizedException")
    /// A token that is not a refresh token.
    public static let unsupportedTokenType = Self(rawValue: "UnsupportedTokenTypeException")
    /// The request names something that is not offered.
    public static let unsupportedOperation = Self(rawValue: "UnsupportedOperationException")
}
