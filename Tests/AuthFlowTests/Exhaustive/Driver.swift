import AuthFlow
import CognitoMFACore
import UserPoolModel

/// What a step was answered, as a client sees it.
enum Answer: Hashable, Sendable, CustomStringConvertible {
    case tokens
    case challenge(Handle.Kind)
    case secret
    case verified
    case done
    case refused(String)
    /// The password must be checked once more: the record has changed meanwhile.
    case verifyAgain

    static func refused(_ error: CognitoError) -> Answer { .refused(error.description) }

    var description: String {
        switch self {
        case .tokens: "tokens"
        case .challenge(let kind): "challenge \(kind)"
        case .secret: "secret"
        case .verified: "verified"
        case .done: "done"
        case .refused(let text): text
        case .verifyAgain: "verify again"
        }
    }
}

/// What came of a step: the record to be stored, the answer, and what the answer carries.
struct Outcome {
    var record: UserAuthRecord
    var answer: Answer
    var session: ChallengeSession?
    var grant: TokenGrant?
}

/// Leads a step to the machine as the service's shell does, without its store.
struct Driver {
    let profile: ParityProfile
    var fault: PlantedFault?

    /// All that the machine is given beside the step.
    struct Input {
        var record: UserAuthRecord
        var setting: Setting
        var now: UnixTime
        var proof: PasswordProof?
        let actor: Actor
    }

    func run(_ step: Step, on actor: Actor, in setting: Setting, _ slots: Slots) -> Outcome {
        var input = Input(
            record: actor.record, setting: setting, now: actor.time, proof: actor.proof, actor: actor)
        fault?.input(&input, step)
        var call = Call(input: input, profile: profile, slots: slots)
        var outcome = call.outcome(of: step)
        fault?.output(input, step, &outcome)
        return outcome
    }
}

/// One call of the machine.
private struct Call {
    let input: Driver.Input
    let slots: Slots
    let surroundings: AuthMachine.Surroundings
    let it: AuthMachine.Circumstances
    var machine: AuthMachine

    static let pools = Setting.allCases.map(\.pool)

    init(input: Driver.Input, profile: ParityProfile, slots: Slots) {
        self.input = input
        self.slots = slots
        surroundings = AuthMachine.Surroundings(
            pool: Self.pools[input.setting.rawValue], keys: SmallWorld.keys, now: input.now, draw: slots.draw,
            profile: profile, limits: SmallWorld.limits)
        it = AuthMachine.Circumstances(surroundings, client: SmallWorld.client)
        machine = AuthMachine(record: input.record)
    }

    private var model: Model { input.actor.model }
    private var fresh: NewPassword { NewPassword(hash: SmallWorld.hash(slots.password)) }
    /// The other number than the one the user has.
    private var otherNumber: UserAttributes {
        [.phoneNumber: SmallWorld.numbers[input.record.attributes[.phoneNumber] == SmallWorld.numbers[0] ? 1 : 0]]
    }

    mutating func outcome(of step: Step) -> Outcome {
        switch step {
        case .signIn(let typed): return Outcome(passwordTyped(typed), machine.record)
        case .beginCheck: return Outcome(record: machine.record, answer: .done)
        case .finishCheck:
            return Outcome(input.proof.map { machine.passwordChecked($0, under: it) } ?? .verifyAgain, machine.record)
        case .answer(let place, let answering): return answer(model.handles[place], answering)
        case .replay:
            guard let spent = model.spent else { return Outcome(record: machine.record, answer: .done) }
            return answer(spent, spent.kind.rightAnswer)
        case .use(let place, let use): return self.use(model.tokens[place], use)
        case .admin(let use): return Outcome(administered(use), machine.record)
        case .recover(.ask): return Outcome(machine.recoveryAsked(under: surroundings), machine.record)
        case .recover(.confirm(let typed)):
            let code = typed == .right ? model.recovery.map { SmallWorld.sentCode($0.slot) } : nil
            return Outcome(machine.recovered(code ?? SmallWorld.wrongCode, fresh, under: surroundings)
                    ?? .refuse(.internalError(nil)), machine.record)
        }
    }

    private func verdict(_ password: Int) -> PasswordProof {
        PasswordProof(
            hash: input.record.password, generation: input.record.generation,
            isAccepted: input.record.password == SmallWorld.hash(password))
    }

    private func password(_ typed: Step.Typed) -> Int {
        switch typed {
        case .right: model.password
        case .wrong: 99
        case .elsewhere: model.oldPassword ?? 99
        }
    }

    private mutating func passwordTyped(_ typed: Step.Typed) -> SignInAction {
        if let end = machine.passwordLockEnd(at: input.now) {
            return .refuse(machine.passwordLocked(until: end, at: input.now))
        }
        return machine.passwordChecked(verdict(password(typed)), under: it)
    }

