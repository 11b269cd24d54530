/// A message may or may not have been sent; by the contract of `SMSSender` it counts as sent.
public struct SNSUnknownOutcome: Error, Sendable, Hashable {
    /// The cause, without number, text or secret.
    public let cause: String
}

/// A setting with which no sender can be created.
public enum SNSConfigurationError: String, Error, Sendable, CustomStringConvertible {
    /// The region is not 1-32 letters, digits and hyphens.
    case region = "The region of SNS must be 1-32 letters, digits and hyphens."
    /// The endpoint is not a URL of a host, or of a host and a path.
    case endpoint = "The endpoint of SNS must be an http or https URL without user, query and fragment."
    /// The sender ID is not 1-11 letters, digits and hyphens with a letter among them.
    case senderID = "A sender ID must be 1-11 letters, digits and hyphens, a letter among them."

    /// The rule that was broken.
    public var description: String { rawValue }
}
