public import CognitoMFACore
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
    /// An address to receive codes at, where the pool takes e-mail for a factor: it is the user's once its code is
    /// answered, and may be changed until then.
    case mfaSetupByEmail(String)
    /// A number to receive codes at, where the pool takes text messages for a factor: it is the user's once its code is
    /// answered, and may be changed until then.
    case mfaSetupBySMS(PhoneNumber)
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

    /// Validates the form of a code: six digits.
    ///
    /// - Throws: InvalidParameterException, with the advice to type the code again.
    package func validateCode() throws(CognitoError) {
        guard let typed = rules.typedCode else { return }
        try Validation.check { $0.check(typed.code.text, .sixDigits(typed.key)) }
    }

    /// Reads `ChallengeResponses`.
    ///
    /// - Throws: InvalidParameterException `Missing required parameter <KEY>`; UnsupportedOperationException for a
    ///   challenge that is not offered.
    package init(_ name: ChallengeName, _ responses: RequestParameters) throws(CognitoError) {
        guard let rules = ChallengeCatalog.answers(to: name) else { throw .challengeNotSupported(name) }
        self = try rules.init(responses).answer
    }
}

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
        case .smsMFA(let code): SMSMFAAnswer(code: code)
        case .emailOTP(let code): EmailOTPAnswer(code: code)
        case .softwareTokenMFA(let code): SoftwareTokenMFAAnswer(code: code)
        case .selectMFAType(let choice): SelectMFATypeAnswer(choice)
        case .mfaSetup: MFASetupAnswer(nil)
        case .mfaSetupByEmail(let address): MFASetupAnswer(.email(address))
        case .mfaSetupBySMS(let number): MFASetupAnswer(.sms(number))
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
        case .sentCode(let code), .pendingDestination(let code):
            let delivery = CodeDelivery(opened, to: code.destination)
            switch code.destination {
            case .phone: self = .smsMFA(delivery)
            case .email: self = .emailOTP(delivery)
            }
        case .softwareToken: self = .softwareTokenMFA(SoftwareTokenMFA(opened))
        }
    }
}

extension ChallengeAnswer: RedactedValue {
    /// The challenge's name, without the answer.
    public var description: String { "ChallengeAnswer(\(challengeName))" }
}
