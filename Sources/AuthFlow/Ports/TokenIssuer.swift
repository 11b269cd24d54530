public import CognitoMFACore
public import UserPoolModel

/// Makes tokens of grants and verifies access tokens.
///
/// `CognitoMFATokens` has the one that makes Cognito's.
public protocol TokenIssuer: Sendable {
    /// Makes the access and the ID token; the refresh token is the service's own, and one returned here is replaced. The grant is already accounted for: a throw loses it, and the user signs in again. When it throws and the caller has gone, it is called once more, outside the cancellation.
    func issue(_ grant: TokenGrant) async throws -> AuthenticationResult
    /// Verifies an access token by itself; the service then asks the user's record.
    func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict
}

/// The right to tokens, won by a sign-in and stored before it leaves.
///
/// Times come from it, not from the signer's clock.
public struct TokenGrant: Sendable, Hashable {
    /// Sixteen random bytes, this grant's own; the `jti` claims come from them.
    public let id: [UInt8]
    /// The family of tokens that the grant founds, or refreshes.
    public let family: TokenFamilyID
    /// The revocation generation of the user at the grant.
    public let generation: UInt32
    /// The pool.
    public let userPoolID: UserPoolID
    /// The app client with its validities.
    public let client: AppClient
    /// The user's name.
    public let username: Username
    /// The user's stable id.
    public let sub: UserSub
    /// The user's attributes, for the ID token.
    public let attributes: UserAttributes
    /// When the user signed in, kept on refresh.
    public let authenticatedAt: UnixTime
    /// When the tokens count as issued.
    public let issuedAt: UnixTime

    package init(
        id: [UInt8], family: TokenFamilyID, generation: UInt32, userPoolID: UserPoolID, client: AppClient,
        username: Username, sub: UserSub, attributes: UserAttributes, authenticatedAt: UnixTime, issuedAt: UnixTime
    ) {
        self.id = id
        self.family = family
        self.generation = generation
        self.userPoolID = userPoolID
        self.client = client
        self.username = username
        self.sub = sub
        self.attributes = attributes
        self.authenticatedAt = authenticatedAt
        self.issuedAt = issuedAt
    }
}

/// The id of a family of tokens, all from one sign-in: 90 bits, in twelve bytes whose first six bits are zero.
public struct TokenFamilyID: Sendable, Hashable {
    /// Twelve bytes, the first six bits zero.
    public let bytes: [UInt8]

    /// Takes twelve bytes and clears the first six bits; shorter input is filled up with zeros, longer cut.
    public init(_ bytes: some Collection<UInt8>) {
        var twelve = Array(bytes.prefix(12))
        twelve += [UInt8](repeating: 0, count: 12 - twelve.count)
        twelve[0] &= 0b11
        self.bytes = twelve
    }
}

/// Who an access token speaks for, once its signature and claims hold.
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

/// What an access token turned out to be.
public enum AccessTokenVerdict: Sendable, Hashable {
    /// Ours, and in time.
    case valid(Principal)
    /// Not ours, not an access token, or altered.
    case malformed
    /// Ours, and past its time.
    case expired
}
