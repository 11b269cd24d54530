import UserPoolModel

extension ModelState {
    /// The reason for which a token does not pass, in the order of R92; a change of factors asks for a fresh sign-in in `strict` (R88).
    private func refusal(of token: HeldTokens, changing: Bool, in context: Situation) -> RuleVerdict? {
        if !isEnabled { return .refuse(.userDisabled, "R92") }
        if status == .resetRequired { return .refuse(.passwordResetRequired, "R92") }
        if token.isEnded { return .refuse(.revokedAccessToken, "R22, R23") }
        if token.isRevoked { return .refuse(.revokedAccessToken, "R96") }
        return changing && context.profile == .strict && context.now - token.since >= 600
            ? .refuse(.reauthenticationRequired, "R88") : nil
    }

    mutating func use(_ place: Int, _ use: UserStep.TokenUse, in context: Situation) -> RuleVerdict {
        let token = tokens[place]
        let isChange =
            switch use {
            case .associate, .verify, .prefer, .changeNumber: true
            case .verifyNumber: numberCode?.setsNumber == true
            default: false
            }
        switch use {
        case .refresh: return refresh(token)
        case .revoke:
            tokens[place].isRevoked = true
            return .done("R96")
        default: break
        }
        if let refusal = refusal(of: token, changing: isChange, in: context) { return refusal }
        switch use {
        case .associate:
            guard context.setting.offersApp else { return .refuse(.softwareTokenOffInPool, "R60") }
            pending = (token.slot, WaitingSecret(secret: context.slots.secret, since: context.now))
            return RuleVerdict(reply: .secret, rule: "R61")
        case .verify(let typed): return verify(typed == .right, token, in: context)
        case .prefer(let wish): return prefer(wish, by: token.slot, in: context)
        case .removeApp(let typed, let withCode):
            return removeApp(typed == .right, withCode: withCode, token, in: context)
        case .changeNumber: return changeNumber(by: token, in: context)
        case .askCode:
            let held = numberCode.flatMap { $0.setsNumber && context.now < $0.until ? $0.number : nil }
            guard let destination = held ?? number else { return .refuse(.attributeNotVerifiable, "R66") }
            sendNumberCode(to: destination, setting: held != nil, in: context)
            return .done("R66")
        case .verifyNumber(let typed): return verifyNumber(typed == .right, token, in: context)
        case .changePassword(let typed):
            if passwords.isLocked(at: context.now) { return .refuse(.attemptsExceeded(.changeCall), "R47") }
            guard passwordIs(typed, at: context.now) else { return .refuse(.incorrectPassword, "R48") }
            replacePassword(in: context)
            recovery = nil
            if context.profile == .strict { revokeOthers(than: token.slot) } else { end { _ in true } }
            return .done("R24, R126")
        case .signOut:
            revokeEverything()
            return .done("R23")
        case .refresh, .revoke: return .done("")
        }
    }

    private mutating func passwordIs(_ typed: UserStep.Typed, at now: Int64) -> Bool {
        guard typed == .right else {
            passwords.miss(at: now)
            return false
        }
        passwords.count = 0
        return true
    }

    private func refresh(_ token: HeldTokens) -> RuleVerdict {
        if !isEnabled { return .refuse(.userDisabled, "R96") }
        if token.isEnded { return .refuse(.revokedRefreshToken, "R22, R96") }
        if status == .resetRequired { return .refuse(.passwordResetRequired, "R96") }
        if token.isRevoked { return .refuse(.revokedRefreshToken, "R96") }
        return RuleVerdict(reply: .tokens, rule: "R95")
    }

    private mutating func verify(_ isRight: Bool, _ token: HeldTokens, in context: Situation) -> RuleVerdict {
        guard context.setting.offersApp else { return .refuse(.softwareTokenOffInPool, "R60") }
        guard let (owner, waiting) = pending, owner == token.slot, context.now - waiting.since < 900 else {
            return .refuse(.nothingAssociated, "R61")
        }
        guard isRight else {
            pending?.waiting.wrong += 1
            return .refuse(.setUpCodeMismatch, "R52")
        }
        replaceApp(by: waiting.secret, in: context)
        pending = nil
        factorChanged(by: token.slot, in: context)
        return RuleVerdict(reply: .verified, rule: "R58, R61")
    }

    private mutating func prefer(_ wish: UserStep.Wish, by caller: Int?, in context: Situation) -> RuleVerdict {
        let wanted: [ModelFactor] =
            switch wish {
            case .text: [.text]
            case .app: [.app]
            case .both: [.text, .app]
            case .none: []
            }
        for factor in wanted where factor == .text ? number == nil : app == nil {
            return .refuse(.noDeliveryConfig(factor.type), "R82")
        }
        let before = (enabled, preferred)
        switch (wish, context.setting.isRequired) {
        case (.text, _), (.app, _):
            enabled.formUnion(wanted)
            preferred = wanted[0]
        case (.both, false):
            enabled = [.text, .app]
            preferred = nil
        case (.none, false):
            enabled = []
            preferred = nil
        // In a required pool a preference can be given up, and no factor switched.
        case (.both, true): preferred = nil
        case (.none, true): break
        }
        guard before != (enabled, preferred) else { return .done("R89") }
        if caller != nil, context.profile == .strict, wouldAskUnverifiedNumberOnly {
            (enabled, preferred) = before
            return .refuse(.noDeliveryConfig(.sms), "R126")
        }
        factorChanged(by: caller, in: context)
        return .done("R89")
    }

    /// R126: whether sign-in would ask for the code of a number that has received none yet, and for nothing else.
    private var wouldAskUnverifiedNumberOnly: Bool {
        guard enabled.contains(.text), number != nil, !isNumberVerified else { return false }
        return preferred == .text || !enabled.contains(.app) || app == nil
    }

