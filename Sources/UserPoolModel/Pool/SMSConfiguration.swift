/// The SMS role of a pool (Cognito's `SmsConfigurationType`).
///
/// The service sends through the host's `SMSSender`; the role is only stored.
public struct SMSConfiguration: Sendable, Hashable {
    /// The ARN of the role that may publish: 20-2,048 characters.
    public var snsCallerARN: String
    /// The external id of the role's trust policy.
    public var externalID: String?
    /// The region that sends the messages.
    public var snsRegion: String?

    /// Creates a configuration; the default role stands for the host's own sender.
    public init(
        snsCallerARN: String = "arn:aws:iam::000000000000:role/in-process", externalID: String? = nil,
        snsRegion: String? = nil
    ) {
        self.snsCallerARN = snsCallerARN
        self.externalID = externalID
        self.snsRegion = snsRegion
    }
}
