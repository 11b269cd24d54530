extension Auditor {
    /// R33, R57, R66: an accepted code was sent last for its session, or is of the user's app and near the time.
    func auditCodes(of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]) {
        for call in user.calls where call.answer.isAccepted {
            guard case .answer(let session, let factor, let code) = call.request else { continue }
            switch factor {
            case .sms:
                let senders = evidence.senders(of: session, before: call)
                if evidence.openers[session] != nil, !senders.contains(where: { $0.sent(code.text) }) {
                    found.append(
                        Violation("R66", "a code was accepted that its session had not sent last", senders + [call]))
                }
            case .app:
                let secrets = user.secrets.values(during: call)
                if !code.steps.contains(where: { secrets.contains($0.secret) && isNear($0, call) }) {
                    found.append(Violation("R57", "a code was accepted that is none of the user's app", [call]))
                }
            }
        }
    }

    /// R126: a recovery code ends when the password that it was to replace changes.
    func auditRecoveries(of user: Evidence.User, _ found: inout [Violation]) {
        for call in user.calls where call.answer.isAccepted {
            guard case .recover(let code, _) = call.request else { continue }
            let senders = user.calls.filter { $0.messages.contains { $0.code == code.text } }
            guard !senders.isEmpty else { continue }
            for change in user.calls where change.answer.isAccepted && change.span.precedes(call.span) {
                guard case .changePassword = change.request,
                    senders.allSatisfy({ $0.span.precedes(change.span) })
                else { continue }
                found.append(
                    Violation(
                        "R126", "a recovery code was accepted after the password had changed", senders + [change, call])
                )
            }
        }
    }

    private func isNear(_ step: PresentedCode.Step, _ call: Observation) -> Bool {
        let drift = terms.driftSteps * 30_000 + terms.skewMilliseconds
        let (start, end) = (step.number * 30_000, step.number * 30_000 + 29_999)
        return end >= call.span.clock.lowerBound - drift - 29_999 && start <= call.span.clock.upperBound + drift
    }

    /// R58: a step is accepted once for its secret, also at set-up, and never after a later step.
    func auditSteps(of user: Evidence.User, _ found: inout [Violation]) {
        var spent: [String: [(steps: ClosedRange<Int64>, call: Observation)]] = [:]
        for call in user.calls where call.answer.isAccepted {
            let code: PresentedCode
            switch call.request {
            case .answer(_, .app, let presented), .verify(_, let presented): code = presented
            default: continue
            }
            let near = code.steps.filter { isNear($0, call) }
            // By chance one code can be that of two steps, even of two secrets. Then either may have been meant.
            guard let secret = near.first?.secret, near.allSatisfy({ $0.secret == secret }),
                let low = near.map(\.number).min(), let high = near.map(\.number).max()
            else { continue }
            for before in spent[secret, default: []] {
                if before.steps == low...high, low == high {
                    found.append(Violation("R58", "a step was accepted twice for one secret", [before.call, call]))
                } else if before.call.span.precedes(call.span), high <= before.steps.lowerBound {
                    found.append(Violation("R58", "a step was accepted after a later one", [before.call, call]))
                } else if call.span.precedes(before.call.span), before.steps.upperBound <= low {
                    found.append(Violation("R58", "a step was accepted after a later one", [call, before.call]))
                }
            }
            spent[secret, default: []].append((low...high, call))
        }
    }

    /// R52, R60, R61: a secret is proved with its own code by the holder it was given to, in time.
    ///
    /// Fewer than ten wrong codes came before. During a sign-in this is possible only where the pool asks for a set-up.
    func auditSetUps(of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]) {
        for call in user.calls where call.answer.isAccepted {
            if case .session = call.request.bearer { auditSetUpIsAsked(of: user, call, evidence, &found) }
            guard case .verify(let bearer, let code) = call.request else { continue }
            let near = Set(code.steps.filter { isNear($0, call) }.map(\.secret))
            let held: Set<String?>
            switch bearer {
            case .token: held = user.pending.values(during: call)
            case .session(let session):
                if case .secret(let secret, _) = evidence.openers[session]?.answer {
                    held = [secret]
                } else {
                    held = []
                }
            }
            guard let secret = near.first(where: { held.contains($0) }) else {
                found.append(Violation("R61", "a set-up code was accepted of a secret that was not pending", [call]))
                continue
            }
            let given = user.calls.first { if case .secret(secret, _) = $0.answer { true } else { false } }
            if let given, case .token = bearer,
                call.span.clock.lowerBound >= given.span.clock.upperBound + terms.pendingMilliseconds
                    + terms.skewMilliseconds
            {
                found.append(Violation("R61", "a secret was accepted after its fifteen minutes", [given, call]))
            }
            auditTries(of: bearer, after: given, before: call, user, &found)
        }
        auditTriesPerSecret(of: user, &found)
    }

    private func auditSetUpIsAsked(
        of user: Evidence.User, _ call: Observation, _ evidence: Evidence, _ found: inout [Violation]
    ) {
        let isAsked = evidence.pool.values(during: call).contains { $0.mode == .on && $0.factors.contains(.app) }
        guard !isAsked || !user.secrets.values(during: call).contains(nil) else { return }
        found.append(Violation("R60", "a half-signed-in user set up an app where the pool did not ask for it", [call]))
    }

    private func auditTries(
        of bearer: Request.Bearer, after given: Observation?, before call: Observation, _ user: Evidence.User,
        _ found: inout [Violation]
    ) {
        guard let given else { return }
        let wrong = user.calls.filter {
            $0.request.bearer == bearer && $0.answer.isWrongSetUpCode && given.span.precedes($0.span)
                && $0.span.precedes(call.span)
        }
        if wrong.count >= terms.setUpTries {
            found.append(Violation("R52", "a set-up code was accepted after ten wrong ones", wrong + [call]))
        }
    }

    /// R52: at most ten wrong codes are verified for one secret, and for one session or token between two secrets.
    private func auditTriesPerSecret(of user: Evidence.User, _ found: inout [Violation]) {
        let wrong = user.calls.filter(\.answer.isWrongSetUpCode)
        let given = user.calls.filter { if case .secret = $0.answer { true } else { $0.answer.isUncertain } }
        for (bearer, tries) in Dictionary(grouping: wrong, by: { $0.request.bearer }) {
            guard bearer != nil, tries.count > terms.setUpTries else { continue }
            let span = (tries.map(\.span.began).min() ?? 0)...(tries.map(\.span.ended).max() ?? 0)
            let isRenewed = given.contains {
                if case .associate = $0.request {
                    span.overlaps($0.span.began...max($0.span.began, $0.span.ended))
                } else {
                    false
                }
            }
            if !isRenewed {
                found.append(Violation("R52", "more than ten wrong codes were verified for one secret", tries))
            }
        }
    }
}

extension Request {
    /// The token or session that a set-up call presented.
    var bearer: Bearer? {
        switch self {
        case .associate(let bearer), .verify(let bearer, _): bearer
        default: nil
        }
    }
}
