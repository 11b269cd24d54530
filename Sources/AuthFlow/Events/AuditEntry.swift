public import CognitoMFACore
public import UserPoolModel

/// One call as an audit log wants it: the operation, the caller, the place it came from and the user it was about.
///
/// It holds no password, code, token or session, and no text that a caller has typed.
public struct AuditEntry: Sendable, Hashable {
    /// The operation in Cognito's spelling, as in `InitiateAuth`; nil when a request names none that is offered.
    public let operation: String?
    /// The pool, if the call has named one or led to one.
    public let userPoolID: UserPoolID?
    /// The app client, if the call has named one or carried a token of one.
    public let clientID: AppClientID?
    /// The address as the host gave it by `SourceAddress`.
    public let sourceAddress: String?
    /// The caller as `AdministratorIdentity` has it; in a refusal for a wrong signature it is not proved.
    public let administrator: String?
    /// The user that the call has found.
    public let subject: EventSubject?
    /// The digest of a typed name or access key that belongs to nobody, or was not looked up: 16 hexadecimal digits.
    ///
    /// It is keyed by the service's key ring, so that nobody can try names against a log without it. One name has one
    /// digest, in every pool and in capitals too, until the ring has another newest root.
    public let nameDigest: String?
    /// The time at which the call ended.
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
