import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import UserPoolModel

/// One call of the machine.
struct MachineCall {
    let input: MachineDriver.Input
    let slots: Slots
    let poolContext: PoolContext
    let context: SignInContext
    var machine: AuthMachine

    static let pools = PoolSetting.allCases.map(\.pool)

    init(input: MachineDriver.Input, profile: CognitoProfile, slots: Slots) {
        self.input = input
        self.slots = slots
        poolContext = PoolContext(
            pool: Self.pools[input.setting.rawValue], keys: SmallWorld.keys, now: input.now,
            randomness: slots.randomness,
            profile: profile, limits: SmallWorld.limits)
        context = SignInContext(poolContext, client: SmallWorld.client)
        machine = AuthMachine(record: input.record)
    }

    private var modelState: ModelState { input.user.modelState }
    private var fresh: NewPassword { NewPassword(hash: SmallWorld.hash(slots.password)) }
    /// The other number than the one the user has.
    private var otherNumber: UserAttributes {
        [.phoneNumber: SmallWorld.numbers[input.record.attributes[.phoneNumber] == SmallWorld.numbers[0] ? 1 : 0]]
    }

    mutating func outcome(of step: UserStep) -> StepOutcome {
        switch step {
        case .signIn(let typed): return StepOutcome(passwordTyped(typed), machine.record)
        case .beginCheck: return StepOutcome(record: machine.record, reply: .done)
        case .finishCheck:
            return StepOutcome(
                input.proof.map { machine.firstFactorChecked($0, in: context) } ?? .verifyAgain, machine.record)
        case .answer(let place, let answering): return answer(modelState.handles[place], answering)
        case .replay:
            guard let spent = modelState.spent else { return StepOutcome(record: machine.record, reply: .done) }
            return answer(spent, spent.kind.rightAnswer)
        case .use(let place, let use): return self.use(modelState.tokens[place], use)
        case .admin(let use): return StepOutcome(administered(use), machine.record)
        case .recover(.ask): return StepOutcome(machine.recoveryAsked(hiding: false, in: poolContext), machine.record)
        case .recover(.confirm(let typed)):
            let code = typed == .right ? modelState.recovery.map { SmallWorld.sentCode($0.slot) } : nil
            return StepOutcome(
                machine.recovered(code ?? SmallWorld.wrongCode, fresh, in: poolContext)
                    ?? .refuse(.internalError(nil)), machine.record)
        }
    }

    private func verdict(_ password: Int) -> FirstFactorProof {
        FirstFactorProof(
            password: input.record.password, generation: input.record.generation,
            isAccepted: input.record.password == SmallWorld.hash(password))
    }

    private func password(_ typed: UserStep.Typed) -> Int {
        switch typed {
        case .right: modelState.password
        case .wrong: 99
        case .elsewhere: modelState.oldPassword ?? 99
        }
    }

    private mutating func passwordTyped(_ typed: UserStep.Typed) -> SignInAction {
        if let end = machine.passwordLockEnd(at: input.now) {
            return .refuse(machine.passwordLocked(until: end, at: input.now))
        }
        return machine.firstFactorChecked(verdict(password(typed)), in: context)
    }

    private mutating func answer(_ handle: HeldSession, _ answering: UserStep.Answering) -> StepOutcome {
        let client = answering == .throughAnotherClient ? SmallWorld.otherClient : SmallWorld.client
        let username = answering == .asAnotherUser ? "bob" : "ada"
        let answering =
            switch answering {
            case .asAnotherUser, .throughAnotherClient: handle.kind.rightAnswer
            case .underAnotherName: handle.kind.foreignAnswer
            default: answering
            }
        guard let locator = handle.locator else { return StepOutcome(record: machine.record, reply: .done) }
        let place = SignInContext(poolContext, client: client)
        let found =
            answering.isByHandle
            ? machine.openSession(locator, lockedWithCodes: true, in: place)
            : machine.session(locator, answering: answering.challengeName, as: username, in: place)
        switch found {
        case .failure(let error): return StepOutcome(record: machine.record, reply: .refused(error))
        case .success(let session): return submit(answering, in: session, of: handle)
        }
    }

    private mutating func submit(
        _ answering: UserStep.Answering, in session: ChallengeSession, of handle: HeldSession
    ) -> StepOutcome {
        switch answering {
        case .sentCode(let typed):
            return StepOutcome(
                machine.sentCodeSubmitted(sentCode(typed, of: handle), session: session, in: context), machine.record)
        case .appCode, .wrongAppCode, .oldAppCode, .foreignAppCode:
            return StepOutcome(
                machine.softwareTokenCodeSubmitted(appCode(answering), session: session, in: context), machine.record)
        case .choose(let factor):
            return StepOutcome(machine.mfaTypeSelected(factor.type, session: session, in: context), machine.record)
        case .associate: return StepOutcome(machine.softwareTokenAssociated(in: session, in: context), machine.record)
        case .verify(let typed):
            return StepOutcome(
                machine.setUpCodeSubmitted(
                    setUpCode(typed, of: handle.waiting), friendlyDeviceName: nil, in: session, in: context),
                machine.record)
        case .resend: return StepOutcome(machine.newCodeAsked(session: session, in: context), machine.record)
        case .change(let factor):
            return StepOutcome(
                machine.anotherFactorAsked(factor?.type, session: session, in: context), machine.record)
        case .finishSetUp: return StepOutcome(machine.mfaSetupFinished(session: session, in: context), machine.record)
        case .newPassword:
            return StepOutcome(
                machine.newPasswordSubmitted(fresh, attributes: [:], session: session, in: context), machine.record)
        case .underAnotherName, .asAnotherUser, .throughAnotherClient:
            preconditionFailure("put in other words before")
        }
    }

