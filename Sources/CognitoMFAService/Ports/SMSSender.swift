import AuthFlow
public import UserPoolModel

/// Sends text messages for the pool.
///
/// Called after the state that expects the code is stored, never inside a lock.
///
/// A call that takes longer than `FlowLimits.sendTimeout` is cancelled and counts as sent. For guaranteed delivery let it
/// write to an outbox.
public protocol SMSSender: Sendable {
    /// Sends one message.
    func send(_ message: SMSMessage) async throws -> DeliveryOutcome
}

/// One text message.
public struct SMSMessage: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// Where it goes.
    public let phoneNumber: PhoneNumber
    /// What it says, code included.
    public let text: String
    /// The pool it is sent for.
    public let userPoolID: UserPoolID

    package init(phoneNumber: PhoneNumber, text: String, userPoolID: UserPoolID) {
        self.phoneNumber = phoneNumber
        self.text = text
        self.userPoolID = userPoolID
    }

    /// The masked destination; the text holds a code and is left out.
    public var description: String { "SMSMessage(to: \(phoneNumber.masked))" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// What became of a message.
public enum DeliveryOutcome: Sendable, Hashable {
    /// The carrier has taken it.
    case accepted
    /// It will not be sent, and why.
    case refused(reason: String)
}

/// The sender of a pool without text messages: refuses every one.
public struct NoSMSSender: SMSSender {
    /// A sender that refuses.
    public init() {}
    /// Refuses.
    public func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        .refused(reason: "no SMS sender was given")
    }
}

/// Prints every message, code included: for demos and scripts.
public struct ConsoleSMSSender: SMSSender {
    /// A sender that prints.
    public init() {}
    /// Prints the number and the text.
    public func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        print("SMS to \(message.phoneNumber.e164): \(message.text)")
        return .accepted
    }
}

extension SMSSender where Self == ConsoleSMSSender {
    /// Prints every message, code included: for demos and scripts.
    public static var console: Self { ConsoleSMSSender() }
}
