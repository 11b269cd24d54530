import CognitoMFACore
import CognitoMFAHTTP

/// The forms of the last seconds and their answers, so that a second click gets the answer of the first.
///
/// A form is known by its browser, its address and its bytes, the random token of the page among them. Answers are kept in this
/// process: another server that gets the second click does not know the first.
actor AnsweredForms: CustomReflectable {
    /// The time for which a form is answered alike, in seconds.
    static let life = Duration.seconds(10)
    /// The largest number of answers that are kept; the oldest go first.
    static let limit = 256

    /// An answer, the number that it shows, and the id that the browser has from then on.
    struct Answer: Sendable {
        let response: ResponseMessage
        let reference: String?
        let browser: BrowserID?
    }

    private struct Entry: Sendable {
        let since: UnixTime
        let task: Task<Answer, Never>
    }

    private var entries: [[UInt8]: Entry] = [:]

    /// Answers a form, once.
    ///
    /// The work has a task of its own: a browser that clicks twice drops its first request, and the server may cancel it.
    func answer(
        _ request: RequestMessage, from browser: BrowserID?, at now: UnixTime,
        _ work: @escaping @Sendable () async -> Answer
    ) async -> Answer {
        let key = Self.key(of: request, from: browser)
        let entry = entry(for: key, at: now, work)
        let answer = await entry.task.value
        if !answer.isRepeatable {
            entries[key] = nil
        } else if let browser = answer.browser {
            // A completed sign-in has given the browser another id, and the second click may come with it.
            entries[Self.key(of: request, from: browser)] = entry
        }
        return answer
    }

    private func entry(
        for key: [UInt8], at now: UnixTime, _ work: @escaping @Sendable () async -> Answer
    ) -> Entry {
        entries = entries.filter { now < $0.value.since + Self.life && $0.value.since < now + Self.life }
        if let known = entries[key] { return known }
        if entries.count >= Self.limit, let oldest = entries.min(by: { $0.value.since < $1.value.since }) {
            entries[oldest.key] = nil
        }
        let entry = Entry(since: now, task: Task { await work() })
        entries[key] = entry
        return entry
    }

    private static func key(of request: RequestMessage, from browser: BrowserID?) -> [UInt8] {
        var bytes: [UInt8] = []
        for text in [browser?.text ?? "", request.target]
            + ["origin", "sec-fetch-site", "content-type"].map({ name in
                request.fields.values(name).joined(separator: ",")
            })
        {
            bytes += SHA256.hash(Array(text.utf8))
        }
        return Array(SHA256.hash(bytes + SHA256.hash(request.body)))
    }

    /// Nothing: an answer may hold the secret of a session.
    nonisolated var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

extension AnsweredForms.Answer {
    /// True for an answer that a second click may get; after a fault or a refusal it is a new try.
    fileprivate var isRepeatable: Bool { [200, 303, 422, 429].contains(response.status) }
}
