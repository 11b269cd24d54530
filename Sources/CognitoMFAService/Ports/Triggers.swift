/// The host's own steps in the pool's operations (Cognito's Lambda triggers), each of them optional.
///
/// A call has five seconds and is made once. It runs in process, sees no code and no token, and cannot change a record.
///
/// Source: developer guide, customizing user pool workflows with Lambda triggers.
public struct Triggers: Sendable {
    /// Imports users from another directory, before the decision of a sign-in.
    public var userMigration: (any UserMigration)?
    /// Words messages, after the decision is stored.
    public var customMessage: (any CustomMessage)?
    /// Changes the claims of tokens, after the decision is stored and before they are signed.
    public var preTokenGeneration: (any PreTokenGeneration)?

    /// Creates a set of triggers; those that are left out do nothing.
    public init(
        userMigration: (any UserMigration)? = nil, customMessage: (any CustomMessage)? = nil,
        preTokenGeneration: (any PreTokenGeneration)? = nil
    ) {
        self.userMigration = userMigration
        self.customMessage = customMessage
        self.preTokenGeneration = preTokenGeneration
    }
}

/// A refusal by a trigger, with a text for the caller.
///
/// It answers UserLambdaValidationException `<Trigger> failed with error <message>.` Of any other error that a trigger
/// throws, the caller reads the name of its type only.
public struct TriggerError: Error, Sendable, Hashable {
    /// The text that the caller reads, without a full stop.
    public let message: String

    /// Creates a refusal.
    public init(_ message: String) { self.message = message }
}
