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
        /// `MFAType.softwareToken` is set up with AssociateSoftwareToken; the others with a number or an address as the
        /// answer.
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

/// MFA_SETUP: a number or an address to receive codes at, or nothing once an authenticator app has verified.
struct MFASetupAnswer: ChallengeAnswerRules {
    static let challengeName = ChallengeName.mfaSetup

    /// The place to receive codes at.
    enum Destination: Sendable {
        case email(String)
        case sms(PhoneNumber)
    }

    let destination: Destination?

    init(_ destination: Destination?) { self.destination = destination }

    init(_ responses: RequestParameters) throws(CognitoError) {
        switch (responses[ChallengeParameter.email], responses[ChallengeParameter.phoneNumber]) {
        case (_?, _?): throw .choiceNotOffered
        case (let address?, nil): destination = .email(address)
        case (nil, let number?): destination = .sms(try PhoneNumber(number))
        case (nil, nil): destination = nil
        }
    }

    var answer: ChallengeAnswer {
        switch destination {
        case .email(let address): .mfaSetupByEmail(address)
        case .sms(let number): .mfaSetupBySMS(number)
        case nil: .mfaSetup
        }
    }

    var responses: RequestParameters {
        switch destination {
        case .email(let address): [ChallengeParameter.email: address]
        case .sms(let number): [ChallengeParameter.phoneNumber: number.e164]
        case nil: [:]
        }
    }

    func submit(
        _ new: NewPassword?, session: ChallengeSession, to machine: inout AuthMachine, in context: SignInContext
    ) -> SignInAction {
        switch destination {
        case .email(let address): machine.destinationSetUp(address, for: .email, session: session, in: context)
        case .sms(let number): machine.destinationSetUp(number.e164, for: .sms, session: session, in: context)
        case nil: machine.mfaSetupFinished(session: session, in: context)
        }
    }
}
