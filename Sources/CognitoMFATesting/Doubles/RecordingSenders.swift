public import AuthFlow
public import CognitoMFACore
public import CognitoMFAService
import Synchronization
import UserPoolModel

/// A sender that keeps every text message and sends none.
public actor RecordingSMSSender: SMSSender {
    /// The messages, oldest first.
    public private(set) var messages: [SMSMessage] = []

    /// Creates a sender without messages.
    public init() {}

    /// Keeps the message.
    public func send(_ message: SMSMessage) -> DeliveryOutcome {
        messages.append(message)
        return .accepted
    }

    /// Returns the code in the last message to a number: its six digits.
    ///
    /// The code is empty if no message went there.
    public func lastCode(to number: String) -> OneTimeCode {
        let text = messages.last { $0.phoneNumber.e164 == number }?.text ?? ""
        let runs = text.split { !("0"..."9").contains($0) }
        return OneTimeCode(runs.first { $0.count == 6 }.map { String($0) } ?? "")
    }
}

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

/// An observer that keeps every event but `passwordHashIsSlow`, which tells of the machine: a busy one changes no test.
public final class RecordingObserver: AuthObserver {
    private let kept = Mutex<[AuthEvent]>([])

    /// Creates an observer without events.
    public init() {}

    /// Keeps the event, unless it tells of the machine's speed.
    public func observe(_ event: AuthEvent) {
        if case .passwordHashIsSlow = event { return }
        kept.withLock { $0.append(event) }
    }

    /// The events, oldest first.
    public var events: [AuthEvent] { kept.withLock { $0 } }

    /// The names of the events, oldest first.
    public var names: [String] { events.map(\.name) }
}
