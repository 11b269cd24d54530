/// One call of one client as the client saw it: what was asked, what came back, and between which instants.
public struct Observation: Sendable, Hashable {
    /// Its place in the history.
    public var number: Int
    /// Who called: any label.
    public var client: String
    /// The user the call is about; empty for a call about the pool.
    public var user: String
    /// What was asked.
    public var request: Request
    /// What came back.
    public var answer: Answer
    /// When.
    public var span: Span
    /// The messages that the call sent.
    public var messages: [Message]
    /// Every text that the call left behind: descriptions of its answer, events that it raised.
    public var said: [String]

    /// Puts an observation together.
    public init(
        number: Int, client: String = "", user: String, request: Request, answer: Answer, span: Span,
        messages: [Message] = [], said: [String] = []
    ) {
        self.number = number
        self.client = client
        self.user = user
        self.request = request
        self.answer = answer
        self.span = span
        self.messages = messages
        self.said = said
    }

    /// The interval of a call.
    public struct Span: Sendable, Hashable {
        /// The instant of the call: instants are numbered through the whole history, and no two events share one.
        public var began: Int
        /// The instant of the answer, or of the crash that took the answer along.
        public var ended: Int
        /// What the server's clock showed during the call, in milliseconds since 1970; the client's own clock will do,
        /// with a skew in ``Terms``.
        public var clock: ClosedRange<Int64>

        /// Puts an interval together.
        public init(began: Int, ended: Int, clock: ClosedRange<Int64>) {
            self.began = began
            self.ended = ended
            self.clock = clock
        }

        /// Whether this call was over before another began.
        public func precedes(_ other: Span) -> Bool { ended < other.began }
    }

    /// One text message.
    public struct Message: Sendable, Hashable {
        /// The number it went to.
        public var number: String
        /// The code in it.
        public var code: String

        /// Puts a message together.
        public init(number: String, code: String) {
            self.number = number
            self.code = code
        }
    }
}

extension Observation: CustomStringConvertible {
    /// One line: number, interval, who, what, and what came of it.
    public var description: String {
        let seconds = String(span.clock.lowerBound / 1000)
        return "#\(number) [\(span.began)-\(span.ended) @\(seconds)] \(client) \(user): \(request) -> \(answer)"
    }
}

/// A second factor, as clients know it.
public enum Factor: String, Sendable, Hashable, CaseIterable {
    /// A code by text message.
    case sms
    /// A code of an authenticator app.
    case app
}

/// A code as it was presented, with all that it could be a code of.
public struct PresentedCode: Sendable, Hashable, CustomStringConvertible {
    /// The digits.
    public var text: String
    /// The steps of authenticator secrets that it is the code of, near the time of the call.
    ///
    /// Mostly one; none for a guess or the code of a message.
    public var steps: [Step]

    /// A time step of a secret.
    public struct Step: Sendable, Hashable {
        /// The secret in Base32.
        public var secret: String
        /// The step: whole 30 s since 1970.
        public var number: Int64

        /// Puts a step together.
        public init(secret: String, number: Int64) {
            self.secret = secret
            self.number = number
        }
    }

    /// Puts a code together.
    public init(_ text: String, steps: [Step] = []) {
        self.text = text
        self.steps = steps
    }

    /// The digits, and the steps they are of.
    public var description: String {
        steps.isEmpty
            ? text : "\(text) of \(steps.map { "\($0.secret.prefix(4))…\($0.number)" }.joined(separator: ", "))"
    }
}
