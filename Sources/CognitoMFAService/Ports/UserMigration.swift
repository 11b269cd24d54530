import AuthFlow
public import UserPoolModel

/// Imports users from another directory, each at the first sign-in (Cognito's user migration trigger).
///
/// It is called only for a name that is unknown and not locked, never for one that was deleted.
public protocol UserMigration: Sendable {
    /// Returns the user with this name and password; nil when there is none or the password is wrong.
    func migrate(_ username: Username, password: Password, pool: UserPoolID) async throws -> MigratedUser?
}

/// A user of another directory whose password was verified there.
///
/// A verified number or address is imported; an authenticator app is not. A pool that requires MFA asks for a factor at
/// once.
public struct MigratedUser: Sendable, Hashable {
    /// The user's attributes, `phone_number_verified` and `email_verified` among them.
    public var attributes: UserAttributes

    /// Creates a migrated user with these attributes.
    public init(attributes: UserAttributes = [:]) { self.attributes = attributes }
}

/// The migration of a pool without another directory.
public struct NoUserMigration: UserMigration {
    /// Creates a migration that finds no users.
    public init() {}
    /// Returns nil.
    public func migrate(_ username: Username, password: Password, pool: UserPoolID) async throws -> MigratedUser? {
        nil
    }
}
