/// Which steps a search takes, which settings the pool may get, and how time passes.
struct StepAlphabet: Sendable {
    var settings = PoolSetting.allCases
    var passings = Passing.allCases
    /// The numbers of open sessions and of sign-ins' tokens that each user's clients hold.
    var held = 2
    /// True where further codes are asked for.
    var tracksCounts = false
    var includes: @Sendable (UserStep) -> Bool = { !$0.isByHandle }

    /// Every step, with two sessions and two sign-ins side by side.
    static let wide = StepAlphabet()

    /// Every step, with one session and one sign-in at a time, beside the session that ended last.
    static let narrow = StepAlphabet(held: 1)

    /// Passwords, answers, set-up and removal in three settings: the run that is part of every `swift test`.
    static let reduced = StepAlphabet(settings: [.off, .optional, .on], passings: [.timeStep, .session]) { step in
        switch step {
        case .signIn(.right), .signIn(.wrong), .replay, .admin(.deleteApp): true
        case .answer(let place, let answering):
            switch answering {
            case .sentCode(.right), .sentCode(.wrong), .appCode(0), .wrongAppCode, .choose, .associate: place == 0
            case .verify(.right), .finishSetUp: place == 0
            default: false
            }
        case .use(0, let use): [.associate, .verify(.right), .prefer(.app)].contains(use)
        default: false
        }
    }

    /// Two tabs of one browser: further codes, other factors and answers, with codes of before.
    static let tabs = StepAlphabet(settings: [.optional], passings: [.timeStep, .session], tracksCounts: true) { step in
        switch step {
        case .signIn(.right), .replay: true
        case .answer(_, let answering):
            switch answering {
            case .sentCode, .appCode(1), .wrongAppCode, .choose, .resend, .change: true
            default: false
            }
        default: false
        }
    }

    /// Only the steps given.
    static func only(_ steps: Set<UserStep>, _ settings: [PoolSetting] = [], _ passings: [Passing] = []) -> Self {
        StepAlphabet(settings: settings, passings: passings) { steps.contains($0) }
    }
}

extension StepAlphabet {
    /// True if time may pass so now: a single second tells nothing outside a lock.
    func allows(_ passing: Passing, for users: [SearchedUser]) -> Bool {
        passing != .second || users.contains(where: \.isLocked)
    }
}

extension SearchedUser {
    /// All that can be done to the user now, in a fixed order.
    func steps(_ alphabet: StepAlphabet) -> [UserStep] { allSteps.filter(alphabet.includes) }

    private var allSteps: [UserStep] {
        var steps: [UserStep] = [.signIn(.right), .signIn(.wrong)]
        if modelState.oldPassword != nil { steps.append(.signIn(.elsewhere)) }
        for place in modelState.handles.indices {
            steps += answers(to: modelState.handles[place].kind).map { .answer(place, $0) }
            if place == 0 { steps += [.asAnotherUser, .throughAnotherClient].map { .answer(place, $0) } }
        }
        if modelState.spent != nil { steps.append(.replay) }
        for place in modelState.tokens.indices {
            steps += uses(of: modelState.tokens[place], isNewest: place == 0).map { .use(place, $0) }
        }
        steps.append(modelState.check == nil ? .beginCheck : .finishCheck)
        steps += [
            .admin(.disable), .admin(.enable), .admin(.signOut), .admin(.setPassword), .admin(.setTemporaryPassword),
            .admin(.reset), .admin(.unlock), .admin(.deleteApp), .admin(.changeNumber), .admin(.prefer(.text)),
            .admin(.prefer(.none)), .recover(.ask), .recover(.confirm(.wrong)),
        ]
        if modelState.recovery != nil { steps.append(.recover(.confirm(.right))) }
        return steps
    }

    private func answers(to kind: HeldSession.Kind) -> [UserStep.Answering] {
        let own: [UserStep.Answering] =
            switch kind {
            case .text:
                [.sentCode(.right), .sentCode(.wrong), .sentCode(.elsewhere), .resend, .change(nil), .change(.app)]
            case .app:
                [.resend, .change(nil), .change(.text), .change(.app)] + [
                    .appCode(0), .appCode(-1), .appCode(1), .appCode(2), .appCode(-2), .wrongAppCode, .foreignAppCode,
                ]
                    + (modelState.oldApp == nil ? [] : [.oldAppCode])
            case .select: [.choose(.text), .choose(.app)]
            case .setUp, .setUpDone: [.associate, .verify(.right), .verify(.wrong), .finishSetUp]
            case .newPassword: [.newPassword]
            }
        return own + [.underAnotherName]
    }

    private func uses(of tokens: HeldTokens, isNewest: Bool) -> [UserStep.TokenUse] {
        guard isNewest, !tokens.isEnded, !tokens.isRevoked else {
            return [.associate, .verify(.right), .prefer(.text), .changeNumber, .changePassword(.right), .refresh]
        }
        return [
            .associate, .verify(.right), .verify(.wrong), .prefer(.text), .prefer(.app), .prefer(.both), .prefer(.none),
            .removeApp(.right, withCode: true), .removeApp(.right, withCode: false), .removeApp(.wrong, withCode: true),
            .changeNumber, .askCode, .verifyNumber(.right), .verifyNumber(.wrong), .changePassword(.right),
            .changePassword(.wrong), .signOut, .refresh, .revoke,
        ]
    }
}

extension UserStep {
    /// True for a step on a sign-in by its handle alone.
    var isByHandle: Bool { if case .answer(_, let answering) = self { answering.isByHandle } else { false } }
}
