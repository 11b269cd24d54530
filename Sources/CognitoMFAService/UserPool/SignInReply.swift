public import AuthFlow
public import UserPoolModel

/// The result of one step of a sign-in, as JSON for the server's own client.
///
/// Exactly one of its two members is there. It holds tokens: send it to the user who signs in, and nowhere else.
public struct SignInReply: Sendable, Hashable, Codable {
    /// The tokens, if the user is signed in.
    public var tokens: TokensReply?
    /// The challenge that the client must answer next.
    public var challenge: ChallengeReply?

    /// Creates the reply to a step.
    public init(_ outcome: AuthOutcome) {
        tokens = outcome.authenticationResult.map { TokensReply($0) }
        challenge = outcome.challenge.map { ChallengeReply($0) }
    }
}

/// The tokens of a sign-in or a refresh, as JSON.
public struct TokensReply: Sendable, Hashable, Codable {
    /// The token for the user's own operations.
    public var accessToken: AccessToken
    /// The token that describes the user to the app.
    public var idToken: IDToken
    /// The token that obtains new tokens; nil when none was issued.
    public var refreshToken: RefreshToken?
    /// The lifetime of the access token, in seconds.
    public var expiresIn: Int
    /// The type of the access token: `Bearer`.
    public var tokenType: String

    /// Creates the reply with the tokens of a result.
    public init(_ result: AuthenticationResult) {
        accessToken = result.accessToken
        idToken = result.idToken
        refreshToken = result.refreshToken
        expiresIn = result.expiresIn
        tokenType = result.tokenType
    }
}

/// A challenge, as JSON: its name, its session and what the user needs to answer it.
public struct ChallengeReply: Sendable, Hashable, Codable {
    /// Cognito's name of the challenge.
    public var name: ChallengeName
    /// The session that the answer must carry.
    public var session: SessionHandle
    /// The masked destination of a code.
    public var sentTo: String?
    /// The medium of a code: `SMS` or `EMAIL`.
    public var deliveryMedium: String?
    /// The name that the user gave the authenticator app.
    public var friendlyDeviceName: String?
    /// The factors to choose from, or to set up.
    public var choices: [MFAType]?
    /// The attributes that a new password must bring along.
    public var requiredAttributes: [AttributeName]?

    /// Creates the reply with a challenge.
    public init(_ challenge: Challenge) {
        name = challenge.name
        session = challenge.session
        switch challenge {
        case .smsMFA(let sent), .emailOTP(let sent):
            sentTo = sent.delivery.destination
            deliveryMedium = sent.delivery.deliveryMedium
        case .softwareTokenMFA(let app): friendlyDeviceName = app.friendlyDeviceName
        case .selectMFAType(let choice): choices = choice.choices
        case .mfaSetup(let setUp): choices = setUp.choices
        case .newPasswordRequired(let password): requiredAttributes = password.requiredAttributes
        }
    }
}
