package import UserPoolModel

/// The challenges that are offered: one line for each, in the order of lists.
enum ChallengeCatalog {
    static let answers: [any ChallengeAnswerRules.Type] = [
        SMSMFAAnswer.self,
        EmailOTPAnswer.self,
        SoftwareTokenMFAAnswer.self,
        SelectMFATypeAnswer.self,
        MFASetupAnswer.self,
        NewPasswordRequiredAnswer.self,
    ]

    /// Returns the rules of a challenge's answers, or nil for one that is not offered.
    static func answers(to name: ChallengeName) -> (any ChallengeAnswerRules.Type)? {
        answers.first { $0.challengeName == name }
    }
}

extension ChallengeName {
    /// The challenges that this library offers.
    package static let offered = ChallengeCatalog.answers.map { $0.challengeName }

    /// True for a challenge that leads to a code: a lock on codes refuses its answer before the session is looked up.
    package var isLockedWithCodes: Bool { ChallengeCatalog.answers(to: self)?.isLockedWithCodes == true }
}

extension ChallengeAnswer {
    /// The rules of the answer.
    var rules: any ChallengeAnswerRules {
        switch self {
        case .smsMFA(let code): SMSMFAAnswer(code)
        case .emailOTP(let code): EmailOTPAnswer(code)
        case .softwareTokenMFA(let code): SoftwareTokenMFAAnswer(code)
        case .selectMFAType(let choice): SelectMFATypeAnswer(choice)
        case .mfaSetup: MFASetupAnswer(email: nil)
        case .mfaSetupByEmail(let address): MFASetupAnswer(email: address)
        case .newPassword(let password, let attributes): NewPasswordRequiredAnswer(password, attributes: attributes)
        }
    }
}

extension Challenge {
    /// The name and the payload.
    var content: (name: ChallengeName, payload: any ChallengePayload) {
        switch self {
        case .smsMFA(let payload): (.smsMFA, payload)
        case .emailOTP(let payload): (.emailOTP, payload)
        case .softwareTokenMFA(let payload): (.softwareTokenMFA, payload)
        case .selectMFAType(let payload): (.selectMFAType, payload)
        case .mfaSetup(let payload): (.mfaSetup, payload)
        case .newPasswordRequired(let payload): (.newPasswordRequired, payload)
        }
    }

    /// The challenge of a session that was stored.
    init(_ state: ChallengeSession.State, of opened: OpenedSession) {
        switch state {
        case .replacingPassword: self = .newPasswordRequired(NewPasswordRequired(opened))
        case .selectingMFAType(let choices): self = .selectMFAType(SelectMFAType(opened, among: choices))
        case .awaitingFactor(let state): self.init(state, of: opened)
        case .settingUpMFA(let choices, _): self = .mfaSetup(MFASetup(opened, among: choices))
        case .mfaSetUp: self = .mfaSetup(MFASetup(opened, among: [.softwareToken]))
        }
    }

    private init(_ state: FactorState, of opened: OpenedSession) {
        switch state {
        case .sentCode(let code):
            let delivery = CodeDelivery(opened, to: code.destination)
            switch code.destination {
            case .phone: self = .smsMFA(delivery)
            case .email: self = .emailOTP(delivery)
            }
        case .softwareToken: self = .softwareTokenMFA(SoftwareTokenMFA(opened))
        }
    }
}
