/// The figures that a history is verified by: those of `Docs/Rules.md`, or a pool's own.
public struct Terms: Sendable, Hashable {
    /// How far clocks of clients and servers may be apart: 5 s; 0 where observations carry the server's own clock.
    public var skewMilliseconds: Int64 = 5_000
    /// How long an open challenge lives.
    public var sessionMilliseconds: Int64 = 180_000
    /// How long a chain of challenges lives.
    public var chainMilliseconds: Int64 = 900_000
    /// How long the code of a text message lives.
    public var codeMilliseconds: Int64 = 180_000
    /// How long a secret waits for its first code.
    public var pendingMilliseconds: Int64 = 900_000
    /// How long an access token lives.
    public var accessMilliseconds: Int64 = 3_600_000
    /// How long a replaced refresh token yields its successor.
    public var graceMilliseconds: Int64 = 10_000
    /// Steps either side of the time that a code may be of.
    public var driftSteps: Int64 = 1
    /// Failures before the first lock.
    public var freeFailures = 5
    /// The longest lock, and the quiet time after which a ladder starts anew.
    public var quietMilliseconds: Int64 = 900_000
    /// Wrong codes in a row that close a factor.
    public var closingFailures = 100
    /// Wrong codes that a pending secret bears.
    public var setUpTries = 10
    /// Wrong codes that one message bears.
    public var messageTries = 5

    /// The figures of the rules.
    public init() {}
}

/// What holds before a history begins.
public struct Premise: Sendable, Hashable {
    /// What the pool demands.
    public var pool: PoolRule
    /// The users, by name.
    public var users: [String: User]

    /// Puts a premise together.
    public init(pool: PoolRule, users: [String: User] = [:]) {
        self.pool = pool
        self.users = users
    }

    /// A user who is there.
    public struct User: Sendable, Hashable {
        /// The password.
        public var password: String?
        /// The number.
        public var number: String?
        /// Whether it is verified.
        public var isNumberVerified = false
        /// The secret of the authenticator app in Base32.
        public var secret: String?
        /// The factors switched on.
        public var switchedOn: Set<Factor> = []
        /// Wrong codes in a row so far.
        public var consecutive: [Factor: Int] = [:]
        /// Whether the user may sign in.
        public var isEnabled = true

        /// A user with a password and nothing else.
        public init(password: String?) { self.password = password }
    }
}

/// What happened, all of it: a history to be verified.
public struct History: Sendable, Hashable {
    /// What held before.
    public var premise: Premise
    /// The calls, in any order; their spans say when.
    public var observations: [Observation]

    /// Puts a history together.
    public init(premise: Premise, observations: [Observation] = []) {
        self.premise = premise
        self.observations = observations
    }
}

/// A rule that a history breaks.
public struct Violation: Sendable, Hashable, CustomStringConvertible {
    /// The rule's id, as in `R58`.
    public var rule: String
    /// What must not have happened.
    public var sentence: String
    /// The calls concerned.
    public var observations: [Observation]

    /// Puts a violation together.
    public init(_ rule: String, _ sentence: String, _ observations: [Observation]) {
        self.rule = rule
        self.sentence = sentence
        self.observations = observations
    }

    /// The rule, the sentence, and a line for each call.
    public var description: String {
        "\(rule): \(sentence)" + observations.map { "\n    \($0)" }.joined()
    }
}
