public import CognitoMFACore
public import UserPoolModel

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
