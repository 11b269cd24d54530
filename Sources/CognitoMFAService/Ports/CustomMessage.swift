public import UserPoolModel

/// Words the pool's messages (Cognito's custom message trigger).
///
/// It is called after the message is counted, and never for a name that nobody has. When it throws, takes too long, or its
/// answer does not fit, the message is not sent and stays counted. The answer is UserLambdaValidationException,
/// UnexpectedLambdaException or InvalidLambdaResponseException. ForgotPassword and ResendConfirmationCode do not wait for messages, and do not tell.
public protocol CustomMessage: Sendable {
    /// Returns the wording of a message.
    func message(for request: CustomMessageRequest) async throws -> CustomMessageResponse
}

/// A message that waits for its wording.
public struct CustomMessageRequest: Sendable {
    /// The reason for a message, in Cognito's spelling.
    public enum TriggerSource: String, Sendable, Hashable, CaseIterable {
        /// SignUp sends its code.
        case signUp = "CustomMessage_SignUp"
        /// AdminCreateUser invites.
        case adminCreateUser = "CustomMessage_AdminCreateUser"
        /// ResendConfirmationCode sends a sign-up's code again.
        case resendCode = "CustomMessage_ResendCode"
        /// ForgotPassword or AdminResetUserPassword sends a recovery code.
        case forgotPassword = "CustomMessage_ForgotPassword"
        /// A changed number or address is sent a code.
        case updateUserAttribute = "CustomMessage_UpdateUserAttribute"
        /// GetUserAttributeVerificationCode sends a code.
        case verifyUserAttribute = "CustomMessage_VerifyUserAttribute"
        /// A sign-in sends the code of a second factor.
        case authentication = "CustomMessage_Authentication"
    }

    /// The reason for the message.
    public let triggerSource: TriggerSource
    /// The pool.
    public let userPoolID: UserPoolID
    /// The user's name.
    public let username: Username
    /// The user's attributes, with `sub` and `cognito:user_status`.
    public let userAttributes: UserAttributes
    /// The placeholder for the code or the temporary password: `{####}`.
    public let codeParameter = VerificationMessages.codeParameter
    /// The placeholder for the name, `{username}`; nil for messages that are no invitation.
    public let usernameParameter: String?
    /// The `ClientMetadata` of the operation; empty for InitiateAuth, AdminInitiateAuth and AdminCreateUser, as in Cognito.
    public let clientMetadata: [String: String]

    /// Creates a request, for tests of a trigger.
    public init(
        triggerSource: TriggerSource, userPoolID: UserPoolID, username: Username, userAttributes: UserAttributes = [:],
        usernameParameter: String? = nil, clientMetadata: [String: String] = [:]
    ) {
        self.triggerSource = triggerSource
        self.userPoolID = userPoolID
        self.username = username
        self.userAttributes = userAttributes
        self.usernameParameter = usernameParameter
        self.clientMetadata = clientMetadata
    }
}

/// The wording of a message; a member that is nil keeps the pool's template.
public struct CustomMessageResponse: Sendable, Hashable {
    /// The text message, with every placeholder of the request: at most 140 characters with the code in it.
    public var smsMessage: String?
    /// The e-mail, with every placeholder of the request: at most 20,000 characters with the code in it.
    public var emailMessage: String?
    /// The subject of the e-mail: 1-140 characters, none of which is a control character or ends a line.
    public var emailSubject: String?

    /// Creates a wording.
    public init(smsMessage: String? = nil, emailMessage: String? = nil, emailSubject: String? = nil) {
        (self.smsMessage, self.emailMessage, self.emailSubject) = (smsMessage, emailMessage, emailSubject)
    }
}

extension CustomMessageRequest: RedactedValue {
    /// The trigger source, without personal data.
    public var description: String { "CustomMessageRequest(\(triggerSource.rawValue), redacted)" }
}
