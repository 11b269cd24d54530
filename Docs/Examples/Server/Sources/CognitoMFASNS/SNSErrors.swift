/// Nobody knows whether a message was sent: by the contract of `SMSSender` it counts as sent.
public struct SNSUnknownOutcome: Error, Sendable, Hashable {
    /// What came in place of an answer; holds no number, text or secret.
    public let cause: String
}

/// What a sender cannot be made of.
public enum SNSConfigurationError: String, Error, Sendable, CustomStringConvertible {
    /// The region is not 1-32 letters, digits and hyphens.
    case region = "The region of SNS must be 1-32 letters, digits and hyphens."
    /// The endpoint is no URL of a host alone, or of a host and a path.
    case endpoint = "The endpoint of SNS must be an http or https URL without user, query and fragment."
    /// The sender ID is not 1-11 letters, digits and hyphens with a letter among them.
    case senderID = "A sender ID must be 1-11 letters, digits and hyphens, a letter among them."

    /// What is asked for.
    public var description: String { rawValue }
}
