import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

/// Rules that need no beliefs: each looks at two states and what lay between, and at nothing that the verdicts compute.
enum Invariants {
    static func verify(
        _ step: UserStep, _ reply: Reply, from before: SearchedUser, to after: SearchedUser, in setting: PoolSetting,
        _ profile: CognitoProfile
    ) throws(BrokenRule) {
        let (old, new) = (before.record, after.record)
        func demand(_ rule: String, _ text: String, _ holds: Bool) throws(BrokenRule) {
            guard holds else { throw BrokenRule(rule: rule, text: text) }
        }
        try demand("R21", "a generation went back", new.generation >= old.generation)
        try demand(
            "R21", "a lock's end went back",
            time(new.codeFailures.ladder.lockEndsAt) >= time(old.codeFailures.ladder.lockEndsAt)
                && time(new.passwordFailures.ladder.lockEndsAt) >= time(old.passwordFailures.ladder.lockEndsAt))
        if let token = new.softwareToken, token.secret == old.softwareToken?.secret {
            try demand(
                "R58", "a floor fell", token.replayFloor >= (old.softwareToken?.replayFloor ?? token.replayFloor))
        } else if new.softwareToken != nil {
            try demand("R61", "a secret went live without its code", step.provesSecret)
        } else if old.softwareToken != nil {
            try demand("R65", "a secret was removed by the way", step.mayRemoveSecret)
        }
        if new.attributes.isVerified(.phoneNumber), !old.attributes.isVerified(.phoneNumber) {
            try demand("R68", "a number is verified without its code", step.provesNumber)
        }
        for session in new.sessions {
            try demand(
                "R31", "a session outlives its chain", session.expiresAt <= session.firstFactorAt + .seconds(900))
            if profile == .classic, case .awaitingFactor(.sentCode(let sent)) = session.state {
                let sentAt = session.uses.lastSendAt ?? session.openedAt
                try demand("R69", "a code outlives 3 minutes", sent.expiresAt <= sentAt + .seconds(180))
            }
            try demand(
                "R53, R55", "a sign-in has used up more than it may",
                session.uses.sends <= 3 && session.uses.switches <= 5 && (session.state.sentCode?.failures ?? 0) < 5)
            if let before = old.session(session.id) {
                try demand(
                    "R53", "a session has forgotten wrong answers",
                    (before.state.sentCode?.failures ?? 0) <= (session.state.sentCode?.failures ?? 0))
            }
        }
        if !new.isEnabled { try demand("R23", "a disabled user has sessions", new.sessions.isEmpty) }
        if case .refused(let text) = reply {
            try demand("R21", "a refusal changed more than counters", sameButCounters(old, new))
            // RemoveSoftwareToken in `strict` may take a right password before the code's lock refuses.
            let isLock = text == CognitoError.attemptsExceeded(.changeCall).description
            if isLock, !step.isRemoval { try demand("R47", "a lock's refusal wrote something", old == new) }
        }
        guard reply == .tokens, step.isSignIn else { return }
        try demand("R22", "tokens in spite of the user's state", old.isEnabled && new.status == .confirmed)
        let evidence = step.evidence(in: before)
        let factors: Set<MFAType> = setting == .onTextOnly ? [.sms] : [.sms, .softwareToken]
        switch setting {
        case .off: break
        case .optional:
            let asked = new.mfa.enabled
            try demand("R82", "tokens without a factor that is on", asked.isEmpty || !evidence.isDisjoint(with: asked))
        case .on, .onTextOnly:
            try demand("R82", "tokens without a factor that is required", !evidence.isDisjoint(with: factors))
        }
        try demand("R49", "tokens in a lock", evidence.isEmpty || !before.modelState.codes.isLocked(at: before.now))
    }

    private static func time(_ time: UnixTime?) -> Int64 { time?.seconds ?? 0 }

    /// True if two records differ in failures, tries, uses and spent steps at most.
    private static func sameButCounters(_ old: UserAuthRecord, _ new: UserAuthRecord) -> Bool {
        var new = new
        new.passwordFailures = old.passwordFailures
        new.codeFailures = old.codeFailures
        new.hourly = old.hourly
        new.recoveryFailures = old.recoveryFailures
        if let token = old.softwareToken, new.softwareToken?.secret == token.secret { new.softwareToken = token }
        if let pending = old.pendingSoftwareToken, new.pendingSoftwareToken?.token.secret == pending.token.secret {
            new.pendingSoftwareToken?.token.failures = pending.token.failures
        }
        for purpose in [CodePurpose.phoneNumber, .recovery] {
            if let code = old.codes[purpose] { new.codes[purpose]?.sent.failures = code.sent.failures }
        }
        for session in old.sessions {
            new.update(session.id) { now in
                switch (now.state, session.state) {
                case (.awaitingFactor(.sentCode(let left)), .awaitingFactor(.sentCode(let right)))
                where left.digest == right.digest:
                    now.state = session.state
                case (.settingUpMFA(_, let left?), .settingUpMFA(_, let right?)) where left.secret == right.secret:
                    now.state = session.state
                default: break
                }
            }
            // A code's fifth miss takes its session along.
            if new.session(session.id) == nil, case .awaitingFactor(.sentCode(let sent)) = session.state,
                sent.failures >= 4
            {
                return true
            }
        }
        return old == new
    }
}

extension UserStep {
    fileprivate var provesSecret: Bool {
        switch self {
        case .answer(_, .verify(.right)), .use(_, .verify(.right)): true
        default: false
        }
    }

    fileprivate var mayRemoveSecret: Bool {
        switch self {
        case .admin(.deleteApp), .use(_, .removeApp(.right, _)): true
        default: false
        }
    }

    fileprivate var isRemoval: Bool { if case .use(_, .removeApp) = self { true } else { false } }

    fileprivate var provesNumber: Bool {
        switch self {
        case .answer(_, .sentCode(.right)), .use(_, .verifyNumber(.right)): true
        default: false
        }
    }

    fileprivate var isSignIn: Bool {
        switch self {
        case .signIn, .finishCheck, .answer: true
        default: false
        }
    }

    /// The factors that have been proved in the sign-in which this step ends.
    fileprivate func evidence(in user: SearchedUser) -> Set<MFAType> {
        guard case .answer(let place, let answering) = self else { return [] }
        var proved = Set(user.modelState.handles[place].proved.map(\.type))
        switch answering {
        case .sentCode(.right): proved.insert(.sms)
        case .appCode(-1), .appCode(0), .appCode(1): proved.insert(.softwareToken)
        default: break
        }
        return proved
    }
}