    private func sentCode(_ typed: UserStep.Typed, of handle: HeldSession) -> OneTimeCode {
        switch typed {
        case .right: SmallWorld.sentCode(handle.newCode ?? handle.slot)
        // The code that was replaced.
        case .elsewhere where handle.newCode != nil: SmallWorld.sentCode(handle.slot)
        case .wrong: SmallWorld.wrongCode
        case .elsewhere:
            (modelState.handles.first { $0.kind == .text && $0.slot != handle.slot }?.slot
                ?? modelState.numberCode?.slot)
                .map { SmallWorld.sentCode($0) } ?? SmallWorld.foreignCode
        }
    }

    private func appCode(_ answering: UserStep.Answering) -> OneTimeCode {
        let step = input.user.now / 30
        return switch answering {
        case .appCode(let ahead):
            modelState.app.map { SmallWorld.appCode($0.secret, step: step + ahead) } ?? SmallWorld.wrongCode
        case .oldAppCode: modelState.oldApp.map { SmallWorld.appCode($0, step: step) } ?? SmallWorld.wrongCode
        case .foreignAppCode: SmallWorld.appCode(SmallWorld.foreignSecret, step: step)
        default: SmallWorld.wrongCode
        }
    }

    private func setUpCode(_ typed: UserStep.Typed, of waiting: WaitingSecret?) -> OneTimeCode {
        guard typed == .right, let secret = waiting?.secret ?? modelState.app?.secret else {
            return SmallWorld.wrongCode
        }
        return SmallWorld.appCode(secret, step: input.user.now / 30)
    }

    private mutating func use(_ token: HeldTokens, _ use: UserStep.TokenUse) -> StepOutcome {
        guard let principal = token.principal, var family = token.family else {
            return StepOutcome(record: machine.record, reply: .done)
        }
        switch use {
        case .refresh:
            if let refusal = machine.refusal(of: family) {
                return StepOutcome(record: machine.record, reply: .refused(refusal))
            }
            switch family.present(0, through: SmallWorld.client, at: input.now) {
            case .refuse(let error): return StepOutcome(record: machine.record, reply: .refused(error))
            case .reused: return StepOutcome(record: machine.record, reply: .refused(.reusedRefreshToken))
            case .good: return StepOutcome(record: machine.record, reply: .tokens)
            }
        case .revoke: return StepOutcome(record: machine.record, reply: .done)
        default: break
        }
        // The shell verifies the token first: the record, then the family.
        if let refusal = machine.refusal(of: principal) ?? (family.isRevoked ? .revokedAccessToken : nil) {
            return StepOutcome(record: machine.record, reply: .refused(refusal))
        }
        switch use {
        case .associate: return StepOutcome(machine.softwareTokenAssociated(by: principal, in: context), machine.record)
        case .verify(let typed):
            let waiting = modelState.pending.flatMap { $0.owner == token.slot ? $0.waiting : nil }
            return StepOutcome(
                machine.setUpCodeSubmitted(
                    setUpCode(typed, of: waiting), friendlyDeviceName: nil, by: principal, in: context), machine.record)
        default: return StepOutcome(changed(use, by: principal), machine.record)
        }
    }

    private mutating func changed(_ use: UserStep.TokenUse, by principal: Principal) -> ChangeAction {
        switch use {
        case .prefer(let wish): return machine.preferenceSet(wish.preferences, by: principal, in: poolContext)
        case .removeApp(let typed, let withCode):
            return machine.softwareTokenRemoved(
                verdict(password(typed)), code: withCode ? appCode(.appCode(0)) : nil, by: principal,
                in: poolContext)
        case .changeNumber: return machine.attributesUpdated(otherNumber, by: principal, in: context)
        case .askCode: return machine.attributeCodeAsked(.phoneNumber, by: principal, in: context)
        case .verifyNumber(let typed):
            let code = typed == .right ? modelState.numberCode.map { SmallWorld.sentCode($0.slot) } : nil
            return machine.attributeCodeSubmitted(
                code ?? SmallWorld.wrongCode, verifying: .phoneNumber, by: principal, in: context)
        case .changePassword(let typed):
            return machine.passwordChanged(to: fresh, verdict(password(typed)), by: principal, in: poolContext)
        case .signOut: return machine.signedOutEverywhere(by: principal, at: input.now)
        case .associate, .verify, .refresh, .revoke: preconditionFailure("done before")
        }
    }

    private mutating func administered(_ use: UserStep.AdminUse) -> ChangeAction {
        switch use {
        case .disable: machine.enabled(false, at: input.now)
        case .enable: machine.enabled(true, at: input.now)
        case .signOut: machine.signedOutEverywhere(by: nil, at: input.now)
        case .setPassword: machine.passwordSet(fresh, temporaryUntil: nil, in: poolContext)
        case .setTemporaryPassword:
            machine.passwordSet(fresh, temporaryUntil: input.now + .seconds(604_800), in: poolContext)
        case .reset: machine.resetRequired(in: poolContext)
        case .unlock: machine.unlocked(at: input.now)
        case .deleteApp: machine.softwareTokenDeleted(by: nil, in: poolContext)
        case .changeNumber: machine.attributesUpdated(otherNumber, in: poolContext)
        case .prefer(let wish): machine.preferenceSet(wish.preferences, by: nil, in: poolContext)
        }
    }
}

extension UserStep.Answering {
    /// True for a call that names no challenge.
    var isByHandle: Bool {
        switch self {
        case .resend, .change: true
        default: false
        }
    }
}
