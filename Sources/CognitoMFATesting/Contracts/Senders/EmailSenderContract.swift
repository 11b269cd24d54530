import AuthFlow
public import CognitoMFAService
public import UserPoolModel

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
