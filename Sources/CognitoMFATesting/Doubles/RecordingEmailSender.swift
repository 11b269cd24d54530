import AuthFlow
public import CognitoMFACore
public import CognitoMFAService
import UserPoolModel

/// Keeps every e-mail in place of sending it.
public actor RecordingEmailSender: EmailSender {
    /// What was sent, oldest first.
    public private(set) var messages: [EmailMessage] = []

    /// A sender that has sent nothing.
    public init() {}

    /// Keeps the message.
    public func send(_ message: EmailMessage) -> DeliveryOutcome {
        messages.append(message)
        return .accepted
    }

    /// The code of the last message to an address: the six digits in it.
    ///
    /// Empty when none was sent there.
    public func lastCode(to address: String) -> OneTimeCode {
        let text = messages.last { $0.address.text == address }?.text ?? ""
        let runs = text.split { !("0"..."9").contains($0) }
        return OneTimeCode(runs.first { $0.count == 6 }.map { String($0) } ?? "")
    }
}
