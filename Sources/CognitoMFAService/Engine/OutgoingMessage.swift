import AuthFlow
import CognitoMFACore
import UserPoolModel

/// A message in words, as it is given to a sender.
enum OutgoingMessage: Sendable {
    case sms(SMSMessage)
    case email(EmailMessage)

    /// Fills the template of a request, or the words of a trigger, with its secret and with an invitation's name.
    init(_ request: MessageRequest, for pool: UserPoolID, in words: CustomMessageResponse = CustomMessageResponse()) {
        switch request.destination {
        case .phone(let number):
            let text = request.fill(words.smsMessage ?? request.template.text)
            self = .sms(SMSMessage(phoneNumber: number, text: text, userPoolID: pool))
        case .email(let address):
            let text = request.fill(words.emailMessage ?? request.template.text)
            let subject = words.emailSubject ?? request.template.subject
            self = .email(EmailMessage(address: address, subject: subject, text: text, userPoolID: pool))
        }
    }
}

extension UserPoolService {
    /// Words a message that is counted, through the host's trigger if there is one.
    func worded(
        _ counted: CountedMessage, for recipient: MessageRecipient
    ) async throws(CognitoError) -> OutgoingMessage {
        let (message, subject) = (counted.message, recipient.subject)
        // A name that nobody has is no user, so a trigger never learns of it.
        guard !counted.isForNobody, let trigger = triggers.customMessage else {
            return OutgoingMessage(message, for: subject.userPoolID)
        }
        let request = CustomMessageRequest(
            triggerSource: message.purpose.triggerSource, userPoolID: subject.userPoolID, username: subject.username,
            userAttributes: recipient.user.attributesForTriggers, usernameParameter: message.purpose.usernameParameter,
            clientMetadata: ClientMetadata.current)
        let words = try await call(.customMessage) { try await trigger.message(for: request) }
        try message.validate(words)
        return OutgoingMessage(message, for: subject.userPoolID, in: words)
    }
}

extension MessageRequest {
    fileprivate func fill(_ text: String) -> String {
        let secret =
            switch secret {
            case .code(let code): code.text
            case .temporaryPassword(let password): password.text
            }
        let name = if case .invitation(let username) = purpose { username.text } else { "" }
        return VerificationMessages.fill(text, code: secret, username: name)
    }

    /// - Throws: InvalidLambdaResponseException for words without a placeholder, or too many of them.
    fileprivate func validate(_ words: CustomMessageResponse) throws(CognitoError) {
        let placeholders = [VerificationMessages.codeParameter, purpose.usernameParameter].compactMap(\.self)
        for (text, limit) in [(words.smsMessage, 140), (words.emailMessage, 20_000)] {
            guard let text else { continue }
            guard placeholders.allSatisfy(text.contains), fill(text).unicodeScalars.count <= limit else {
                throw .invalidTriggerAnswer
            }
        }
        if let subject = words.emailSubject, !(1...140).contains(subject.unicodeScalars.count) {
            throw .invalidTriggerAnswer
        }
    }
}

extension MessageRequest.Purpose {
    fileprivate var usernameParameter: String? {
        if case .invitation = self { VerificationMessages.usernameParameter } else { nil }
    }

    fileprivate var triggerSource: CustomMessageRequest.TriggerSource {
        switch self {
        case .authentication, .verification(.signIn, _): .authentication
        case .invitation: .adminCreateUser
        case .verification(.signUp, let asked): asked ? .resendCode : .signUp
        case .verification(.recovery, _): .forgotPassword
        case .verification(.email, let asked), .verification(.phoneNumber, let asked):
            asked ? .verifyUserAttribute : .updateUserAttribute
        }
    }
}
