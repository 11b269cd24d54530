import AuthFlow
public import CognitoMFAService
public import UserPoolModel

/// Verifies an ``SMSSender`` by what the library asks of one: for a host's own tests, against a carrier's sandbox or a double
/// of it.
///
/// It sends about 60 messages.
public struct SMSSenderContract: Sendable {
    /// What a carrier was handed: the number as it came and the text.
    public typealias Delivered = (number: String, text: String)

    private let trial: SenderTrial

    /// Takes the sender.
    ///
    /// - Parameters:
    ///   - number: takes every message.
    ///   - refusing: a number to which the sender refuses to send; without it refusals are not verified.
    ///   - stalled: the same sender before a carrier that never answers, where cancellation is verified; without it the
    ///     sender itself is cancelled, which a quick one hardly notices.
    ///   - limit: the longest a send may take; 10 seconds, as in `FlowLimits`.
    ///   - cancelledWithin: the longest a cancelled send may take to end; 1 second.
    ///   - atOnce: how many are sent at once; 32.
    ///   - delivered: what the carrier has been handed so far; without it texts are not verified.
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

    /// Every sentence that is verified.
    public static let clauses: [ContractClause] = ContractClause.ofSenders

    /// Runs everything.
    ///
    /// - Returns: what is broken, three findings of one sentence at most; empty when the contract is kept.
    public func findings() async -> [ContractFinding] { await trial.findings() }
}
