/// The SMS role of a pool (Cognito's `SmsConfigurationType`).
///
/// In process the host's `SMSSender` sends and the role is kept as told.
public struct SMSConfiguration: Sendable, Hashable {
    /// The role that may publish, 20-2048 characters.
    public var snsCallerARN: String
    /// The external id of the role's trust policy.
    public var externalID: String?
    /// The region messages go out from.
    public var snsRegion: String?

    /// Names a role; the default one says that the host itself sends.
    public init(
        snsCallerARN: String = "arn:aws:iam::000000000000:role/in-process", externalID: String? = nil,
        snsRegion: String? = nil
    ) {
        self.snsCallerARN = snsCallerARN
        self.externalID = externalID
        self.snsRegion = snsRegion
    }
}
