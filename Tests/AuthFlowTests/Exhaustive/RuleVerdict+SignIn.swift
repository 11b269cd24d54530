import UserPoolModel

extension ModelState {
    /// The answer that the rules demand, after which these are the beliefs.
    mutating func verify(_ step: UserStep, in context: Situation) -> RuleVerdict {
        switch step {
        case .signIn(let typed): return signIn(typed == .right, in: context)
        case .beginCheck:
            check = Check(password: password)
            return .done("R37")
        case .finishCheck:
            let isStale = check?.isStale ?? true
            check = nil
            return isStale ? RuleVerdict(reply: .verifyAgain, rule: "R37") : signIn(true, in: context)
        case .answer(let place, let answering): return answer(handles[place], answering, in: context)
        case .replay:
            guard let spent else { return .done("R36") }
            return answer(spent, spent.kind.rightAnswer, isOver: true, in: context)
        case .use(let place, let use): return self.use(place, use, in: context)
        case .admin(let use): return administered(use, in: context)
        case .recover(let recovery): return recovered(recovery, in: context)
        }
    }

    private mutating func signIn(_ isRight: Bool, in context: Situation) -> RuleVerdict {
        if passwords.isLocked(at: context.now) { return .refuse(.attemptsExceeded(.changeCall), "R47") }
        guard isRight else {
            passwords.miss(at: context.now)
            return .refuse(.incorrectPassword, "R37, R48")
        }
        let before = self
        passwords.count = 0
        guard isEnabled else { return .refuse(.userDisabled, "R23") }
        switch status {
        case .resetRequired: return .refuse(.passwordResetRequired, "R23")
        case .unconfirmed: return .refuse(.userNotConfirmed, "R23")
        case .forceChangePassword:
            open(handle(.newPassword, [], since: context.now, in: context))
            return RuleVerdict(reply: .challenge(.newPassword), rule: "R24")
        case .confirmed:
            let verdict = proceed([], since: context.now, spending: nil, in: context)
            // R47: a lock's refusal writes nothing.
            if verdict.reply == .refused(.attemptsExceeded(.changeCall)) { self = before }
            return verdict
        }
    }

    /// R30: the texts of a session's death in their order; the code lock stands before "used once" (R51).
    private mutating func answer(
        _ handle: HeldSession, _ answering: UserStep.Answering, isOver: Bool = false, in context: Situation
    ) -> RuleVerdict {
        let submitted =
            switch answering {
            case .asAnotherUser, .throughAnotherClient: handle.kind.rightAnswer
            case .underAnotherName: handle.kind.foreignAnswer
            default: answering
            }
        if context.now >= handle.expiresAt { return .refuse(.expiredSession, "R30, R31") }
        if !isEnabled { return .refuse(.userDisabled, "R30") }
        if submitted.isCodeAnswer, codes.isLocked(at: context.now) {
            return .refuse(.attemptsExceeded(.changeCall), "R47, R49")
        }
        if isOver { return .refuse(.usedSession, "R36") }
        if [.underAnotherName, .asAnotherUser, .throughAnotherClient].contains(answering) {
            return .refuse(.invalidSession, "R29, R32")
        }
        switch answering {
        case .sentCode(let typed): return sentCode(typed == .right, handle, in: context)
        case .appCode(let ahead): return appCode(context.now / 30 + ahead, handle, in: context)
        case .wrongAppCode, .oldAppCode, .foreignAppCode: return appCode(nil, handle, in: context)
        case .choose(let factor): return choose(factor, handle, in: context)
        case .associate: return associate(handle, in: context)
        case .verify(let typed): return verify(typed == .right, handle, in: context)
        case .finishSetUp: return finishSetUp(handle, in: context)
        case .resend: return resend(handle, in: context)
        case .change(let factor): return change(to: factor, handle, in: context)
        default: return newPassword(handle, in: context)
        }
    }

