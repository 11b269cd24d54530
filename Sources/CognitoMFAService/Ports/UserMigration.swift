public import UserPoolModel

/// Imports users from another directory, each at the first sign-in (Cognito's user migration trigger).
///
/// It is called only for a name that is unknown and not locked, never for one that was deleted. A throw or a time-out
/// counts as a wrong password. It answers InternalErrorException, or where unknown users are hidden as a wrong password
/// does: its text would tell a stranger that the name is unknown here. The time of a call tells that too.
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

    /// Creates a request, for tests of a trigger.
    public init(
        userPoolID: UserPoolID, clientID: AppClientID, username: Username, password: Password,
        validationData: [String: String] = [:]
    ) {
        self.userPoolID = userPoolID
        self.clientID = clientID
        self.username = username
        self.password = password
        self.validationData = validationData
    }
}

/// A user of another directory whose password was verified there.
///
/// A verified number or address is imported; an authenticator app is not. A pool that requires MFA asks for a factor at
/// once.
public struct MigratedUser: Sendable, Hashable, RedactedValue {
    /// The user's attributes, `phone_number_verified` and `email_verified` among them.
    public var attributes: UserAttributes

    /// Creates a migrated user with these attributes.
    public init(attributes: UserAttributes = [:]) { self.attributes = attributes }
}
