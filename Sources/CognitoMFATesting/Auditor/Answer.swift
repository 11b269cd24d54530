/// The answer to a call, as the client saw it.
public enum Answer: Sendable, Hashable {
    /// Tokens.
    case tokens(access: String, refresh: String?)
    /// A browser session, in the place of tokens.
    case browser(String)
    /// The next challenge.
    case challenge(Challenge, session: String)
    /// A secret for an authenticator app in Base32, and the next session of MFA_SETUP.
    case secret(String, session: String?)
    /// The next session of MFA_SETUP.
    case session(String)
    /// The user as GetUser or AdminGetUser describes it.
    case user(UserView)
    /// Success without further content.
    case done
    /// An exception's name and its text.
    case refused(String, String)
    /// No answer: the process died, or the client went away.
    case lost

    /// The kind of the challenge that the client must answer next.
    public enum Challenge: Sendable, Hashable {
        /// A code by text message.
        case sms
        /// A code of the app.
        case app
        /// A choice of factor.
        case choice
        /// Setting up a factor.
        case setUp
    }

    /// The members of GetUser's answer that the rules speak of.
    public struct UserView: Sendable, Hashable {
        /// The telephone number in E.164 form; nil for none.
        public var number: String?
        /// True when the number is verified.
        public var isNumberVerified: Bool
        /// The factors switched on.
        public var switchedOn: Set<Factor>
        /// True when the user may sign in; nil where the answer does not say.
        public var isEnabled: Bool?

        /// Creates a view.
        public init(number: String?, isNumberVerified: Bool, switchedOn: Set<Factor>, isEnabled: Bool?) {
            self.number = number
            self.isNumberVerified = isNumberVerified
            self.switchedOn = switchedOn
            self.isEnabled = isEnabled
        }
    }
}

extension Answer {
    /// True when the call succeeded.
    public var isAccepted: Bool {
        switch self {
        case .refused, .lost: false
        default: true
        }
    }

    /// True when the call may have taken effect without success: no answer came, or the answer was a fault.
    public var isUncertain: Bool {
        switch self {
        case .lost: true
        case .refused(let code, _): Self.faults.contains(code)
        default: false
        }
    }

    private static let faults: Set<String> = [
        "InternalErrorException", "TooManyRequestsException", "LimitExceededException", "CodeDeliveryFailureException",
        "UserLambdaValidationException", "InvalidLambdaResponseException", "UnexpectedLambdaException",
    ]

    /// True when the user was let in.
    package var isGrant: Bool {
        switch self {
        case .tokens, .browser: true
        default: false
        }
    }

    /// True when a password was verified and was wrong.
    package var isWrongPassword: Bool { self == .refused("NotAuthorizedException", "Incorrect username or password.") }

    /// True when the call was refused because of a lock.
    package var isLock: Bool { self == .refused("NotAuthorizedException", "Password attempts exceeded") }

    /// True when a code at sign-in was verified and was wrong or used before.
    package var isWrongCode: Bool {
        guard case .refused(let code, let text) = self else { return false }
        return code == "CodeMismatchException"
            || code == "ExpiredCodeException" && text == "Your software token has already been used once."
    }

    /// True when a set-up code was verified and was wrong.
    package var isWrongSetUpCode: Bool {
        if case .refused("EnableSoftwareTokenMFAException", _) = self { true } else { false }
    }

    /// True when the service recognised a replaced refresh token.
    package var isReuse: Bool { if case .refused("RefreshTokenReuseException", _) = self { true } else { false } }
}
