import AuthFlow
public import CognitoMFACore
public import CognitoMFAService
import UserPoolModel

/// Keeps every text message in place of sending it.
public actor RecordingSMSSender: SMSSender {
    /// What was sent, oldest first.
    public private(set) var messages: [SMSMessage] = []

    /// A sender that has sent nothing.
    public init() {}

    /// Keeps the message.
    public func send(_ message: SMSMessage) -> DeliveryOutcome {
        messages.append(message)
        return .accepted
    }

    /// The code of the last message to a number: the six digits in it.
    ///
    /// Empty when none was sent there.
    public func lastCode(to number: String) -> OneTimeCode {
        let text = messages.last { $0.phoneNumber.e164 == number }?.text ?? ""
        let runs = text.split { !("0"..."9").contains($0) }
        return OneTimeCode(runs.first { $0.count == 6 }.map { String($0) } ?? "")
    }
}