    private mutating func sentCode(_ isRight: Bool, _ handle: HeldSession, in context: Situation) -> RuleVerdict {
        if context.now >= handle.until { return .refuse(.expiredCode, "R69") }
        guard isRight else {
            miss(.text, at: context.now)
            // R53: the fifth takes the session along.
            if handle.wrong + 1 >= 5 { end { $0.slot == handle.slot } }
            if let place = place(of: handle) { handles[place].wrong += 1 }
            return .refuse(.sentCodeMismatch, "R33, R66")
        }
        // R68
        if handle.number == number { isNumberVerified = true }
        return proceed(
            handle.proved.union([.text]), since: handle.firstFactorAt, spending: handle.slot,
            counts: handle.counts.answered, in: context)
    }

    private mutating func appCode(_ step: Int64?, _ handle: HeldSession, in context: Situation) -> RuleVerdict {
        guard let lastStep = app?.lastStep else { return .refuse(.noSoftwareToken, "R57") }
        guard let step, abs(step - context.now / 30) <= 1 else {
            miss(.app, at: context.now)
            return .refuse(.softwareTokenCodeMismatch, "R57")
        }
        guard step > lastStep else {
            miss(.app, at: context.now)
            return .refuse(.softwareTokenCodeUsed, "R58, R59")
        }
        app?.lastStep = step
        return proceed(
            handle.proved.union([.app]), since: handle.firstFactorAt, spending: handle.slot,
            counts: handle.counts.answered, in: context)
    }

    private mutating func choose(_ factor: ModelFactor, _ handle: HeldSession, in context: Situation) -> RuleVerdict {
        if demand(handle.proved, in: context.setting) == .nothing {
            return proceed(handle.proved, since: handle.firstFactorAt, spending: handle.slot, in: context)
        }
        guard handle.choices.contains(factor), usable(in: context.setting).contains(factor) else {
            return .refuse(.choiceNotOffered, "R82")
        }
        return replace(handle, by: factor, counts: handle.counts, in: context)
    }

    /// Opens another challenge in a session's place; its message waits its time.
    private mutating func replace(
        _ handle: HeldSession, by factor: ModelFactor, counts: SignInCounts, in context: Situation
    ) -> RuleVerdict {
        if factor == .text, let refusal = counts.refusal(at: context.now) { return .refuse(refusal, "R55") }
        end { $0.slot == handle.slot }
        challenge(factor, handle.proved, since: handle.firstFactorAt, counts: counts, in: context)
        return RuleVerdict(reply: .challenge(handles[0].kind), rule: "R36")
    }

    /// A further code: the one before is dead, and what was mistyped stays counted.
    private mutating func resend(_ handle: HeldSession, in context: Situation) -> RuleVerdict {
        guard handle.kind == .text, let place = place(of: handle) else { return .refuse(.noCodeToSend, "R55") }
        guard usable(in: context.setting).contains(.text) else { return .refuse(.invalidSession, "R82") }
        if let refusal = handle.counts.refusal(at: context.now) { return .refuse(refusal, "R55") }
        handles[place].number = number
        let end = handle.expiresAt
        handles[place].until = context.profile == .classic ? min(context.now + 180, end) : end
        handles[place].newCode = context.slots.session
        handles[place].counts.sends += 1
        handles[place].counts.lastSend = context.now
        return RuleVerdict(reply: .challenge(.text), rule: "R36, R53")
    }

    /// Another factor, or the choice among all; five times a sign-in.
    private mutating func change(
        to factor: ModelFactor?, _ handle: HeldSession, in context: Situation
    ) -> RuleVerdict {
        let present: ModelFactor? = handle.kind == .text ? .text : handle.kind == .app ? .app : nil
        guard let present else { return .refuse(.noOtherFactor, "R53") }
        guard handle.counts.switches < 5 else { return .refuse(.tooManySwitches, "R53") }
        let isAsked = demand(handle.proved, in: context.setting) != .nothing
        let usable = isAsked ? usable(in: context.setting) : []
        guard usable.contains(where: { $0 != present }) else { return .refuse(.noOtherFactor, "R82") }
        var counts = handle.counts
        counts.switches += 1
        if present == .text { counts.wrong = handle.wrong }
        guard let factor else {
            end { $0.slot == handle.slot }
            open(
                self.handle(
                    .select, handle.proved, since: handle.firstFactorAt, choices: usable, counts: counts, in: context))
            return RuleVerdict(reply: .challenge(.select), rule: "R36")
        }
        guard factor != present, usable.contains(factor) else { return .refuse(.choiceNotOffered, "R82") }
        return replace(handle, by: factor, counts: counts, in: context)
    }

