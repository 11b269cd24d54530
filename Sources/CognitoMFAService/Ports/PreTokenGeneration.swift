public import UserPoolModel

/// Changes the claims of tokens before they are signed (Cognito's pre token generation trigger, version 2).
///
/// It is called at each issue of tokens, after the decision is stored; nothing it returns is stored. When it throws, takes
/// too long, or its answer does not fit, the grant is lost (R94). The answer is UserLambdaValidationException,
/// UnexpectedLambdaException or InvalidLambdaResponseException. At a refresh the client keeps its refresh token; where
/// tokens rotate it must retry within the grace period, so do not throw to refuse a refresh.
public protocol PreTokenGeneration: Sendable {
    /// Returns the changes to the tokens of a grant.
    func customize(_ request: PreTokenGenerationRequest) async throws -> PreTokenGenerationResponse
}

/// Tokens that are about to be signed.
public struct PreTokenGenerationRequest: Sendable {
    /// The reason for new tokens, in Cognito's spelling.
    public enum TriggerSource: String, Sendable, Hashable, CaseIterable {
        /// A sign-in is complete.
        case authentication = "TokenGeneration_Authentication"
        /// A sign-in is complete with the answer to NEW_PASSWORD_REQUIRED.
        case newPasswordChallenge = "TokenGeneration_NewPasswordChallenge"
        /// A refresh token was used.
        case refreshTokens = "TokenGeneration_RefreshTokens"
    }

    /// The reason for new tokens.
    public let triggerSource: TriggerSource
    /// The pool.
    public let userPoolID: UserPoolID
    /// The app client.
    public let clientID: AppClientID
    /// The user's name.
    public let username: Username
    /// The user's attributes, with `sub` and `cognito:user_status`.
    public let userAttributes: UserAttributes
    /// The scopes of the access token.
    public let scopes: [String]
    /// The group claims of the tokens.
    public let groupConfiguration: GroupConfiguration
    /// The `ClientMetadata` of the operation; empty for InitiateAuth and AdminInitiateAuth, as in Cognito.
    public let clientMetadata: [String: String]

    /// Creates a request, for tests of a trigger.
    public init(
        triggerSource: TriggerSource, userPoolID: UserPoolID, clientID: AppClientID, username: Username,
        userAttributes: UserAttributes = [:], scopes: [String] = ["aws.cognito.signin.user.admin"],
        groupConfiguration: GroupConfiguration = GroupConfiguration(), clientMetadata: [String: String] = [:]
    ) {
        self.triggerSource = triggerSource
        self.userPoolID = userPoolID
        self.clientID = clientID
        self.username = username
        self.userAttributes = userAttributes
        self.scopes = scopes
        self.groupConfiguration = groupConfiguration
        self.clientMetadata = clientMetadata
    }
}

/// The changes to the tokens of a grant: at most 5,000 claims and scopes together.
///
/// Of an added and suppressed name, the suppression counts. A change to a claim that cannot be changed is ignored: `sub`,
/// `iss`, `aud`, `exp` and the like, `scope`, and names that begin with `cognito:`.
///
/// Source: developer guide, pre token generation trigger, excluded claims and scopes.
public struct PreTokenGenerationResponse: Sendable, Hashable {
    /// The changes to the ID token.
    public var idTokenGeneration: ClaimOverrides
    /// The changes to the access token, in which `aud` may be added if it is the client's id.
    public var accessTokenGeneration: ClaimOverrides
    /// Further scopes of the access token: printable ASCII characters but the space, `"` and `\` (RFC 6749, scope-token).
    public var scopesToAdd: [String]
    /// Scopes that the access token shall not have.
    public var scopesToSuppress: Set<String>
    /// The group claims in place of the request's; nil leaves those, and an empty value removes them.
    public var groupOverrideDetails: GroupConfiguration?

    /// Creates changes; by default none.
    public init(
        idTokenGeneration: ClaimOverrides = ClaimOverrides(), accessTokenGeneration: ClaimOverrides = ClaimOverrides(),
        scopesToAdd: [String] = [], scopesToSuppress: Set<String> = [],
        groupOverrideDetails: GroupConfiguration? = nil
    ) {
        self.idTokenGeneration = idTokenGeneration
        self.accessTokenGeneration = accessTokenGeneration
        self.scopesToAdd = scopesToAdd
        self.scopesToSuppress = scopesToSuppress
        self.groupOverrideDetails = groupOverrideDetails
    }
}

extension PreTokenGenerationRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The trigger source, without personal data.
    public var description: String { "PreTokenGenerationRequest(\(triggerSource.rawValue), redacted)" }
    /// The trigger source, without personal data.
    public var debugDescription: String { description }
    /// A mirror without children, because `dump` prints the children of a mirror.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
