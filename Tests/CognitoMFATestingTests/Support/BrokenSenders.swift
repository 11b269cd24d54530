import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

/// The flaw of a sender.
enum SenderFlaw: String, CaseIterable, Sendable {
    case refusesEveryone, hangs, throwsWhenRefused, acceptsWhatItRefuses, sendsWhatItRefuses, ignoresCancellation
    case refusesUnderLoad, throwsUnderLoad, trims, composes, endsAtNUL, sendsTwice, losesSome, throwsOnOddText

    var clause: String {
        switch self {
        case .refusesEveryone: "ordinary-message-accepted"
        case .hangs: "answers-in-time"
        case .throwsWhenRefused, .acceptsWhatItRefuses: "refusal-is-answered"
        case .ignoresCancellation: "cancelled-send-ends"
        case .refusesUnderLoad, .throwsUnderLoad: "many-at-once"
        case .trims, .composes, .endsAtNUL: "text-unchanged"
        case .sendsTwice, .losesSome, .sendsWhatItRefuses: "sent-once"
        case .throwsOnOddText: "odd-text-answered"
        }
    }
}

/// A carrier that accepts every destination but one, with one flaw or none.
actor FlawedCarrier {
    struct Down: Error {}

    private let flaw: SenderFlaw?
    private let refused: String
    private(set) var delivered: [(destination: String, subject: String, text: String)] = []
    private var inFlight = 0
    private var taken = 0
    private var stuck: [CheckedContinuation<Void, Never>] = []

    init(_ flaw: SenderFlaw?, refusing refused: String) {
        self.flaw = flaw
        self.refused = refused
    }

    func send(_ destination: String, _ subject: String, _ text: String) async throws -> DeliveryOutcome {
        inFlight += 1
        defer { inFlight -= 1 }
        await Task.yield()
        if flaw == .hangs { await withCheckedContinuation { stuck.append($0) } }
        if flaw == .refusesEveryone { return .refused(reason: "today is a holiday") }
        if flaw == .refusesUnderLoad, inFlight > 4 { return .refused(reason: "busy") }
        if flaw == .throwsUnderLoad, inFlight > 4 { throw Down() }
        if flaw == .throwsOnOddText, text.utf8.contains(0) || text.isEmpty { throw Down() }
        if destination == refused {
            if flaw == .throwsWhenRefused { throw Down() }
            if flaw == .sendsWhatItRefuses { delivered.append((destination, subject, text)) }
            return flaw == .acceptsWhatItRefuses ? .accepted : .refused(reason: "blocked")
        }
        taken += 1
        var text = text
        switch flaw {
        case .trims: text = String(text.drop { $0 == " " })
        case .composes: text = text.replacing("e\u{301}", with: "\u{E9}")
        case .endsAtNUL: text = String(text.prefix { $0 != "\0" })
        case .sendsTwice where taken % 16 == 0: delivered.append((destination, subject, text))
        case .losesSome where taken % 16 == 0: return .accepted
        default: break
        }
        delivered.append((destination, subject, text))
        return .accepted
    }

    /// Ends hanging calls, so that no task is left.
    func letGo() {
        for turn in stuck { turn.resume() }
        stuck = []
    }

    /// Never answers; reacts to its cancellation or ignores it.
    func stall() async {
        guard flaw == .ignoresCancellation else {
            while !Task.isCancelled { await Task.yield() }
            return
        }
        await withCheckedContinuation { stuck.append($0) }
    }
}

struct CarrierSMSSender: SMSSender {
    let carrier: FlawedCarrier
    var stalls = false

    func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        if stalls { await carrier.stall() }
        return try await carrier.send(message.phoneNumber.e164, "", message.text)
    }
}

struct CarrierEmailSender: EmailSender {
    let carrier: FlawedCarrier
    var stalls = false

    func send(_ message: EmailMessage) async throws -> DeliveryOutcome {
        if stalls { await carrier.stall() }
        return try await carrier.send(message.address.text, message.subject, message.text)
    }
}
