import AuthFlow
public import UserPoolModel

/// Imports users from another directory, each at the first sign-in (Cognito's user migration trigger).
///
/// It is called only for a name that is unknown and not locked, never for one that was deleted. A throw answers
/// InternalErrorException: its text would tell a stranger that the name is unknown here.
public protocol UserMigration: Sendable {
    /// Returns the user with this name and password; nil when there is none or the password is wrong.
    func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser?
}

/// A sign-in of somebody whom the pool does not know.
public struct UserMigrationRequest: Sendable {
    /// The pool.
    public let userPoolID: UserPoolID
    /// The app client of the sign-in.
    public let clientID: AppClientID
    /// The name as it was typed.
    public let username: Username
    /// The password as it was typed.
    public let password: Password
    /// The `ClientMetadata` of InitiateAuth or AdminInitiateAuth.
    public let validationData: [String: String]
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
