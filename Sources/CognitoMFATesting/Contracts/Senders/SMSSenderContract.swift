public import CognitoMFAService
public import UserPoolModel

/// A test of an `SMSSender` against the library's requirements, for a host's own tests.
///
/// Run it against a carrier's sandbox or a test double of it.
///
/// It sends about 60 messages.
public struct SMSSenderContract: Sendable {
    /// A message as a carrier received it: number and text.
    public typealias Delivered = (number: String, text: String)

    private let trial: SenderTrial

    /// Creates a test of a sender.
    ///
    /// - Parameters:
    ///   - sender: The sender to test.
    ///   - number: The number that receives every message.
    ///   - refusing: A number that the sender refuses. Without it, refusals are not tested.
    ///   - stalled: The same sender with a carrier that never answers, to test cancellation. Without it, the sender
    ///     itself is cancelled, which a fast one hardly notices.
    ///   - limit: The longest duration of a send; 10 seconds by default, as in `FlowLimits`.
    ///   - cancelledWithin: The time in which a cancelled send must end; 1 second by default.
    ///   - atOnce: The number of messages sent at once; 32 by default.
    ///   - delivered: Returns the messages that the carrier has received so far. Without it, texts are not tested.
    public init(
        _ sender: some SMSSender, number: PhoneNumber, refusing: PhoneNumber? = nil,
        stalled: (any SMSSender)? = nil, limit: Duration = .seconds(10),
        cancelledWithin: Duration = .seconds(1), atOnce: Int = 32,
        delivered: (@Sendable () async throws -> [Delivered])? = nil
    ) {
        typealias Send = @Sendable (String) async throws -> DeliveryOutcome
        func sending(_ sender: any SMSSender, to number: PhoneNumber) -> Send {
            { text in
                try await sender.send(SMSMessage(phoneNumber: number, text: text, userPoolID: SenderTrial.pool))
            }
        }
        let usual = sending(sender, to: number)
        var trial = SenderTrial(
            limit: limit, cancelledWithin: cancelledWithin, atOnce: atOnce, destination: number.e164
        ) { _, text in
            try await usual(text)
        }
        if let refusing { trial.refused = sending(sender, to: refusing) }
        if let stalled { trial.stalled = sending(stalled, to: number) }
        if let delivered {
            trial.delivered = {
                try await delivered().map { SenderTrial.Delivered($0.number, subject: nil, $0.text) }
            }
        }
        self.trial = trial
    }

    /// The requirements that are tested.
    public static let clauses: [ContractClause] = ContractClause.ofSenders

    /// Runs the whole test.
    ///
    /// - Returns: The findings, at most three for each requirement; empty if the contract is kept.
    public func findings() async -> [ContractFinding] { await trial.findings() }
}

/// A test of an `EmailSender` against the library's requirements, for a host's own tests.
///
/// Run it against a mail service's sandbox or a test double of it.
///
/// It sends about 60 messages.
public struct EmailSenderContract: Sendable {
    /// A message as a mail service received it: address, subject and text.
    public typealias Delivered = (address: String, subject: String, text: String)

    private let trial: SenderTrial

    /// Creates a test of a sender; the parameters are those of ``SMSSenderContract``.
    public init(
        _ sender: some EmailSender, address: EmailAddress, refusing: EmailAddress? = nil,
        stalled: (any EmailSender)? = nil, limit: Duration = .seconds(10),
        cancelledWithin: Duration = .seconds(1), atOnce: Int = 32,
        delivered: (@Sendable () async throws -> [Delivered])? = nil
    ) {
        typealias Send = @Sendable (_ subject: String, _ text: String) async throws -> DeliveryOutcome
        func sending(_ sender: any EmailSender, to address: EmailAddress) -> Send {
            { subject, text in
                try await sender.send(
                    EmailMessage(address: address, subject: subject, text: text, userPoolID: SenderTrial.pool))
            }
        }
        var trial = SenderTrial(
            limit: limit, cancelledWithin: cancelledWithin, atOnce: atOnce, destination: address.text, hasSubject: true,
            send: sending(sender, to: address))
        if let refusing {
            let send = sending(sender, to: refusing)
            trial.refused = { text in try await send("Refused", text) }
        }
        if let stalled {
            let send = sending(stalled, to: address)
            trial.stalled = { text in try await send("Stalled", text) }
        }
        if let delivered {
            trial.delivered = {
                try await delivered().map { SenderTrial.Delivered($0.address, subject: $0.subject, $0.text) }
            }
        }
        self.trial = trial
    }

    /// The requirements that are tested.
    public static let clauses: [ContractClause] = ContractClause.ofSenders

    /// Runs the whole test.
    ///
    /// - Returns: The findings, at most three for each requirement; empty if the contract is kept.
    public func findings() async -> [ContractFinding] { await trial.findings() }
}

extension ContractClause {
    static let ordinaryMessageAccepted = ContractClause(
        "ordinary-message-accepted", ["R71"], "a message to a number or address that takes some is answered accepted")
    static let answersInTime = ContractClause(
        "answers-in-time", ["R72"], "a send is answered before the library gives it up")
    static let refusalIsAnswered = ContractClause(
        "refusal-is-answered", ["R71"],
        "what will not be sent is answered refused, with a reason; a throw counts as sent")
    static let cancelledSendEnds = ContractClause("cancelled-send-ends", ["R72"], "a send whose task is cancelled ends")
    static let manyAtOnce = ContractClause("many-at-once", ["R72"], "sends at once are answered, each for itself")
    static let textUnchanged = ContractClause(
        "text-unchanged", ["R66"], "destination and text are handed over byte by byte")
    static let sentOnce = ContractClause(
        "sent-once", ["R55", "R72"],
        "one call is one message; what was accepted is handed over, what was refused is not")
    static let oddTextAnswered = ContractClause(
        "odd-text-answered", ["R71"], "any text is accepted or refused, and is no reason to throw")

    static let ofSenders: [ContractClause] = [
        .ordinaryMessageAccepted, .answersInTime, .refusalIsAnswered, .cancelledSendEnds, .manyAtOnce, .textUnchanged,
        .sentOnce, .oddTextAnswered,
    ]
}