    private mutating func answer(_ handle: Handle, _ answering: Step.Answering) -> Outcome {
        let client = answering == .throughAnotherClient ? SmallWorld.otherClient : SmallWorld.client
        let username = answering == .asAnotherUser ? "bob" : "ada"
        let answering =
            switch answering {
            case .asAnotherUser, .throughAnotherClient: handle.kind.rightAnswer
            case .underAnotherName: handle.kind.foreignAnswer
            default: answering
            }
        guard let locator = handle.locator else { return Outcome(record: machine.record, answer: .done) }
        let found = machine.session(
            locator, answering: [answering.challengeName], as: username,
            under: AuthMachine.Circumstances(surroundings, client: client))
        switch found {
        case .failure(let error): return Outcome(record: machine.record, answer: .refused(error))
        case .success(let session): return submit(answering, in: session, of: handle)
        }
    }

    private mutating func submit(
        _ answering: Step.Answering, in session: ChallengeSession, of handle: Handle
    ) -> Outcome {
        switch answering {
        case .sentCode(let typed):
            return Outcome(machine.sentCodeSubmitted(sentCode(typed, of: handle), session: session, under: it), machine.record)
        case .appCode, .wrongAppCode, .oldAppCode, .foreignAppCode:
            return Outcome(machine.softwareTokenCodeSubmitted(appCode(answering), session: session, under: it), machine.record)
        case .choose(let factor): return Outcome(machine.mfaTypeSelected(factor.type, session: session, under: it), machine.record)
        case .associate: return Outcome(machine.softwareTokenAssociated(in: session, under: it), machine.record)
        case .verify(let typed):
            return Outcome(machine.setUpCodeSubmitted(
                    setUpCode(typed, of: handle.waiting), friendlyDeviceName: nil, in: session, under: it), machine.record)
        case .finishSetUp: return Outcome(machine.mfaSetupFinished(session: session, under: it), machine.record)
        case .newPassword:
            return Outcome(machine.newPasswordSubmitted(fresh, attributes: [:], session: session, under: it), machine.record)
        case .underAnotherName, .asAnotherUser, .throughAnotherClient:
            preconditionFailure("put in other words before")
        }
    }

    private func sentCode(_ typed: Step.Typed, of handle: Handle) -> OneTimeCode {
        switch typed {
        case .right: SmallWorld.sentCode(handle.slot)
        case .wrong: SmallWorld.wrongCode
        case .elsewhere:
            (model.handles.first { $0.kind == .text && $0.slot != handle.slot }?.slot ?? model.numberCode?.slot)
                .map { SmallWorld.sentCode($0) } ?? SmallWorld.foreignCode
        }
    }

    private func appCode(_ answering: Step.Answering) -> OneTimeCode {
        let step = input.actor.now / 30
        return switch answering {
        case .appCode(let ahead):
            model.app.map { SmallWorld.appCode($0.secret, step: step + ahead) } ?? SmallWorld.wrongCode
        case .oldAppCode: model.oldApp.map { SmallWorld.appCode($0, step: step) } ?? SmallWorld.wrongCode
        case .foreignAppCode: SmallWorld.appCode(SmallWorld.foreignSecret, step: step)
        default: SmallWorld.wrongCode
        }
    }

    private func setUpCode(_ typed: Step.Typed, of waiting: Waiting?) -> OneTimeCode {
        guard typed == .right, let secret = waiting?.secret ?? model.app?.secret else { return SmallWorld.wrongCode }
        return SmallWorld.appCode(secret, step: input.actor.now / 30)
    }

    private mutating func use(_ token: Token, _ use: Step.TokenUse) -> Outcome {
        guard let principal = token.principal, var family = token.family else {
            return Outcome(record: machine.record, answer: .done)
        }
        switch use {
        case .refresh:
            if let refusal = machine.refusal(of: family) {
                return Outcome(record: machine.record, answer: .refused(refusal))
            }
            switch family.present(0, through: SmallWorld.client, at: input.now) {
            case .refuse(let error): return Outcome(record: machine.record, answer: .refused(error))
            case .good: return Outcome(record: machine.record, answer: .tokens)
            }
        case .revoke: return Outcome(record: machine.record, answer: .done)
        default: break
        }
        // The shell judges the token first: the record, then the family.
        if let refusal = machine.refusal(of: principal) ?? (family.isRevoked ? .revokedAccessToken : nil) {
            return Outcome(record: machine.record, answer: .refused(refusal))
        }
        switch use {
        case .associate: return Outcome(machine.softwareTokenAssociated(by: principal, under: it), machine.record)
        case .verify(let typed):
            let waiting = model.pending.flatMap { $0.owner == token.slot ? $0.waiting : nil }
            return Outcome(machine.setUpCodeSubmitted(
                    setUpCode(typed, of: waiting), friendlyDeviceName: nil, by: principal, under: it), machine.record)
        default: return Outcome(changed(use, by: principal), machine.record)
        }
    }

