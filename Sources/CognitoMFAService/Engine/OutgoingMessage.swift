import AuthFlow
import CognitoMFACore
import UserPoolModel

/// A message in words, as it is given to a sender.
enum OutgoingMessage: Sendable {
    case sms(SMSMessage)
    case email(EmailMessage)

    /// Fills the template of a request with its secret, and with the user's name where an invitation asks for it.
    init(_ request: MessageRequest, for pool: UserPoolID) {
        let secret =
            switch request.secret {
            case .code(let code): code.text
            case .temporaryPassword(let password): password.text
            }
        let name = if case .invitation(let username) = request.purpose { username.text } else { "" }
        let text = VerificationMessages.fill(request.template.text, code: secret, username: name)
        switch request.destination {
        case .phone(let number): self = .sms(SMSMessage(phoneNumber: number, text: text, userPoolID: pool))
        case .email(let address):
            self = .email(
                EmailMessage(address: address, subject: request.template.subject, text: text, userPoolID: pool))
        }
    }
}
