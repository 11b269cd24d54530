import CognitoMFASimulation
import CognitoMFATesting

/// The one-time rules in one value: what a user with an app must be answered while the time stands still.
///
/// Last step, failures, pending and verified secret, open sessions; nothing of the library's.
struct OneTimeModel: Hashable {
    var verified: String?
    var lastStep: Int64 = 0
    /// The secret given out last, and the token it was given to.
    var pending: Pending?
    /// True when the app is asked for: removing it switches it off, proving a new one does not switch it on.
    var isOn: Bool
    var failures = 0
    /// In the order in which they were opened; the ninth takes the first one's place (R34).
    var sessions: [String] = []
    let now: Int64

    struct Pending: Hashable {
        let secret: String
        let token: String
    }

    init(verified: String?, isOn: Bool, now: Int64) {
        self.verified = verified
        self.isOn = isOn
        self.now = now
    }

    /// Takes a call if its answer is what the rules give here; nil if it is not.
    func taking(_ call: Observation) -> OneTimeModel? {
        var next = self
        switch call.request {
        case .signIn:
            guard isOn else { return call.answer.isTokens ? next : nil }
            guard failures < 5 else { return call.answer.isLocked ? next : nil }
            guard case .challenge(.app, let session) = call.answer else { return nil }
            if sessions.count >= 8 { next.sessions.removeFirst() }
            next.sessions.append(session)
        case .answer(let session, .app, let code):
            guard failures < 5 else { return call.answer.isLocked ? next : nil }
            guard sessions.contains(session) else { return call.answer.says("used once.") ? next : nil }
            switch verify(code) {
            case .fresh(let step):
                guard call.answer.isTokens else { return nil }
                next.lastStep = step
                next.failures = 0
                next.sessions.removeAll { $0 == session }
            case .used:
                guard call.answer.says("already been used once.") else { return nil }
                next.failures += 1
            case .wrong:
                guard call.answer.says("Invalid code received for user") else { return nil }
                next.failures += 1
            }
        case .associate(.token(let token)):
            guard case .secret(let secret, _) = call.answer else { return nil }
            next.pending = Pending(secret: secret, token: token)
        case .verify(.token(let token), let code):
            guard let pending, pending.token == token else {
                return call.answer.says("has not set up software token mfa") ? next : nil
            }
            guard let step = code.steps.first(where: { $0.secret == pending.secret && isNear($0.number) }) else {
                return call.answer.says("Code mismatch and fail enable Software Token MFA") ? next : nil
            }
            guard call.answer == .done else { return nil }
            (next.verified, next.lastStep, next.pending) = (pending.secret, step.number, nil)
        case .removeApp(nil, _):
            guard call.answer == .done else { return nil }
            guard verified != nil else { return next }
            (next.verified, next.pending, next.sessions, next.isOn) = (nil, nil, [], false)
        default: return nil
        }
        return next
    }

    private enum Verdict {
        case fresh(Int64)
        case used, wrong
    }

    private func verify(_ code: PresentedCode) -> Verdict {
        let steps = code.steps.filter { $0.secret == verified && isNear($0.number) }.map(\.number)
        guard let step = steps.min() else { return .wrong }
        return step > lastStep ? .fresh(step) : .used
    }

    private func isNear(_ step: Int64) -> Bool { abs(step - now / 30_000) <= 1 }
}

extension Answer {
    var isTokens: Bool { if case .tokens = self { true } else { false } }
    var isLocked: Bool { says("Password attempts exceeded") }
    func says(_ text: String) -> Bool { if case .refused(_, let said) = self { said.hasSuffix(text) } else { false } }
}
