public import UserPoolModel

/// Admits or refuses public calls before a password is hashed or a record is read; a host throttles by address here.
public protocol AdmissionControl: Sendable {
    /// Returns true when a public call may go on; false makes the answer ForbiddenException.
    func admits(_ attempt: AdmissionAttempt) async -> Bool
}

/// A public call that names a user.
public struct AdmissionAttempt: Sendable, Hashable {
    /// The operation in Cognito's spelling, such as `InitiateAuth`.
    public let operation: String
    /// The app client that the call names.
    public let clientID: AppClientID
    /// The username as typed.
    public let username: Username
    /// The source address, if the host has set ``SourceAddress``; otherwise nil.
    public let sourceAddress: String?

    package init(operation: String, clientID: AppClientID, username: Username) {
        self.operation = operation
        self.clientID = clientID
        self.username = username
        sourceAddress = SourceAddress.current
    }
}

/// The source address of a call.
///
/// The host sets it for the call, because only the host knows its proxies.
public enum SourceAddress {
    /// The address of the current call; set with `SourceAddress.$current.withValue("192.0.2.7") { … }`.
    @TaskLocal public static var current: String?
}

/// Admits every call.
public struct NoAdmissionControl: AdmissionControl {
    /// Creates an admission control that admits every call.
    public init() {}
    /// Returns true.
    public func admits(_ attempt: AdmissionAttempt) async -> Bool { true }
}

/// The calling administrator, for the audit log.
///
/// The wire endpoint sets the id of the access key. A host that calls in process sets a name of its own for the call.
public enum AdministratorIdentity {
    /// The caller; set with `AdministratorIdentity.$current.withValue("help-desk/grace") { … }`.
    @TaskLocal public static var current: String?
}
