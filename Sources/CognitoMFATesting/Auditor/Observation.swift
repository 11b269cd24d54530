/// One call of one client as the client saw it: the request, the answer, and the interval between them.
public struct Observation: Sendable, Hashable {
    /// Its place in the history.
    public var number: Int
    /// The caller, under any label.
    public var client: String
    /// The user the call is about; empty for a call about the pool.
    public var user: String
    /// The request.
    public var request: Request
    /// The answer.
    public var answer: Answer
    /// The interval of the call.
    public var span: Span
    /// The messages that the call sent.
    public var messages: [Message]
    /// The groups that the tokens of the answer name; nil where that was not looked at.
    public var groups: [String]?
    /// The browser session that ends if the call opens another one in its place.
    public var replaced: String?
    /// Every text that the call left: descriptions of its answer, and events that it emitted.
    public var texts: [String]

    /// Creates an observation.
    public init(
        number: Int, client: String = "", user: String, request: Request, answer: Answer, span: Span,
        messages: [Message] = [], groups: [String]? = nil, replaced: String? = nil, texts: [String] = []
    ) {
        self.number = number
        self.client = client
        self.user = user
        self.request = request
        self.answer = answer
        self.span = span
        self.messages = messages
        self.groups = groups
        self.replaced = replaced
        self.texts = texts
    }

    /// The interval of a call.
    public struct Span: Sendable, Hashable {
        /// The instant of the request; instants count through the whole history, and no two events share one.
        public var began: Int
        /// The instant of the answer, or of the crash that lost it.
        public var ended: Int
        /// The readings of the server's clock during the call, in milliseconds since 1970.
        ///
        /// The client's own clock serves as well, with a skew in ``Terms``.
        public var clock: ClosedRange<Int64>

        /// Creates an interval.
        public init(began: Int, ended: Int, clock: ClosedRange<Int64>) {
            (self.began, self.ended, self.clock) = (began, ended, clock)
        }

        /// Returns true when this call ended before the other began.
        public func precedes(_ other: Span) -> Bool { ended < other.began }
    }

    /// One text message.
    public struct Message: Sendable, Hashable {
        /// The receiving number in E.164 form.
        public var number: String
        /// The code in the text.
        public var code: String

        /// Creates a message.
        public init(number: String, code: String) {
            (self.number, self.code) = (number, code)
        }
    }
}

extension Observation: CustomStringConvertible {
    /// One line: number, interval, caller, user, request and answer.
    public var description: String {
        let seconds = String(span.clock.lowerBound / 1000)
        return "#\(number) [\(span.began)-\(span.ended) @\(seconds)] \(client) \(user): \(request) -> \(answer)"
    }
}

/// A second factor, in the clients' terms.
public enum Factor: String, Sendable, Hashable, CaseIterable {
    /// A code by text message.
    case sms
    /// A code of an authenticator app.
    case app
}

/// A code as presented, with every time step of a secret that it fits.
public struct PresentedCode: Sendable, Hashable, CustomStringConvertible {
    /// The digits.
    public var text: String
    /// The steps of authenticator secrets that have this code, near the time of the call.
    ///
    /// Usually one; none for a guess or the code of a message.
    public var steps: [Step]

    /// A time step of a secret.
    public struct Step: Sendable, Hashable {
        /// The secret in Base32.
        public var secret: String
        /// The step: whole periods of 30 s since 1970.
        public var number: Int64

        /// Creates a step.
        public init(secret: String, number: Int64) {
            (self.secret, self.number) = (secret, number)
        }
    }

    /// Creates a code.
    public init(_ text: String, steps: [Step] = []) {
        (self.text, self.steps) = (text, steps)
    }

    /// The digits, and the steps that they fit.
    public var description: String {
        steps.isEmpty
            ? text : "\(text) of \(steps.map { "\($0.secret.prefix(4))…\($0.number)" }.joined(separator: ", "))"
    }
}
