public import UserPoolModel

/// Decides which administrators there are and what each may do.
///
/// The wire keeps no secret: it asks for one, verifies the signature, and asks again what its holder may do. Both answers
/// are no unless implemented.
public protocol AdminAuthorizer: Sendable {
    /// The secret of an access key, or nil when there is no such key.
    ///
    /// The caller has proved nothing yet. An unknown key and a wrong signature answer alike, after the same work; let an
    /// unknown key take no longer here than a known one.
    func secret(of accessKeyID: String) async throws -> SecretAccessKey?
    /// Whether the holder of a key may make a call; the signature was right.
    func allows(_ call: AdminCall) async throws -> Bool
}

extension AdminAuthorizer {
    /// There is no such key.
    public func secret(of accessKeyID: String) async throws -> SecretAccessKey? { nil }
    /// No.
    public func allows(_ call: AdminCall) async throws -> Bool { false }
}

/// A call of an administrator whose signature was right.
public struct AdminCall: Sendable, Hashable {
    /// Who calls: the id of the access key.
    public let accessKeyID: String
    /// The operation, in Cognito's spelling, as in `AdminGetUser`.
    public let operation: String
    /// The pool it names; nil for CreateUserPool and ListUserPools.
    public let userPoolID: UserPoolID?
    /// Where it comes from, if the host has said so.
    public let sourceAddress: String?
}

/// Nobody is an administrator.
public struct NoAdministrators: AdminAuthorizer {
    /// An authorizer that knows nobody.
    public init() {}
}

/// A few access keys, held in memory.
public struct AdminKeys: AdminAuthorizer {
    private let secrets: [String: SecretAccessKey]
    private let rule: @Sendable (AdminCall) -> Bool

    /// Takes secrets by access key id, and what their holders may do.
    ///
    /// - Parameters:
    ///   - secrets: as in `["AKIDEXAMPLE": "wJalr…"]`.
    ///   - rule: as in `{ $0.userPoolID == "eu-west-1_main" }`; there is no default.
    public init(_ secrets: [String: SecretAccessKey], allowing rule: @escaping @Sendable (AdminCall) -> Bool) {
        self.secrets = secrets
        self.rule = rule
    }

    /// The secret, if the key is one of those given.
    public func secret(of accessKeyID: String) async throws -> SecretAccessKey? { secrets[accessKeyID] }

    /// What the rule says.
    public func allows(_ call: AdminCall) async throws -> Bool { rule(call) }
}
