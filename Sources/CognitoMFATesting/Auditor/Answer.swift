/// What came back of a call.
public enum Answer: Sendable, Hashable {
    /// Tokens.
    case tokens(access: String, refresh: String?)
    /// The next challenge.
    case challenge(Challenge, session: String)
    /// A secret for an authenticator app in Base32, and the next session of MFA_SETUP.
    case secret(String, session: String?)
    /// The next session of MFA_SETUP.
    case session(String)
    /// What can be told of the user.
    case user(UserView)
    /// Nothing but success.
    case done
    /// An exception's name and its text.
    case refused(String, String)
    /// None: the process died, or the client went away.
    case lost

    /// What a client must answer next.
    public enum Challenge: Sendable, Hashable {
        /// A code by text message.
        case sms
        /// A code of the app.
        case app
        /// A choice.
        case choice
        /// Setting up a factor.
        case setUp
    }

    /// What GetUser tells.
    public struct UserView: Sendable, Hashable {
        /// The number.
        public var number: String?
        /// Whether it is verified.
        public var isNumberVerified: Bool
        /// The factors switched on.
        public var switchedOn: Set<Factor>
        /// Whether the user may sign in; nil where the answer does not say.
        public var isEnabled: Bool?

        /// Puts a view together.
        public init(number: String?, isNumberVerified: Bool, switchedOn: Set<Factor>, isEnabled: Bool?) {
            self.number = number
            self.isNumberVerified = isNumberVerified
            self.switchedOn = switchedOn
            self.isEnabled = isEnabled
        }
    }
}

extension Answer {
    /// Whether the call had success.
    public var isAccepted: Bool {
        switch self {
        case .refused, .lost: false
        default: true
        }
    }

    /// Whether the call may have taken effect though it had no success: no verdict came, or a fault after it.
    public var isUncertain: Bool {
        switch self {
        case .lost: true
        case .refused(let code, _): Self.faults.contains(code)
        default: false
        }
    }

    private static let faults: Set<String> = [
        "InternalErrorException", "TooManyRequestsException", "LimitExceededException", "CodeDeliveryFailureException",
    ]

    /// Whether a password was verified, and wrong.
    package var isWrongPassword: Bool { self == .refused("NotAuthorizedException", "Incorrect username or password.") }

    /// Whether a lock answered.
    package var isLock: Bool { self == .refused("NotAuthorizedException", "Password attempts exceeded") }

    /// Whether a code at sign-in was verified, and wrong or used.
    package var isWrongCode: Bool {
        guard case .refused(let code, let text) = self else { return false }
        return code == "CodeMismatchException"
            || code == "ExpiredCodeException" && text == "Your software token has already been used once."
    }

    /// Whether a set-up code was verified, and wrong.
    package var isWrongSetUpCode: Bool {
        if case .refused("EnableSoftwareTokenMFAException", _) = self { true } else { false }
    }

    /// Whether a replaced refresh token was recognised.
    package var isReuse: Bool { if case .refused("RefreshTokenReuseException", _) = self { true } else { false } }
}
