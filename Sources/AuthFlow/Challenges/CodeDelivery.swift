import CognitoMFACore
public import UserPoolModel

extension Challenge {
    /// A code was sent, by text message or by e-mail.
    public struct CodeDelivery: Sendable {
        /// The session that the answer must carry.
        public let session: SessionHandle
        /// The user's real name.
        public let username: Username
        /// Where the code went, masked.
        public let delivery: CodeDeliveryDetails

        init(_ opened: OpenedSession, to destination: CodeDestination) {
            session = opened.handle
            username = opened.username
            delivery = CodeDeliveryDetails(destination)
        }
    }
}

extension Challenge.CodeDelivery: ChallengePayload {
    var parameters: [String: String] {
        [
            ChallengeParameter.userIDForSRP: username.text,
            ChallengeParameter.codeDeliveryMedium: delivery.deliveryMedium,
            ChallengeParameter.codeDeliveryDestination: delivery.destination,
        ]
    }
}

/// SMS_MFA: the code of a text message.
///
/// The challenge shows a ``Challenge/CodeDelivery``.
struct SMSMFAAnswer: ChallengeAnswerRules {
    static let challengeName = ChallengeName.smsMFA
    static let isLockedWithCodes = true

    let code: OneTimeCode

    init(_ code: OneTimeCode) { self.code = code }

    init(_ responses: RequestParameters) throws(CognitoError) {
        self.init(OneTimeCode(try responses.required(ChallengeParameter.smsMFACode)))
    }

    var answer: ChallengeAnswer { .smsMFA(code: code) }
    var responses: RequestParameters { [ChallengeParameter.smsMFACode: code.text] }

    func submit(
        _ new: NewPassword?, session: ChallengeSession, to machine: inout AuthMachine, in context: SignInContext
    ) -> SignInAction {
        machine.codeSubmitted(code, of: .sms, session: session, in: context)
    }
}

/// EMAIL_OTP: the code of an e-mail.
///
/// The challenge shows a ``Challenge/CodeDelivery``.
struct EmailOTPAnswer: ChallengeAnswerRules {
    static let challengeName = ChallengeName.emailOTP
    static let isLockedWithCodes = true

    let code: OneTimeCode

    init(_ code: OneTimeCode) { self.code = code }

    init(_ responses: RequestParameters) throws(CognitoError) {
        self.init(OneTimeCode(try responses.required(ChallengeParameter.emailOTPCode)))
    }

    var answer: ChallengeAnswer { .emailOTP(code: code) }
    var responses: RequestParameters { [ChallengeParameter.emailOTPCode: code.text] }

    func submit(
        _ new: NewPassword?, session: ChallengeSession, to machine: inout AuthMachine, in context: SignInContext
    ) -> SignInAction {
        machine.codeSubmitted(code, of: .email, session: session, in: context)
    }
}
