public import CognitoMFACore
public import UserPoolModel

/// The right to tokens, won by a sign-in and stored before it leaves.
///
/// Times come from it, not from the signer's clock.
public struct TokenGrant: Sendable, Hashable {
    /// Sixteen random bytes, this grant's own; the `jti` claims come from them.
    public let id: [UInt8]
    /// The family of tokens that the grant begins, or refreshes.
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
    /// The scopes of the access token, in the order of its `scope` claim.
    public package(set) var scopes: [String]
    /// The names of the user's groups, best precedence first, for the `cognito:groups` claim.
    public package(set) var groups: [String]
    /// The roles of the groups, for the `cognito:roles` claim of the ID token.
    public package(set) var roles: [String]
    /// The role of the best group, for the `cognito:preferred_role` claim of the ID token.
    public package(set) var preferredRole: String?
    /// The changes to the claims of the ID token; an issuer lets none replace a claim of its own.
    public package(set) var idTokenClaims: ClaimOverrides
    /// The changes to the claims of the access token; an issuer lets none replace a claim of its own.
    public package(set) var accessTokenClaims: ClaimOverrides
    /// The way the first factor was proved; nil where that is not known.
    package let firstFactor: FirstFactor?
    /// The second factors answered in the sign-in; nil where that is not known.
    package let factorsUsed: FactorSet?

    /// The ways the user has proved to be who they are, by the names of the `amr` claim: `pwd`, `sms`, `otp`, and `mfa`
    /// with a second factor.
    ///
    /// Empty for a sign-in of which they are not known. Source: RFC 8176, 2.
    public var authenticationMethods: [String] {
        guard let firstFactor, let factorsUsed else { return [] }
        var methods = [firstFactor.authenticationMethod]
        for factor in factorsUsed.inOrder where !methods.contains(factor.authenticationMethod) {
            methods.append(factor.authenticationMethod)
        }
        return factorsUsed.isEmpty ? methods : methods + ["mfa"]
    }

    /// The group claims, together.
    package var groupConfiguration: GroupConfiguration {
        get {
            GroupConfiguration(groupsToOverride: groups, iamRolesToOverride: roles, preferredRole: preferredRole)
        }
        set {
            (groups, roles) = (newValue.groupsToOverride, newValue.iamRolesToOverride)
            preferredRole = newValue.preferredRole
        }
    }

    package init(
        id: [UInt8], family: TokenFamilyID, generation: UInt32, userPoolID: UserPoolID, client: AppClient,
        username: Username, sub: UserSub, attributes: UserAttributes, authenticatedAt: UnixTime, issuedAt: UnixTime,
        scopes: [String] = [Principal.userAdminScope], groups: [String] = [],
        roles: [String] = [], preferredRole: String? = nil,
        idTokenClaims: ClaimOverrides = ClaimOverrides(), accessTokenClaims: ClaimOverrides = ClaimOverrides(),
        firstFactor: FirstFactor? = nil, factorsUsed: FactorSet? = nil
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
        self.scopes = scopes
        self.groups = groups
        self.roles = roles
        self.preferredRole = preferredRole
        self.idTokenClaims = idTokenClaims
        self.accessTokenClaims = accessTokenClaims
        self.firstFactor = firstFactor
        self.factorsUsed = factorsUsed
    }
}

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

extension TokenGrant: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The user's id, without personal data.
    public var description: String { "TokenGrant(\(sub), redacted)" }
    /// The user's id, without personal data.
    public var debugDescription: String { description }
    /// A mirror without children, because `dump` prints the children of a mirror.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
