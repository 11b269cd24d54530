public import CognitoMFACore
public import UserPoolModel

/// One call for an audit log: the operation, the caller, the source address and the user concerned.
///
/// It holds no password, code, token or session, and no text typed by a caller.
public struct AuditEntry: Sendable, Hashable {
    /// The operation in Cognito's spelling, such as `InitiateAuth`; nil when the request names no offered operation.
    public let operation: String?
    /// The pool that the call named or led to; nil for none.
    public let userPoolID: UserPoolID?
    /// The app client that the call named or whose token it carried; nil for none.
    public let clientID: AppClientID?
    /// The source address that the host set as `SourceAddress`; nil for none.
    public let sourceAddress: String?
    /// The caller that was set as `AdministratorIdentity`; nil for none.
    ///
    /// In a refusal for a wrong signature the identity is only asserted, not proved.
    public let administrator: String?
    /// The user that the call found; nil for none.
    public let subject: EventSubject?
    /// The digest of a typed name or access key that is unknown or was not looked up: 16 hexadecimal digits.
    ///
    /// It is keyed by the service's key ring, so that only its holder can test names against a log. A name has the same
    /// digest in every pool and in any case, until the ring has a new newest root.
    public let nameDigest: String?
    /// The end of the call.
    public let time: UnixTime

    package init(
        operation: String?, userPoolID: UserPoolID?, clientID: AppClientID?, sourceAddress: String?,
        administrator: String?, subject: EventSubject?, nameDigest: String?, time: UnixTime
    ) {
        self.operation = operation
        self.userPoolID = userPoolID
        self.clientID = clientID
        self.sourceAddress = sourceAddress
        self.administrator = administrator
        self.subject = subject
        self.nameDigest = nameDigest
        self.time = time
    }
}
