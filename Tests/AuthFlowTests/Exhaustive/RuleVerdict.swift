import UserPoolModel

/// The answer that the rules ask of a step, and the rule that says so.
struct RuleVerdict {
    let reply: Reply
    let rule: String

    static func refuse(_ error: CognitoError, _ rule: String) -> RuleVerdict {
        RuleVerdict(reply: .refused(error), rule: rule)
    }

    static func done(_ rule: String) -> RuleVerdict { RuleVerdict(reply: .done, rule: rule) }
}

/// A rule that was broken.
struct BrokenRule: Error, CustomStringConvertible {
    let rule: String
    let text: String
    var description: String { "\(rule): \(text)" }
}

/// The circumstances of a step, beside the observer's beliefs.
struct Situation {
    let setting: PoolSetting
    let profile: CognitoProfile
    let now: Int64
    let slots: Slots
}

/// The demands of a pool on someone who has the password right: the guide's table, read once more and written anew.
enum PoolDemand: Equatable {
    case nothing
    case one(ModelFactor)
    case choice([ModelFactor])
    case setUp([ModelFactor])
    case refusal(CognitoError)
}

extension ModelState {
    /// The factors that the user could answer with under a setting.
    func usable(in setting: PoolSetting) -> [ModelFactor] {
        ModelFactor.allCases.filter { factor in
            let isThere = factor == .text ? number != nil : app != nil
            switch setting {
            case .off: return false
            case .optional: return isThere && enabled.contains(factor)
            case .on: return isThere
            case .onTextOnly: return isThere && factor == .text
            }
        }
    }

    /// R82: what is demanded now, of someone who has proved `proved`.
    func demand(_ proved: Set<ModelFactor>, in setting: PoolSetting) -> PoolDemand {
        if setting == .off { return .nothing }
        if setting == .optional, enabled.isEmpty { return .nothing }
        let usable = usable(in: setting)
        if usable.contains(where: proved.contains) { return .nothing }
        if usable.isEmpty {
            if setting == .optional { return .refusal(.noSMSConfiguration) }
            let missing: [ModelFactor] = (number == nil ? [.text] : []) + (app == nil && setting == .on ? [.app] : [])
            return missing.isEmpty ? .refusal(.noFactorOffered) : .setUp(missing)
        }
        if let preferred, usable.contains(preferred) { return .one(preferred) }
        return usable.count == 1 ? .one(usable[0]) : .choice(usable)
    }

    /// Grants, or opens what is demanded in place of the session that was answered.
    mutating func proceed(
        _ proved: Set<ModelFactor>, since firstFactorAt: Int64, spending slot: Int?,
        counts: SignInCounts = SignInCounts(), in context: Situation
    ) -> RuleVerdict {
        let demand = demand(proved, in: context.setting)
        switch demand {
        case .refusal(let error): return .refuse(error, "R82")
        case .nothing:
            end { $0.slot == slot }
            for factor in proved {
                codes.count = 0
                inARow[factor] = nil
            }
            recoveryMisses = 0
            tokens.insert(HeldTokens(slot: context.slots.family, since: context.now), at: 0)
            tokens.removeLast(max(0, tokens.count - held))
            return RuleVerdict(reply: .tokens, rule: "R82")
        case .one, .choice, .setUp:
            if codes.isLocked(at: context.now) { return .refuse(.attemptsExceeded(.changeCall), "R49, R70") }
            end { $0.slot == slot }
            switch demand {
            case .one(let factor): challenge(factor, proved, since: firstFactorAt, counts: counts, in: context)
            case .choice(let factors):
                open(handle(.select, proved, since: firstFactorAt, choices: factors, counts: counts, in: context))
            case .setUp(let factors):
                open(handle(.setUp, proved, since: firstFactorAt, choices: factors, counts: counts, in: context))
            case .nothing, .refusal: break
            }
            return RuleVerdict(reply: .challenge(handles[0].kind), rule: "R82")
        }
    }

    func handle(
        _ kind: HeldSession.Kind, _ proved: Set<ModelFactor>, since firstFactorAt: Int64, choices: [ModelFactor] = [],
        counts: SignInCounts = SignInCounts(), in context: Situation
    ) -> HeldSession {
        HeldSession(
            slot: context.slots.session, kind: kind, firstFactorAt: firstFactorAt, proved: proved, choices: choices,
            counts: counts)
    }

    /// Opens the challenge of one factor; a code is sent for text messages.
    mutating func challenge(
        _ factor: ModelFactor, _ proved: Set<ModelFactor>, since firstFactorAt: Int64,
        counts: SignInCounts = SignInCounts(), in context: Situation
    ) {
        var next = handle(factor == .text ? .text : .app, proved, since: firstFactorAt, counts: counts, in: context)
        if factor == .text {
            next.number = number
            next.wrong = counts.wrong
            next.counts.sends += 1
            next.counts.lastSend = context.now
            // R69
            next.until = context.profile == .classic ? min(context.now + 180, next.expiresAt) : next.expiresAt
        }
        open(next)
    }

    /// R23: ends all that was made so far.
    mutating func revokeEverything() {
        revokeOthers(than: nil)
        pending = nil
    }

    mutating func revokeOthers(than kept: Int?) {
        for place in tokens.indices where tokens[place].slot != kept { tokens[place].isEnded = true }
        end { _ in true }
        check?.isStale = true
    }

    /// R89: in `strict` a change of factors ends every sign-in but the caller's.
    mutating func factorChanged(by caller: Int?, in context: Situation) {
        if context.profile == .strict { revokeOthers(than: caller) }
    }

    mutating func replacePassword(in context: Situation) {
        oldPassword = password
        password = context.slots.password
        status = .confirmed
        check?.isStale = true
    }

    /// R67: what was sent to the old number ends.
    mutating func changeNumber(to new: Int) {
        let old = number
        number = new
        isNumberVerified = false
        end { $0.kind == .text && $0.number == old }
        if numberCode?.number == old { numberCode = nil }
        if recovery?.number == old { recovery = nil }
    }
}