    private mutating func removeApp(
        _ isRight: Bool, withCode: Bool, _ token: HeldTokens, in context: Situation
    ) -> RuleVerdict {
        if passwords.isLocked(at: context.now) { return .refuse(.attemptsExceeded(.changeCall), "R47") }
        if let refusal = refusal(of: token, changing: true, in: context) { return refusal }
        guard passwordIs(isRight ? .right : .wrong, at: context.now) else { return .refuse(.incorrectPassword, "R65") }
        if context.profile == .strict {
            guard let lastStep = app?.lastStep else { return .refuse(.noSoftwareToken, "R65") }
            guard withCode else { return .refuse(.missingParameter("UserCode"), "R65") }
            if codes.isLocked(at: context.now) { return .refuse(.attemptsExceeded(.changeCall), "R47, R65") }
            guard context.now / 30 > lastStep else {
                miss(.app, at: context.now)
                return .refuse(.softwareTokenCodeUsed, "R58, R65")
            }
            app?.lastStep = context.now / 30
        }
        guard app != nil else { return .refuse(.noSoftwareToken, "R65") }
        return deleteApp(by: token.slot, in: context)
    }

    private mutating func deleteApp(by caller: Int?, in context: Situation) -> RuleVerdict {
        guard let app else { return .done("R65") }
        oldApp = app.secret
        self.app = nil
        pending = nil
        enabled.remove(.app)
        if preferred == .app { preferred = nil }
        end { $0.kind == .app }
        factorChanged(by: caller, in: context)
        return .done("R65")
    }

    private mutating func sendNumberCode(to destination: Int, setting: Bool, in context: Situation) {
        numberCode = AwaitedCode(
            slot: context.slots.session, number: destination, until: context.now + 86_400, setsNumber: setting)
    }

    private mutating func changeNumber(by token: HeldTokens, in context: Situation) -> RuleVerdict {
        let new = number == 0 ? 1 : 0
        // R88: the old number keeps receiving codes until the new one is verified. R126: no other takes its place unproved.
        let isHeld = context.profile == .strict && (number != nil || enabled.contains(.text))
        if !isHeld {
            changeNumber(to: new)
            factorChanged(by: token.slot, in: context)
        }
        sendNumberCode(to: new, setting: isHeld, in: context)
        return .done("R67, R88")
    }

    private mutating func verifyNumber(_ isRight: Bool, _ token: HeldTokens, in context: Situation) -> RuleVerdict {
        guard let code = numberCode, code.isGood(at: context.now) else {
            return .refuse(.verificationCodeExpired, "R53")
        }
        guard isRight else {
            numberCode?.wrong += 1
            return .refuse(.verificationCodeMismatch, "R53")
        }
        if code.setsNumber, number != code.number {
            changeNumber(to: code.number)
            factorChanged(by: token.slot, in: context)
        }
        numberCode = nil
        // R68
        if number == code.number { isNumberVerified = true }
        return .done("R68")
    }

    mutating func administered(_ use: UserStep.AdminUse, in context: Situation) -> RuleVerdict {
        switch use {
        case .disable:
            isEnabled = false
            revokeEverything()
        case .enable: isEnabled = true
        case .signOut: revokeEverything()
        case .setPassword, .setTemporaryPassword:
            replacePassword(in: context)
            if use == .setTemporaryPassword { status = .forceChangePassword }
            recovery = nil
            recoveryMisses = 0
            revokeEverything()
        case .reset:
            if status == .forceChangePassword { return .refuse(.cannotResetNow, "R23") }
            guard sendRecoveryCode(in: context) else { return .refuse(.noRecoveryChannel, "R23") }
            status = .resetRequired
            recoveryMisses = 0
            revokeEverything()
        case .unlock:
            passwords.count = 0
            codes.count = 0
            inARow = [:]
            recoveryMisses = 0
        case .deleteApp: return deleteApp(by: nil, in: context)
        case .changeNumber:
            let new = number == 0 ? 1 : 0
            changeNumber(to: new)
            factorChanged(by: nil, in: context)
            sendNumberCode(to: new, setting: false, in: context)
        case .prefer(let wish): return prefer(wish, by: nil, in: context)
        }
        return .done("R23, R50, R67")
    }

    /// A code goes to a verified number that is no factor.
    private mutating func sendRecoveryCode(in context: Situation) -> Bool {
        guard let number, isNumberVerified else { return false }
        let isFactor =
            switch context.setting {
            case .off: false
            case .optional: enabled.contains(.text)
            case .on, .onTextOnly: preferred == .text || app == nil
            }
        if isFactor { return false }
        recovery = AwaitedCode(slot: context.slots.session, number: number, until: context.now + 3_600)
        return true
    }

    mutating func recovered(_ step: UserStep.Recovery, in context: Situation) -> RuleVerdict {
        guard case .confirm(let typed) = step else {
            if !isEnabled { return .refuse(.userDisabled, "R23") }
            if status == .forceChangePassword { return .refuse(.cannotResetNow, "R23") }
            return sendRecoveryCode(in: context) ? .done("R69") : .refuse(.noRecoveryChannel, "R23")
        }
        guard let code = recovery, code.isGood(at: context.now) else { return .refuse(.verificationCodeExpired, "R69") }
        guard typed == .right else {
            recovery?.wrong += 1
            recoveryMisses += 1
            return .refuse(.verificationCodeMismatch, "R53")
        }
        if !isEnabled { return .refuse(.userDisabled, "R23") }
        replacePassword(in: context)
        recovery = nil
        recoveryMisses = 0
        revokeEverything()
        return .done("R23")
    }
}
