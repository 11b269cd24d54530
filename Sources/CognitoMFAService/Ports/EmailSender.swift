import AuthFlow
public import UserPoolModel

/// Sends e-mails for the pool: codes and invitations.
///
/// Called after the state that expects the code is stored, never inside a lock; bounded in time like ``SMSSender``.
public protocol EmailSender: Sendable {
    /// Sends one message.
    func send(_ message: EmailMessage) async throws -> DeliveryOutcome
}

/// One e-mail.
public struct EmailMessage: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// Where it goes.
    public let address: EmailAddress
    /// Its subject.
    public let subject: String
    /// What it says, code included.
    public let text: String
    /// The pool it is sent for.
    public let userPoolID: UserPoolID

    package init(address: EmailAddress, subject: String, text: String, userPoolID: UserPoolID) {
        self.address = address
        self.subject = subject
        self.text = text
        self.userPoolID = userPoolID
    }

    /// The masked destination; the text holds a code and is left out.
    public var description: String { "EmailMessage(to: \(address.masked))" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// The sender of a pool without e-mail: refuses every message.
public struct NoEmailSender: EmailSender {
    /// A sender that refuses.
    public init() {}
    /// Refuses.
    public func send(_ message: EmailMessage) async throws -> DeliveryOutcome {
        .refused(reason: "no e-mail sender was given")
    }
}

/// Prints every message, code included: for demos and scripts.
public struct ConsoleEmailSender: EmailSender {
    /// A sender that prints.
    public init() {}
    /// Prints the address and the text.
    public func send(_ message: EmailMessage) async throws -> DeliveryOutcome {
        print("E-mail to \(message.address.text): \(message.text)")
        return .accepted
    }
}

extension EmailSender where Self == ConsoleEmailSender {
    /// Prints every message, code included: for demos and scripts.
    public static var console: Self { ConsoleEmailSender() }
}
