import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

// The answers that the machine's actions give a client.
extension StepOutcome {
    init(_ action: SignInAction, _ record: UserAuthRecord) {
        self.init(record: record, reply: .verifyAgain)
        switch action {
        case .grant(let grant):
            reply = .tokens
            self.grant = grant
        case .challenge(let session), .sendCode(_, let session):
            reply = .challenge(HeldSession.Kind(session))
            self.session = session
        case .refuse(let error): reply = .refused(error)
        case .verifyAgain: break
        case .reserveFirst: reply = .refused("reservations in a pool without aliases")
        }
    }

    init(_ action: AssociateAction, _ record: UserAuthRecord) {
        switch action {
        case .associated(_, let session): self.init(record: record, reply: .secret, session: session)
        case .refuse(let error): self.init(record: record, reply: .refused(error))
        }
    }

    init(_ action: VerifyAction, _ record: UserAuthRecord) {
        switch action {
        case .verified(let session): self.init(record: record, reply: .verified, session: session)
        case .refuse(let error): self.init(record: record, reply: .refused(error))
        }
    }

    init(_ action: ChangeAction, _ record: UserAuthRecord) {
        switch action {
        case .done, .send: self.init(record: record, reply: .done)
        case .refuse(let error): self.init(record: record, reply: .refused(error))
        case .reserveFirst: self.init(record: record, reply: .refused("reservations in a pool without aliases"))
        }
    }
}

extension HeldSession.Kind {
    init(_ session: ChallengeSession) {
        self =
            switch session.state {
            case .replacingPassword: .newPassword
            case .selectingMFAType: .select
            case .awaitingFactor(.sentCode), .awaitingFactor(.pendingDestination): .text
            case .awaitingFactor(.softwareToken): .app
            case .settingUpMFA: .setUp
            case .mfaSetUp: .setUpDone
            }
    }

    /// An answer that would be right.
    var rightAnswer: UserStep.Answering {
        switch self {
        case .newPassword: .newPassword
        case .select: .choose(.app)
        case .text: .sentCode(.right)
        case .app: .appCode(1)
        case .setUp: .associate
        case .setUpDone: .finishSetUp
        }
    }

    /// An answer to another challenge.
    var foreignAnswer: UserStep.Answering {
        switch self {
        case .newPassword: .sentCode(.right)
        case .select, .text: .appCode(0)
        case .app: .finishSetUp
        case .setUp, .setUpDone: .choose(.app)
        }
    }
}

extension UserStep.Answering {
    var challengeName: ChallengeName {
        switch self {
        case .sentCode: .smsMFA
        case .appCode, .wrongAppCode, .oldAppCode, .foreignAppCode: .softwareTokenMFA
        case .choose: .selectMFAType
        case .associate, .verify, .finishSetUp: .mfaSetup
        case .newPassword: .newPasswordRequired
        case .resend, .change: preconditionFailure("by the handle alone")
        case .underAnotherName, .asAnotherUser, .throughAnotherClient: preconditionFailure("put in other words before")
        }
    }
}
