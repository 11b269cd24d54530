public import CognitoMFACore
public import UserPoolModel

/// The answer to a challenge.
///
/// A server builds it; each challenge's file has the table between it and the wire's `ChallengeResponses`.
@nonexhaustive public enum ChallengeAnswer: Sendable {
    /// The code of a text message.
    case smsMFA(code: OneTimeCode)
    /// The code of an e-mail.
    case emailOTP(code: OneTimeCode)
    /// The code of an authenticator app.
    case softwareTokenMFA(code: OneTimeCode)
    /// The factor chosen.
    case selectMFAType(MFAType)
    /// The authenticator app is associated and verified.
    case mfaSetup
    /// An address to receive codes at, where the pool takes e-mail for a factor.
    case mfaSetupByEmail(String)
    /// The user's own password, and attributes the challenge asked for.
    case newPassword(Password, attributes: UserAttributes = [:])

    /// The challenge that this answers.
    public var challengeName: ChallengeName { type(of: rules).challengeName }

    /// The answer as `ChallengeResponses`, without USERNAME.
    public var responses: RequestParameters { rules.responses }

    /// The password that the answer sets, if it sets one.
    package var newPassword: Password? { rules.newPassword }

    /// True if an alias that the answer sets must be the user's alone, or the answer fails.
    package var mustReserveAliases: Bool { rules.mustReserveAliases }

    /// Reads `ChallengeResponses`.
    ///
    /// - Throws: InvalidParameterException `Missing required parameter <KEY>`; UnsupportedOperationException for a
    ///   challenge that is not offered.
    package init(_ name: ChallengeName, _ responses: RequestParameters) throws(CognitoError) {
        guard let rules = ChallengeCatalog.answers(to: name) else { throw .challengeNotSupported(name) }
        self = try rules.init(responses).answer
    }
}
