import AuthFlow
public import CognitoMFACore
public import CognitoMFAService
import UserPoolModel

/// A sender that keeps every e-mail and sends none.
public actor RecordingEmailSender: EmailSender {
    /// The messages, oldest first.
    public private(set) var messages: [EmailMessage] = []

    /// Creates a sender without messages.
    public init() {}

    /// Keeps the message.
    public func send(_ message: EmailMessage) -> DeliveryOutcome {
        messages.append(message)
        return .accepted
    }

    /// Returns the code in the last message to an address: its six digits.
    ///
    /// The code is empty if no message went there.
    public func lastCode(to address: String) -> OneTimeCode {
        let text = messages.last { $0.address.text == address }?.text ?? ""
        let runs = text.split { !("0"..."9").contains($0) }
        return OneTimeCode(runs.first { $0.count == 6 }.map { String($0) } ?? "")
    }
}
