import AuthFlow
public import UserPoolModel

/// Brings users over from another directory, one by one as they sign in (Cognito's user migration trigger).
///
/// Asked only for a name that is unknown and not locked, never for one that was deleted.
public protocol UserMigration: Sendable {
    /// The user with this name and password in the other directory, or nil when there is none or the password is wrong.
    func migrate(_ username: Username, password: Password, pool: UserPoolID) async throws -> MigratedUser?
}

/// A user of another directory who has proved the password there.
///
/// A second factor does not come along but a verified number or address does: a pool that requires MFA asks for one at
/// once.
public struct MigratedUser: Sendable, Hashable {
    /// The user's attributes, `phone_number_verified` and `email_verified` among them.
    public var attributes: UserAttributes

    /// Takes the attributes.
    public init(attributes: UserAttributes = [:]) { self.attributes = attributes }
}

/// No other directory.
public struct NoUserMigration: UserMigration {
    /// No other directory.
    public init() {}
    /// Nobody.
    public func migrate(_ username: Username, password: Password, pool: UserPoolID) async throws -> MigratedUser? {
        nil
    }
}
