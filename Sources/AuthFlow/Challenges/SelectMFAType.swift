public import UserPoolModel

extension Challenge {
    /// The user has several factors and prefers none.
    public struct SelectMFAType: Sendable {
        /// The session that the answer must carry.
        public let session: SessionHandle
        /// The user's real name.
        public let username: Username
        /// The factors to choose from.
        public let choices: [MFAType]

        init(_ opened: OpenedSession, among choices: [MFAType]) {
            session = opened.handle
            username = opened.username
            self.choices = choices
        }
    }
}

extension Challenge.SelectMFAType: ChallengePayload {
    var parameters: [String: String] {
        [
            ChallengeParameter.userIDForSRP: username.text,
            ChallengeParameter.mfasCanChoose: JSONText.array(choices.map(\.rawValue)),
        ]
    }
}

/// SELECT_MFA_TYPE: the factor chosen.
struct SelectMFATypeAnswer: ChallengeAnswerRules {
    static let challengeName = ChallengeName.selectMFAType
    static let isLockedWithCodes = true

    let choice: MFAType

    init(_ choice: MFAType) { self.choice = choice }

    init(_ responses: RequestParameters) throws(CognitoError) {
        self.init(MFAType(answer: try responses.required(ChallengeParameter.answer)))
    }

    var answer: ChallengeAnswer { .selectMFAType(choice) }
    var responses: RequestParameters { [ChallengeParameter.answer: choice.rawValue] }

    func submit(
        _ new: NewPassword?, session: ChallengeSession, to machine: inout AuthMachine, in context: SignInContext
    ) -> SignInAction {
        machine.mfaTypeSelected(choice, session: session, in: context)
    }
}
