import CognitoMFACore
import CognitoMFAService
import UserPoolModel

/// The test of both kinds of sender; a text message is an e-mail without a subject.
struct SenderTrial: Sendable {
    static let pool: UserPoolID = "contract_pool"

    /// A delivered message, compared as bytes: `==` of `String` equates two normal forms.
    struct Delivered: Sendable, Hashable {
        let destination: [UInt8]
        let subject: [UInt8]
        let text: [UInt8]

        init(_ destination: String, subject: String?, _ text: String) {
            self.destination = Array(destination.utf8)
            self.subject = Array((subject ?? "").utf8)
            self.text = Array(text.utf8)
        }
    }

    let limit: Duration
    let cancelledWithin: Duration
    let atOnce: Int
    let destination: String
    var hasSubject = false
    let send: @Sendable (_ subject: String, _ text: String) async throws -> DeliveryOutcome
    var refused: (@Sendable (_ text: String) async throws -> DeliveryOutcome)?
    var stalled: (@Sendable (_ text: String) async throws -> DeliveryOutcome)?
    var delivered: (@Sendable () async throws -> [Delivered])?

    /// Unusual texts that a template, a name or an attribute can bring into a message.
    private static let oddities: [(name: String, text: String)] = [
        ("no text", ""), ("a blank", " "), ("blanks at both ends", "  123456  "), ("a NUL", "12\0 3456"),
        ("two kinds of line end", "123456\r\nis your code\n"), ("quotes and markup", "\"'<b>&amp;</b>{\"a\":1}\\"),
        ("what templates look for", "{####} %s %@ ${code} $1"), ("a composed letter", "Caf\u{E9} 123456"),
        ("a decomposed letter", "Re\u{301}sume\u{301} 123456"),
        ("letters written from right to left", "\u{5E7}\u{5D5}\u{5D3} 123456"),
        ("an emoji of many parts", "\u{1F469}\u{200D}\u{1F4BB} 123456"), ("a byte order mark", "\u{FEFF}123456"),
        ("digits of another script", "\u{661}\u{662}\u{663}"),
        ("4,000 letters", String(repeating: "long ", count: 800)),
        ("leading zeros", "000123"),
    ]

    func findings() async -> [ContractFinding] {
        let report = ContractReport()
        let run = Hexadecimal.encode(SystemRandomSource().bytes(count: 6, for: .nonce))
        var accepted: [(what: String, message: Delivered)] = []
        func keep(_ what: String, _ subject: String, _ text: String) {
            accepted.append((what, Delivered(destination, subject: hasSubject ? subject : nil, text)))
        }
        let before = await handedOver(report)

        // The ordinary message comes first: if it hangs, everything hangs.
        let (subject, text) = ("Your code \(run)", "Your verification code is 123456. \(run)")
        switch await withDeadline(limit, { try await send(subject, text) }) {
        case nil:
            report.add(.answersInTime, "an ordinary message had no answer after \(limit)")
            return report.findings
        case .success(.accepted): keep("an ordinary message", subject, text)
        case .success(.refused): report.add(.ordinaryMessageAccepted, "an ordinary message was refused")
        case .failure(let error): report.add(.ordinaryMessageAccepted, "an ordinary message threw \(error)")
        }
        for (name, text) in Self.oddities {
            let subject = hasSubject ? "Code \(run) \(text.prefix(60))" : ""
            switch await withDeadline(limit, { try await send(subject, text) }) {
            case nil: report.add(.answersInTime, "\(name) had no answer after \(limit)")
            case .success(.accepted): keep(name, subject, text)
            case .success(.refused): continue
            case .failure(let error): report.add(.oddTextAnswered, "\(name) threw \(error)")
            }
        }
        for (text, outcome) in await together(run) {
            switch outcome {
            case nil: report.add(.answersInTime, "one of \(atOnce) at once had no answer after \(limit)")
            case .success(.accepted): keep("one of \(atOnce) at once", "Many \(run)", text)
            case .success(.refused): report.add(.manyAtOnce, "one of \(atOnce) at once was refused")
            case .failure(let error): report.add(.manyAtOnce, "one of \(atOnce) at once threw \(error)")
            }
        }
        await compare(accepted, since: before, report)
        await refusal(run, report)
        await cancellation(run, report)
        return report.findings
    }

    private func together(_ run: String) async -> [(String, Result<DeliveryOutcome, any Error>?)] {
        await withTaskGroup(of: (String, Result<DeliveryOutcome, any Error>?).self) { group in
            for number in 0..<atOnce {
                group.addTask {
                    let text = "Code \(number) of \(run)"
                    return (text, await withDeadline(limit) { try await send("Many \(run)", text) })
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func handedOver(_ report: ContractReport) async -> [Delivered]? {
        guard let delivered else { return nil }
        do { return try await delivered() } catch {
            report.add(.sentOnce, "the delivered messages could not be listed: \(error)")
            return nil
        }
    }

    /// Compares accepted messages with delivered ones, including their numbers.
    private func compare(
        _ accepted: [(what: String, message: Delivered)], since before: [Delivered]?, _ report: ContractReport
    ) async {
        guard let before, let now = await handedOver(report) else { return }
        var more: [Delivered: Int] = [:]
        for message in now { more[message, default: 0] += 1 }
        for message in before { more[message, default: 0] -= 1 }
        var missing: [String] = []
        for (what, message) in accepted {
            if more[message, default: 0] > 0 { more[message, default: 0] -= 1 } else { missing.append(what) }
        }
        let strange = more.filter { $0.value > 0 }
        let known = Set(accepted.map(\.message))
        let repeated = strange.filter { known.contains($0.key) }.count
        let changed = strange.count - repeated
        report.expect(repeated == 0, .sentOnce, "\(repeated) messages were handed over more than once")
        for what in missing {
            if changed > 0 {
                report.add(.textUnchanged, "\(what) was accepted and handed over as another message")
            } else {
                report.add(.sentOnce, "\(what) was accepted and not handed over")
            }
        }
        report.expect(
            changed == 0 || !missing.isEmpty, .sentOnce, "\(changed) messages were handed over that were not accepted")
    }

    private func refusal(_ run: String, _ report: ContractReport) async {
        guard let refused else { return }
        let before = await handedOver(report)
        switch await withDeadline(limit, { try await refused("Your verification code is 123456. \(run)") }) {
        case nil: report.add(.answersInTime, "a refusal had no answer after \(limit)")
        case .success(.accepted): report.add(.refusalIsAnswered, "a message that is refused was answered accepted")
        case .success(.refused(let reason)):
            report.expect(!reason.isEmpty, .refusalIsAnswered, "a refusal had no reason")
            guard let before, let now = await handedOver(report) else { return }
            report.expect(now.count == before.count, .sentOnce, "a message was refused, and handed over all the same")
        case .failure(let error): report.add(.refusalIsAnswered, "a refusal threw \(error)")
        }
    }

    /// Cancels a send at once, then after longer and longer pauses.
    private func cancellation(_ run: String, _ report: ContractReport) async {
        for pause in [0, 1, 8, 64] {
            let text = "Cancelled \(pause) of \(run)"
            let task = Task { [stalled, send] in
                if let stalled { _ = try? await stalled(text) } else { _ = try? await send("Cancelled \(run)", text) }
            }
            for _ in 0..<pause { await Task.yield() }
            task.cancel()
            guard await withDeadline(cancelledWithin, { await task.value }) == nil else { continue }
            report.add(.cancelledSendEnds, "a cancelled send had not ended after \(cancelledWithin)")
            return
        }
    }
}
