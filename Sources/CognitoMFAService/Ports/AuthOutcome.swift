public import AuthFlow
public import UserPoolModel

/// The result of one step of a sign-in: tokens, or the next challenge.
///
/// It is the response of InitiateAuth and RespondToAuthChallenge.
public enum AuthOutcome: Sendable, CustomStringConvertible {
    /// The user is signed in.
    case authenticated(AuthenticationResult)
    /// The user must answer a challenge.
    case challenged(Challenge)

    /// The tokens, if the user is signed in.
    public var authenticationResult: AuthenticationResult? {
        if case .authenticated(let result) = self { result } else { nil }
    }

    /// The challenge, if there is one.
    public var challenge: Challenge? { if case .challenged(let challenge) = self { challenge } else { nil } }

    /// The kind of outcome, without tokens.
    public var description: String {
        switch self {
        case .authenticated: "authenticated"
        case .challenged(let challenge): "challenged with \(challenge.name)"
        }
    }
}

/// The tokens of a sign-in.
public struct AuthenticationResult: Sendable, CustomStringConvertible {
    /// The token for the user's own operations, such as AssociateSoftwareToken.
    public let accessToken: AccessToken
    /// The token that describes the user to the app.
    public let idToken: IDToken
    /// The token that obtains new tokens; nil when none was issued.
    public let refreshToken: RefreshToken?
    /// The lifetime of the access token, in seconds.
    public let expiresIn: Int
    /// The type of the access token: `Bearer` (RFC 6750).
    public let tokenType: String

    /// Creates a result from the tokens of an issuer.
    public init(
        accessToken: AccessToken, idToken: IDToken, refreshToken: RefreshToken?, expiresIn: Int,
        tokenType: String = "Bearer"
    ) {
        self.accessToken = accessToken
        self.idToken = idToken
        self.refreshToken = refreshToken
        self.expiresIn = expiresIn
        self.tokenType = tokenType
    }

    /// The lifetime, without tokens.
    public var description: String { "AuthenticationResult(expires in \(expiresIn) s)" }
}