    private mutating func changed(_ use: Step.TokenUse, by principal: Principal) -> ChangeAction {
        switch use {
        case .prefer(let wish): return machine.preferenceSet(wish.preferences, by: principal, under: surroundings)
        case .removeApp(let typed, let withCode):
            return machine.softwareTokenRemoved(
                verdict(password(typed)), code: withCode ? appCode(.appCode(0)) : nil, by: principal,
                under: surroundings)
        case .changeNumber: return machine.attributesUpdated(otherNumber, by: principal, under: it)
        case .askCode: return machine.attributeCodeAsked(.phoneNumber, by: principal, under: it)
        case .verifyNumber(let typed):
            let code = typed == .right ? model.numberCode.map { SmallWorld.sentCode($0.slot) } : nil
            return machine.attributeCodeSubmitted(
                code ?? SmallWorld.wrongCode, verifying: .phoneNumber, by: principal, under: it)
        case .changePassword(let typed):
            return machine.passwordChanged(to: fresh, verdict(password(typed)), by: principal, under: surroundings)
        case .signOut: return machine.signedOutEverywhere(by: principal, at: input.now)
        case .associate, .verify, .refresh, .revoke: preconditionFailure("done before")
        }
    }

    private mutating func administered(_ use: Step.AdminUse) -> ChangeAction {
        switch use {
        case .disable: machine.enabled(false, at: input.now)
        case .enable: machine.enabled(true, at: input.now)
        case .signOut: machine.signedOutEverywhere(by: nil, at: input.now)
        case .setPassword: machine.passwordSet(fresh, temporaryUntil: nil, under: surroundings)
        case .setTemporaryPassword:
            machine.passwordSet(fresh, temporaryUntil: input.now + .seconds(604_800), under: surroundings)
        case .reset: machine.resetRequired(under: surroundings)
        case .unlock: machine.unlocked(at: input.now)
        case .deleteApp: machine.softwareTokenDeleted(by: nil, under: surroundings)
        case .changeNumber: machine.attributesUpdated(otherNumber, under: surroundings)
        case .prefer(let wish): machine.preferenceSet(wish.preferences, by: nil, under: surroundings)
        }
    }
}

extension Outcome {
    fileprivate init(_ action: SignInAction, _ record: UserAuthRecord) {
        self.init(record: record, answer: .verifyAgain)
        switch action {
        case .grant(let grant):
            answer = .tokens
            self.grant = grant
        case .challenge(let session), .sendCode(_, let session):
            answer = .challenge(Handle.Kind(session))
            self.session = session
        case .refuse(let error): answer = .refused(error)
        case .verifyAgain: break
        case .claimFirst: answer = .refused("claims in a pool without aliases")
        }
    }

    fileprivate init(_ action: AssociateAction, _ record: UserAuthRecord) {
        switch action {
        case .associated(_, let session): self.init(record: record, answer: .secret, session: session)
        case .refuse(let error): self.init(record: record, answer: .refused(error))
        }
    }

    fileprivate init(_ action: VerifyAction, _ record: UserAuthRecord) {
        switch action {
        case .verified(let session): self.init(record: record, answer: .verified, session: session)
        case .refuse(let error): self.init(record: record, answer: .refused(error))
        }
    }

    fileprivate init(_ action: ChangeAction, _ record: UserAuthRecord) {
        switch action {
        case .done, .send: self.init(record: record, answer: .done)
        case .refuse(let error): self.init(record: record, answer: .refused(error))
        case .claimFirst: self.init(record: record, answer: .refused("claims in a pool without aliases"))
        }
    }
}

extension Handle.Kind {
    init(_ session: ChallengeSession) {
        self =
            switch session.state {
            case .replacingPassword: .newPassword
            case .selectingMFAType: .select
            case .awaitingSentCode: .text
            case .awaitingSoftwareTokenCode: .app
            case .settingUpMFA: .setUp
            case .mfaSetUp: .setUpDone
            }
    }

    /// An answer that would be right.
    var rightAnswer: Step.Answering {
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
    var foreignAnswer: Step.Answering {
        switch self {
        case .newPassword: .sentCode(.right)
        case .select, .text: .appCode(0)
        case .app: .finishSetUp
        case .setUp, .setUpDone: .choose(.app)
        }
    }
}

extension Step.Answering {
    var challengeName: ChallengeName {
        switch self {
        case .sentCode: .smsMFA
        case .appCode, .wrongAppCode, .oldAppCode, .foreignAppCode: .softwareTokenMFA
        case .choose: .selectMFAType
        case .associate, .verify, .finishSetUp: .mfaSetup
        case .newPassword: .newPasswordRequired
        case .underAnotherName, .asAnotherUser, .throughAnotherClient: preconditionFailure("put in other words before")
        }
    }
}
