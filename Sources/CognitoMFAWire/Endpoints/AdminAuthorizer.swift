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
