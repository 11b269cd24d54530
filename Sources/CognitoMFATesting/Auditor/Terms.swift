/// The limits and lifetimes that a history is checked against: those of `Docs/Rules.md`, or a pool's own.
public struct Terms: Sendable, Hashable {
    /// The largest difference between the clocks of clients and servers, in milliseconds.
    ///
    /// 0 where observations carry the server's own clock.
    public var skewMilliseconds: Int64 = 5_000
    /// The lifetime of an open challenge.
    public var sessionMilliseconds: Int64 = 180_000
    /// The lifetime of a chain of challenges.
    public var chainMilliseconds: Int64 = 900_000
    /// The lifetime of the code of a text message.
    public var codeMilliseconds: Int64 = 180_000
    /// The time that a secret waits for its first code.
    public var pendingMilliseconds: Int64 = 900_000
    /// The lifetime of an access token.
    public var accessMilliseconds: Int64 = 3_600_000
    /// The time for which a replaced refresh token yields its successor.
    public var graceMilliseconds: Int64 = 10_000
    /// The number of steps before and after the current one whose codes are accepted.
    public var driftSteps: Int64 = 1
    /// The number of failures that brings the first lock.
    public var freeFailures = 5
    /// The longest lock, and the quiet time after which a ladder starts anew.
    public var quietMilliseconds: Int64 = 900_000
    /// The number of wrong codes in a row that closes a factor.
    public var closingFailures = 100
    /// The number of wrong codes after which a pending secret is given up.
    public var setUpTries = 10
    /// The number of wrong codes after which a sign-in's codes by message are given up.
    public var messageTries = 5
    /// The most messages of one sign-in, until a code is right.
    public var messagesPerSignIn = 3
    /// The time between the first and the second message of one sign-in.
    public var firstWaitMilliseconds: Int64 = 30_000
    /// The time between later messages of one sign-in.
    public var laterWaitMilliseconds: Int64 = 60_000
    /// The most changes to another factor in one sign-in.
    public var switchesPerSignIn = 5
    /// The lifetime of a browser session.
    public var browserMilliseconds: Int64 = 3_600_000

    /// Creates the limits of the rules.
    public init() {}
}

/// The state before a history begins.
public struct Premise: Sendable, Hashable {
    /// The pool's MFA settings.
    public var pool: PoolRule
    /// The users, by name.
    public var users: [String: User]

    /// Creates a premise.
    public init(pool: PoolRule, users: [String: User] = [:]) {
        (self.pool, self.users) = (pool, users)
    }

    /// A user who exists before the history begins.
    public struct User: Sendable, Hashable {
        /// The password; nil for none.
        public var password: String?
        /// The telephone number in E.164 form; nil for none.
        public var number: String?
        /// True when the number is verified.
        public var isNumberVerified = false
        /// The secret of the authenticator app in Base32.
        public var secret: String?
        /// The factors switched on.
        public var switchedOn: Set<Factor> = []
        /// The wrong codes in a row so far, by factor.
        public var consecutive: [Factor: Int] = [:]
        /// True when the user may sign in.
        public var isEnabled = true

        /// Creates a user with a password and nothing else.
        public init(password: String?) { self.password = password }
    }
}

/// All calls of a time, and the state before it: the history to audit.
public struct History: Sendable, Hashable {
    /// The state before the first call.
    public var premise: Premise
    /// The calls in any order; their spans order them.
    public var observations: [Observation]

    /// Creates a history.
    public init(premise: Premise, observations: [Observation] = []) {
        (self.premise, self.observations) = (premise, observations)
    }
}

/// A rule that a history breaks.
public struct Violation: Sendable, Hashable, CustomStringConvertible {
    /// The rule's id, as in `R58`.
    public var rule: String
    /// The violation in words.
    public var sentence: String
    /// The calls concerned.
    public var observations: [Observation]

    /// Creates a violation.
    public init(_ rule: String, _ sentence: String, _ observations: [Observation]) {
        (self.rule, self.sentence, self.observations) = (rule, sentence, observations)
    }

    /// The rule, the sentence, and a line for each call.
    public var description: String {
        "\(rule): \(sentence)" + observations.map { "\n    \($0)" }.joined()
    }
}
