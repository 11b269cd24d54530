public import CognitoMFACore
public import UserPoolModel

/// The user for whom an access token speaks, once its signature and claims are verified.
public struct Principal: Sendable, Hashable {
    /// The pool.
    public let userPoolID: UserPoolID
    /// The app client.
    public let clientID: AppClientID
    /// The user's name at the sign-in.
    public let username: Username
    /// The user's stable id; the record under the name must carry it.
    public let sub: UserSub
    /// The family the token belongs to.
    public let family: TokenFamilyID
    /// The revocation generation it was issued under.
    public let generation: UInt32
    /// The scopes it carries.
    public let scopes: Set<String>
    /// When the user signed in.
    public let authenticatedAt: UnixTime

    /// Puts together what a token says.
    public init(
        userPoolID: UserPoolID, clientID: AppClientID, username: Username, sub: UserSub, family: TokenFamilyID,
        generation: UInt32, scopes: Set<String>, authenticatedAt: UnixTime
    ) {
        self.userPoolID = userPoolID
        self.clientID = clientID
        self.username = username
        self.sub = sub
        self.family = family
        self.generation = generation
        self.scopes = scopes
        self.authenticatedAt = authenticatedAt
    }

    /// The scope that every access-token operation asks for.
    public static let userAdminScope = "aws.cognito.signin.user.admin"
}
