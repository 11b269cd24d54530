public import UserPoolModel

/// Sends e-mails for the pool: codes and invitations.
///
/// It is called after the record that expects the code is stored, never inside a lock. A call has the same time limit as
/// one of ``SMSSender``.
public protocol EmailSender: Sendable {
    /// False for a sender that refuses every message: a pool must not offer its factor.
    var canSend: Bool { get }
    /// Sends one message.
    func send(_ message: EmailMessage) async throws -> DeliveryOutcome
}

extension EmailSender {
    /// True.
    public var canSend: Bool { true }
}

/// One e-mail.
public struct EmailMessage: Sendable, Hashable, RedactedValue {
    /// The destination.
    public let address: EmailAddress
    /// The subject, 1-140 characters.
    ///
    /// That of a ``CustomMessage`` is one line. A pool's template may hold a line break, as in Cognito: encode it.
    public let subject: String
    /// The text, with the code.
    public let text: String
    /// The pool that sends it.
    public let userPoolID: UserPoolID

    package init(address: EmailAddress, subject: String, text: String, userPoolID: UserPoolID) {
        (self.address, self.subject, self.text, self.userPoolID) = (address, subject, text, userPoolID)
    }

    /// The masked destination; the text holds a code and is left out.
    public var description: String { "EmailMessage(to: \(address.masked))" }
}

/// The sender of a pool without e-mail; it refuses every message.
public struct NoEmailSender: EmailSender {
    /// Creates a sender that refuses every message.
    public init() {}
    /// False.
    public var canSend: Bool { false }
    /// Returns a refusal.
    public func send(_ message: EmailMessage) async throws -> DeliveryOutcome {
        .refused(reason: "no e-mail sender was given")
    }
}

/// Prints every message with its code: for demos and scripts.
public struct ConsoleEmailSender: EmailSender {
    /// Creates a sender that prints.
    public init() {}
    /// Prints the address and the text.
    public func send(_ message: EmailMessage) async throws -> DeliveryOutcome {
        print("E-mail to \(message.address.text): \(message.text)")
        return .accepted
    }
}

extension EmailSender where Self == ConsoleEmailSender {
    /// A sender that prints every message with its code: for demos and scripts.
    public static var console: Self { ConsoleEmailSender() }
}
