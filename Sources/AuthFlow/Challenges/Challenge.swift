public import UserPoolModel

/// The challenge that a client must answer next.
///
/// Cognito adds to these, so a switch over them needs `@unknown default`; a switch over `AuthOutcome` with
/// `case .challenged(let other)` does not.
@nonexhaustive public enum Challenge: Sendable {
    /// The code of a text message.
    case smsMFA(CodeDelivery)
    /// The code of an e-mail.
    case emailOTP(CodeDelivery)
    /// The code of an authenticator app.
    case softwareTokenMFA(SoftwareTokenMFA)
    /// A choice among the user's factors.
    case selectMFAType(SelectMFAType)
    /// Setting up a factor: associate, verify, then answer.
    case mfaSetup(MFASetup)
    /// A password of the user's own.
    case newPasswordRequired(NewPasswordRequired)

    /// Cognito's name of the challenge.
    public var name: ChallengeName { content.name }

    /// The session that the answer must carry.
    public var session: SessionHandle { content.payload.session }

    /// The challenge parameters exactly as on the wire.
    public var parameters: [String: String] { content.payload.parameters }

    /// The challenge of a session that was stored.
    ///
    /// - Parameter missing: attributes that the pool asks for and the user has not.
    package init(
        _ session: ChallengeSession, of user: Shared<UserAuthRecord>, handle: SessionHandle,
        missing: [AttributeName] = []
    ) {
        self.init(session.state, of: OpenedSession(handle: handle, user: user, missing: missing))
    }
}
