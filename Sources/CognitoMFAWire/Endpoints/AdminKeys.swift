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
        self.secrets = secrets
        self.rule = rule
    }

    /// Returns the secret, if the key is one of those given.
    public func secret(of accessKeyID: String) async throws -> SecretAccessKey? { secrets[accessKeyID] }

    /// Returns the rule's decision.
    public func allows(_ call: AdminCall) async throws -> Bool { rule(call) }
}
