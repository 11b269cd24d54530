public import UserPoolModel

extension Challenge {
    /// The password is a temporary one.
    public struct NewPasswordRequired: Sendable, RedactedValue {
        /// The session that the answer must carry.
        public let session: SessionHandle
        /// The user's real name.
        public let username: Username
        /// Attributes the answer must bring along.
        public let requiredAttributes: [AttributeName]
        /// The user's attributes.
        public let userAttributes: UserAttributes

        init(_ opened: OpenedSession) {
            session = opened.handle
            username = opened.username
            requiredAttributes = opened.missing
            userAttributes = opened.user.value.attributes.filter { $0.key != .sub }
        }
    }
}

extension Challenge.NewPasswordRequired: ChallengePayload {
    var parameters: [String: String] {
        [
            ChallengeParameter.userIDForSRP: username.text,
            ChallengeParameter.requiredAttributes: JSONText.array(
                requiredAttributes.map { ChallengeParameter.userAttributesPrefix + $0.rawValue }),
            ChallengeParameter.userAttributes: JSONText.object(userAttributes.map { ($0.key.rawValue, $0.value) }),
        ]
    }
}

/// NEW_PASSWORD_REQUIRED: the user's own password, and attributes that the challenge asked for.
struct NewPasswordRequiredAnswer: ChallengeAnswerRules {
    static let challengeName = ChallengeName.newPasswordRequired

    let password: Password
    let attributes: UserAttributes

    init(_ password: Password, attributes: UserAttributes) {
        (self.password, self.attributes) = (password, attributes)
    }

    init(_ responses: RequestParameters) throws(CognitoError) {
        let prefix = ChallengeParameter.userAttributesPrefix
        let attributes = responses.values.filter { $0.key.hasPrefix(prefix) }.map {
            (AttributeName(rawValue: String($0.key.dropFirst(prefix.count))), $0.value)
        }
        self.init(
            Password(try responses.required(ChallengeParameter.newPassword)), attributes: Dictionary(attributes) { $1 })
    }

    var answer: ChallengeAnswer { .newPassword(password, attributes: attributes) }
    var newPassword: Password? { password }
    var mustReserveAliases: Bool { true }

    var responses: RequestParameters {
        RequestParameters(
            attributes.reduce(into: [ChallengeParameter.newPassword: password.text]) {
                $0[ChallengeParameter.userAttributesPrefix + $1.key.rawValue] = $1.value
            })
    }

    func submit(
        _ new: NewPassword?, session: ChallengeSession, to machine: inout AuthMachine, in context: SignInContext
    ) -> SignInAction {
        guard let new else { return .refuse(.invalidSession) }
        return machine.newPasswordSubmitted(new, attributes: attributes, session: session, in: context)
    }
}
