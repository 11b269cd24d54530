package import CognitoMFACore
package import UserPoolModel

extension AuthMachine {
    /// Verifies the answer to a factor's challenge.
    ///
    /// A wrong one counts, and leaves the session open unless the factor ends it.
    package mutating func codeSubmitted(
        _ code: OneTimeCode, of factor: SecondFactor, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        guard case .awaitingFactor(let state) = session.state, state.factor == factor else {
            return .refuse(.invalidSession)
        }
        if state.isPendingDestination, !isSetUpAsked(of: factor, session, in: context) {
            return .refuse(.invalidSession)
        }
        if let refusal = refusalBeforeVerifying(factor, in: context) { return .refuse(refusal) }
        switch factor.rules.verify(code, awaiting: state, in: session.id, of: &record, context: context) {
        case .refuse(let error): return .refuse(error)
        case .wrong(let answer):
            if let next = answer.next {
                record.update(session.id) { $0.state = .awaitingFactor(next) }
            } else {
                record.close(session.id)
            }
            return refuse(answer, to: session, of: factor, at: context.now)
        case .accepted(let received?) where state.isPendingDestination:
            return destinationReceived(received, session: session, in: context)
        case .accepted(let received):
            let before = self
            if let received, let missing = verify(received, in: context.poolContext) {
                self = before
                return .reserveFirst(missing)
            }
            return proceed(session.progress.adding(factor), spending: session.id, in: context)
        }
    }

    /// Marks a destination verified that has received its code, if it is still the user's.
    ///
    /// - Returns: the alias that must be reserved first.
    private mutating func verify(_ destination: CodeDestination, in context: PoolContext) -> [Alias]? {
        let name = destination.attribute
        guard record.attributes.destination(name) == destination, let flag = name.verifiedFlag,
            !record.attributes.isVerified(name)
        else { return nil }
        if context.aliases.refused.contains(name) {
            emit(at: context.now) { .aliasNotTaken($0, name) }
            return nil
        }
        record.attributes[flag] = "true"
        let missing = updateReservations(in: context)
        guard missing.isEmpty else { return missing }
        emit(at: context.now) { .attributeVerified($0, name) }
        return nil
    }

    /// Takes the answer to SELECT_MFA_TYPE; the choice is verified under the settings of now.
    package mutating func mfaTypeSelected(
        _ choice: MFAType, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        guard case .selectingMFAType(let choices) = session.state else { return .refuse(.invalidSession) }
        let policy = FactorPolicy(pool: context.pool, user: record)
        guard policy.next(satisfied: session.satisfied) != .tokens else {
            return proceed(session.progress, spending: session.id, in: context)
        }
        guard choices.contains(choice), let factor = SecondFactor(choice), policy.offered.contains(factor) else {
            return .refuse(.choiceNotOffered.advising(.anotherCode(attemptsLeft: 1, clockOff: false)))
        }
        let before = self
        record.close(session.id)
        let action = challenge(factor, session.progress, in: context)
        if case .refuse = action { self = before }
        return action
    }

    /// The refusal of a code before it is verified: its factor is closed, or the user has been given enough grants.
    private func refusalBeforeVerifying(_ factor: SecondFactor, in context: SignInContext) -> CognitoError? {
        if record.codeFailures.isClosed(factor) { return .attemptsExceeded(.changeCall) }
        return record.hourly.refusal(of: .grants, limits: context.limits, at: context.now)
    }

    /// Counts a wrong answer and words the refusal.
    private mutating func refuse(
        _ answer: WrongAnswer, to session: ChallengeSession, of factor: SecondFactor, at now: UnixTime
    ) -> SignInAction {
        record.codeFailures.fail(factor, at: now)
        let left = min(answer.triesLeft ?? .max, record.codeFailures.ladder.attemptsLeft(at: now))
        let name = session.challengeName
        let lockedUntil = record.codeFailures.ladder.lockEnd(at: now)
        emit(at: now) { .codeRejected($0, name, attemptsLeft: max(0, left), lockedUntil: lockedUntil) }
        let advice: CognitoError.Advice
        if record.codeFailures.isClosed(factor) {
            advice = .changeCall
            emit(at: now) { .factorClosed($0, factor.type) }
        } else if let lockedUntil {
            advice = .waitUntil(lockedUntil)
        } else {
            advice = left > 0 ? .anotherCode(attemptsLeft: left, clockOff: answer.isClockOff) : .newSignIn
        }
        return .refuse(answer.error.advising(advice))
    }
}
