public import UserPoolModel

/// A call of an administrator whose signature was right.
public struct AdminCall: Sendable, Hashable {
    /// The caller: the id of the access key.
    public let accessKeyID: String
    /// The operation, in Cognito's spelling, as in `AdminGetUser`.
    public let operation: String
    /// The pool that the call names; nil for CreateUserPool and ListUserPools.
    public let userPoolID: UserPoolID?
    /// The client's IP address, if your server has passed one.
    public let sourceAddress: String?
}
