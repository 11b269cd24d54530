import CognitoMFACore
package import UserPoolModel

// The steps of a sign-in beside an answer: another code, another factor, and the way back.
extension AuthMachine {
    /// Sends another code in the same session; it takes the place of the one before, whose wrong answers stay counted.
    package mutating func newCodeAsked(session: ChallengeSession, in context: SignInContext) -> SignInAction {
        guard let former = session.state.sentCode else { return .refuse(.noCodeToSend) }
        let (factor, isPending) = (former.destination.factor, session.state.isPendingDestination)
        if record.codeFailures.isClosed(factor) { return .refuse(.attemptsExceeded(.changeCall)) }
        // The pool may have withdrawn the factor, or the user switched it off: then no message may cost anything.
        let isAsked =
            isPending
            ? isSetUpAsked(of: factor, session, in: context)
            : FactorPolicy(context.poolContext.demand, of: record).offered.contains(factor)
        guard isAsked else { return .refuse(.invalidSession) }
        if let refusal = session.uses.refusalOfSending(at: context.now) { return .refuse(refusal) }
        let opening = SessionOpening(
            id: session.id, endsAt: session.expiresAt, failures: former.failures,
            pendingDestination: isPending ? former.destination : nil)
        switch factor.rules.open(opening, for: &record, in: context) {
        case .refuse(let error): return .refuse(error)
        case .awaiting(let state, let message):
            var next = session
            next.state = .awaitingFactor(state)
            next.uses.send(at: context.now)
            record.update(session.id) { $0 = next }
            return message.map { .sendCode($0, then: next) } ?? .challenge(next)
        }
    }

    /// Puts another factor's challenge, or the choice among all, in the place of the one that is open.
    ///
    /// - Parameter choice: the factor; nil for SELECT_MFA_TYPE.
    package mutating func anotherFactorAsked(
        _ choice: MFAType?, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        guard case .awaitingFactor = session.state else { return .refuse(.noOtherFactor) }
        guard session.uses.switches < SignInUses.mostSwitches else { return .refuse(.tooManySwitches) }
        let others = otherFactors(than: session, in: context)
        guard !others.isEmpty else { return .refuse(.noOtherFactor) }
        var progress = session.progressWithFailures
        progress.uses.switches += 1
        guard let choice else {
            let offered = FactorPolicy(context.poolContext.demand, of: record).offered
            record.close(session.id)
            return .challenge(open(.selectingMFAType(offered.map(\.type)), progress, in: context))
        }
        guard let factor = SecondFactor(choice), others.contains(factor) else { return .refuse(.choiceNotOffered) }
        let before = self
        record.close(session.id)
        let action = challenge(factor, progress, in: context)
        if case .refuse = action { self = before }
        return action
    }

    /// The open factors that a sign-in may change to; none once it needs no factor any more.
    func otherFactors(than session: ChallengeSession, in context: SignInContext) -> [SecondFactor] {
        guard case .awaitingFactor(let state) = session.state else { return [] }
        let policy = FactorPolicy(context.poolContext.demand, of: record)
        guard policy.next(satisfied: session.satisfied) != .tokens else { return [] }
        return policy.offered.filter { $0 != state.factor }
    }

    /// Ends a set-up, and begins it anew where it is still asked for.
    ///
    /// A secret that was given out is forgotten, and so is a number or an address that waits for its code.
    package mutating func setUpCancelled(session: ChallengeSession, in context: SignInContext) -> CancelAction {
        let before = self
        switch session.state {
        case .settingUpMFA, .mfaSetUp, .awaitingFactor(.pendingDestination): break
        default: return .refuse(.noSetUpToCancel)
        }
        record.close(session.id)
        let policy = FactorPolicy(context.poolContext.demand, of: record)
        guard case .setUp(let choices) = policy.next(satisfied: session.satisfied) else {
            // The user has got a factor meanwhile, or the pool asks for none: a new sign-in decides.
            return .ended
        }
        if let lockEnd = record.codeFailures.ladder.lockEnd(at: context.now) {
            self = before
            return .refuse(refusedByLock(until: lockEnd, at: context.now))
        }
        return .challenge(open(.settingUpMFA(choices.map(\.type), nil), session.progressWithFailures, in: context))
    }

    /// Ends a sign-in.
    package mutating func signInEnded(session: ChallengeSession) -> ChangeAction {
        record.close(session.id)
        return .done
    }

    /// Gives a message back that certainly did not go out; the session that waits for it ends, or what was open before is
    /// open again.
    ///
    /// The sign-in's own count stays, so that a sender that refuses is not asked without end.
    package mutating func takenBack(
        _ quota: HourlyUses.Operation, ending failed: ChallengeSession?, puttingBack former: ChallengeSession?
    ) {
        record.hourly.refund(quota)
        guard let failed else { return }
        guard let former else { return record.close(failed.id) }
        putBack(former, after: failed)
    }

    private mutating func putBack(_ former: ChallengeSession, after failed: ChallengeSession) {
        guard let present = record.session(failed.id), present.generation == former.generation,
            present.state.sentCode?.digest == failed.state.sentCode?.digest
        else { return }
        var back = former
        back.uses = present.uses
        if case .awaitingFactor(let state) = back.state, var code = state.sentCode {
            code.failures = max(code.failures, present.state.sentCode?.failures ?? 0)
            back.state = .awaitingFactor(state.holding(code))
        }
        guard former.id == failed.id else {
            record.close(failed.id)
            record.reopen(back)
            return
        }
        record.update(former.id) { $0 = back }
    }
}

/// The outcome of a set-up that is cancelled.
package enum CancelAction: MachineAction, Equatable {
    /// The set-up begins anew.
    case challenge(ChallengeSession)
    /// The sign-in has ended.
    case ended
    case refuse(CognitoError)
}
