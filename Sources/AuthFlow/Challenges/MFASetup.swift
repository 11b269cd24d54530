public import UserPoolModel

extension Challenge {
    /// The pool asks for a factor and the user has none.
    public struct MFASetup: Sendable {
        /// The session that AssociateSoftwareToken must carry; each call answers the next one.
        public let session: SessionHandle
        /// The user's real name.
        public let username: Username
        /// The factors the pool takes.
        ///
        /// Only `MFAType.softwareToken` can be set up here; for SMS a number must be added first.
        public let choices: [MFAType]

        init(_ opened: OpenedSession, among choices: [MFAType]) {
            session = opened.handle
            username = opened.username
            self.choices = choices
        }
    }
}

extension Challenge.MFASetup: ChallengePayload {
    var parameters: [String: String] {
        [
            ChallengeParameter.userIDForSRP: username.text,
            ChallengeParameter.mfasCanSetup: JSONText.array(choices.map(\.rawValue)),
        ]
    }
}

/// MFA_SETUP: an address to receive codes at, or nothing once an authenticator app has verified.
struct MFASetupAnswer: ChallengeAnswerRules {
    static let challengeName = ChallengeName.mfaSetup

    let email: String?

    init(email: String?) { self.email = email }

    init(_ responses: RequestParameters) throws(CognitoError) {
        self.init(email: responses[ChallengeParameter.email])
    }

    var answer: ChallengeAnswer { email.map { .mfaSetupByEmail($0) } ?? .mfaSetup }
    var responses: RequestParameters { email.map { [ChallengeParameter.email: $0] } ?? [:] }
    var mustReserveAliases: Bool { email != nil }

    func submit(
        _ new: NewPassword?, session: ChallengeSession, to machine: inout AuthMachine, in context: SignInContext
    ) -> SignInAction {
        guard let email else { return machine.mfaSetupFinished(session: session, in: context) }
        return machine.emailSetUp(email, session: session, in: context)
    }
}
