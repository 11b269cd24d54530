public import AuthFlow
public import UserPoolModel

/// What a step of a sign-in leads to: tokens, or the next challenge (the response of InitiateAuth and RespondToAuthChallenge).
public enum AuthOutcome: Sendable, CustomStringConvertible {
    /// Signed in.
    case authenticated(AuthenticationResult)
    /// Another answer is needed.
    case challenged(Challenge)

    /// The tokens, if signed in.
    public var authenticationResult: AuthenticationResult? {
        if case .authenticated(let result) = self { result } else { nil }
    }

    /// The challenge, if there is one.
    public var challenge: Challenge? { if case .challenged(let challenge) = self { challenge } else { nil } }

    /// What happened, without tokens.
    public var description: String {
        switch self {
        case .authenticated: "authenticated"
        case .challenged(let challenge): "challenged with \(challenge.name)"
        }
    }
}

/// The tokens of a sign-in.
public struct AuthenticationResult: Sendable, CustomStringConvertible {
    /// For the operations of the user: AssociateSoftwareToken and its kin.
    public let accessToken: AccessToken
    /// Who the user is, for the app.
    public let idToken: IDToken
    /// For new tokens later.
    public let refreshToken: RefreshToken?
    /// How long the access token lives, in seconds.
    public let expiresIn: Int
    /// `Bearer`.
    public let tokenType: String

    /// Puts together what an issuer made.
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
