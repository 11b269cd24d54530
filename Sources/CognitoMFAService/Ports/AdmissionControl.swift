import AuthFlow
public import UserPoolModel

/// Decides who may try at all, before any password is hashed and any record is read: where a host throttles by address.
public protocol AdmissionControl: Sendable {
    /// Whether a public call may go on; a refusal answers ForbiddenException.
    func admits(_ attempt: AdmissionAttempt) async -> Bool
}

/// A public call that names a user.
public struct AdmissionAttempt: Sendable, Hashable {
    /// The operation, in Cognito's spelling, as in `InitiateAuth`.
    public let operation: String
    /// The app client it names.
    public let clientID: AppClientID
    /// The name it gives, as it was typed.
    public let username: Username
    /// Where the call comes from, if the host has said so by ``SourceAddress``.
    public let sourceAddress: String?

    package init(operation: String, clientID: AppClientID, username: Username) {
        self.operation = operation
        self.clientID = clientID
        self.username = username
        sourceAddress = SourceAddress.current
    }
}

/// Where a call comes from: the host sets it round the call, for only the host knows its proxies.
public enum SourceAddress {
    /// The address of the call under way; set it with `SourceAddress.$current.withValue("192.0.2.7") { … }`.
    @TaskLocal public static var current: String?
}

/// Lets everyone try.
public struct NoAdmissionControl: AdmissionControl {
    /// Lets everyone try.
    public init() {}
    /// Yes.
    public func admits(_ attempt: AdmissionAttempt) async -> Bool { true }
}