    private func isSetUpAsked(_ handle: HeldSession, _ context: Situation) -> Bool {
        if case .setUp = demand(handle.proved, in: context.setting) { true } else { false }
    }

    private mutating func associate(_ handle: HeldSession, in context: Situation) -> RuleVerdict {
        guard handle.kind == .setUp else { return .refuse(.invalidSession, "R29") }
        guard context.setting.offersApp else { return .refuse(.softwareTokenOffInPool, "R60") }
        guard isSetUpAsked(handle, context) else { return .refuse(.invalidSession, "R82") }
        end { $0.slot == handle.slot }
        var next = self.handle(
            .setUp, handle.proved, since: handle.firstFactorAt, choices: handle.choices, in: context)
        next.waiting = WaitingSecret(secret: context.slots.secret, since: context.now)
        open(next)
        return RuleVerdict(reply: .secret, rule: "R61")
    }

    private mutating func verify(_ isRight: Bool, _ handle: HeldSession, in context: Situation) -> RuleVerdict {
        guard handle.kind == .setUp else { return .refuse(.invalidSession, "R29") }
        guard context.setting.offersApp else { return .refuse(.softwareTokenOffInPool, "R60") }
        guard isSetUpAsked(handle, context) else { return .refuse(.invalidSession, "R82") }
        guard let waiting = handle.waiting else { return .refuse(.nothingAssociated, "R61") }
        guard isRight else {
            if let place = place(of: handle) { handles[place].waiting?.wrong += 1 }
            return .refuse(.setUpCodeMismatch, "R52")
        }
        replaceApp(by: waiting.secret, in: context)
        end { $0.slot == handle.slot }
        factorChanged(by: nil, in: context)
        open(self.handle(.setUpDone, handle.proved.union([.app]), since: handle.firstFactorAt, in: context))
        return RuleVerdict(reply: .verified, rule: "R58")
    }

    private mutating func finishSetUp(_ handle: HeldSession, in context: Situation) -> RuleVerdict {
        guard handle.kind == .setUpDone, app != nil else { return .refuse(.invalidSession, "R29") }
        let before = self
        enabled.insert(.app)
        if preferred == nil { preferred = .app } else if preferred == .app { preferred = nil }
        let verdict = proceed(handle.proved, since: handle.firstFactorAt, spending: handle.slot, in: context)
        if case .refused = verdict.reply { self = before }
        return verdict
    }

    private mutating func newPassword(_ handle: HeldSession, in context: Situation) -> RuleVerdict {
        let before = self
        replacePassword(in: context)
        end { _ in true }
        let verdict = proceed([], since: handle.firstFactorAt, spending: nil, in: context)
        // A refusal leaves nothing behind.
        if case .refused = verdict.reply { self = before }
        return verdict
    }

    func place(of handle: HeldSession) -> Int? { handles.firstIndex { $0.slot == handle.slot } }

    mutating func miss(_ factor: ModelFactor, at now: Int64) {
        codes.miss(at: now)
        inARow[factor, default: 0] += 1
    }

    mutating func replaceApp(by secret: Int, in context: Situation) {
        oldApp = app?.secret ?? oldApp
        // R58: the step that proved the secret is spent.
        app = App(secret: secret, lastStep: context.now / 30)
    }
}

extension UserStep.Answering {
    /// True if it is verified under the code lock.
    var isCodeAnswer: Bool {
        switch self {
        case .sentCode, .appCode, .wrongAppCode, .oldAppCode, .foreignAppCode, .choose, .resend, .change: true
        default: false
        }
    }
}
