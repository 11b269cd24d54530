public import UserPoolModel

/// Sends text messages for the pool.
///
/// It is called after the record that expects the code is stored, never inside a lock.
///
/// A call that takes longer than `FlowLimits.sendTimeout` is cancelled and counts as sent. For guaranteed delivery, write
/// the message to an outbox.
public protocol SMSSender: Sendable {
    /// False for a sender that refuses every message: a pool must not offer its factor.
    var canSend: Bool { get }
    /// Sends one message.
    func send(_ message: SMSMessage) async throws -> DeliveryOutcome
}

extension SMSSender {
    /// True.
    public var canSend: Bool { true }
}

/// One text message.
public struct SMSMessage: Sendable, Hashable, RedactedValue {
    /// The destination.
    public let phoneNumber: PhoneNumber
    /// The text, with the code.
    public let text: String
    /// The pool that sends it.
    public let userPoolID: UserPoolID

    package init(phoneNumber: PhoneNumber, text: String, userPoolID: UserPoolID) {
        (self.phoneNumber, self.text, self.userPoolID) = (phoneNumber, text, userPoolID)
    }

    /// The masked destination; the text holds a code and is left out.
    public var description: String { "SMSMessage(to: \(phoneNumber.masked))" }
}

/// The outcome of sending a message.
public enum DeliveryOutcome: Sendable, Hashable {
    /// The carrier has accepted the message.
    case accepted
    /// The message will not be sent, for this reason.
    case refused(reason: String)
}

/// The sender of a pool without text messages; it refuses every message.
public struct NoSMSSender: SMSSender {
    /// Creates a sender that refuses every message.
    public init() {}
    /// False.
    public var canSend: Bool { false }
    /// Returns a refusal.
    public func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        .refused(reason: "no SMS sender was given")
    }
}

/// Prints every message with its code: for demos and scripts.
public struct ConsoleSMSSender: SMSSender {
    /// Creates a sender that prints.
    public init() {}
    /// Prints the number and the text.
    public func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        print("SMS to \(message.phoneNumber.e164): \(message.text)")
        return .accepted
    }
}

extension SMSSender where Self == ConsoleSMSSender {
    /// A sender that prints every message with its code: for demos and scripts.
    public static var console: Self { ConsoleSMSSender() }
}
