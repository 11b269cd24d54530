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
struct SMSMFAAnswer: CodeAnswer {
    static let factor = SecondFactor.sms
    static let parameter = ChallengeParameter.smsMFACode

    let code: OneTimeCode

    var answer: ChallengeAnswer { .smsMFA(code: code) }
}

/// EMAIL_OTP: the code of an e-mail.
///
/// The challenge shows a ``Challenge/CodeDelivery``.
struct EmailOTPAnswer: CodeAnswer {
    static let factor = SecondFactor.email
    static let parameter = ChallengeParameter.emailOTPCode

    let code: OneTimeCode

    var answer: ChallengeAnswer { .emailOTP(code: code) }
}
