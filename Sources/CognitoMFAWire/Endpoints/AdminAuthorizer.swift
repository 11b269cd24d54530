public import UserPoolModel

/// Knows the administrators' access keys, and decides which calls each key may make.
///
/// The endpoint keeps no secret. For every call it asks for the secret, verifies the signature, and then asks for the
/// permission. By default there is no key and no permission.
public protocol AdminAuthorizer: Sendable {
    /// Returns the secret of an access key, or nil when there is no such key.
    ///
    /// The caller has proved nothing yet. An unknown key and a wrong signature get the same answer after the same work.
    /// Let the look-up of an unknown key take as long as that of a known one.
    func secret(of accessKeyID: String) async throws -> SecretAccessKey?
    /// Returns true when the holder of a key may make a call; its signature was right.
    func allows(_ call: AdminCall) async throws -> Bool
}

extension AdminAuthorizer {
    /// Returns nil: there is no such key.
    public func secret(of accessKeyID: String) async throws -> SecretAccessKey? { nil }
    /// Returns false: no call is allowed.
    public func allows(_ call: AdminCall) async throws -> Bool { false }
}

/// An authorizer without administrators: it refuses every call.
public struct NoAdministrators: AdminAuthorizer {
    /// Creates the authorizer.
    public init() {}
}

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

/// An authorizer of a few access keys, held in memory.
public struct AdminKeys: AdminAuthorizer {
    private let secrets: [String: SecretAccessKey]
    private let rule: @Sendable (AdminCall) -> Bool

    /// Creates an authorizer from secrets and one rule for all keys.
    ///
    /// - Parameters:
    ///   - secrets: the secrets by access key id, as in `["AKIDEXAMPLE": "wJalr…"]`.
    ///   - rule: returns true for an allowed call, as in `{ $0.userPoolID == "eu-west-1_main" }`; there is no default.
    public init(_ secrets: [String: SecretAccessKey], allowing rule: @escaping @Sendable (AdminCall) -> Bool) {
        (self.secrets, self.rule) = (secrets, rule)
    }

    /// Returns the secret, if the key is one of those given.
    public func secret(of accessKeyID: String) async throws -> SecretAccessKey? { secrets[accessKeyID] }

    /// Returns the rule's decision.
    public func allows(_ call: AdminCall) async throws -> Bool { rule(call) }
}
