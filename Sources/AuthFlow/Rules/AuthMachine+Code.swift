package import CognitoMFACore
package import UserPoolModel

extension AuthMachine {
    /// Verifies a code that was sent.
    ///
    /// A wrong one leaves the session open and counts; the fifth takes it along.
    package mutating func sentCodeSubmitted(
        _ code: OneTimeCode, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        guard case .awaitingSentCode(let sent) = session.state else { return .refuse(.invalidSession) }
        let factor: MFAType = sent.destination.attribute == .email ? .email : .sms
        if let refusal = refusalBeforeVerifying(factor, in: context) { return .refuse(refusal) }
        guard context.now < sent.expiresAt else { return .refuse(.expiredCode) }
        guard sent.matches(code, user: record.sub, session: session.id, keys: context.keys) else {
            record.update(session.id) { session in
                guard case .awaitingSentCode(var sent) = session.state else { return }
                sent.failures += 1
                session.state = .awaitingSentCode(sent)
            }
            let triesLeft = SentCode.tries - sent.failures - 1
            if triesLeft <= 0 { record.close(session.id) }
            return refuseCode(.sentCodeMismatch, of: factor, session: session, triesLeft: triesLeft, at: context.now)
        }
        let before = self
        if let missing = verify(sent.destination, in: context.poolContext) {
            self = before
            return .reserveFirst(missing)
        }
        return proceed(
            satisfied: session.satisfied.inserting(factor), firstFactorAt: session.firstFactorAt, spending: session.id,
            in: context)
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

    /// Verifies the code of an authenticator app.
    ///
    /// Its step is spent with the verdict; a spent one counts as wrong.
    package mutating func softwareTokenCodeSubmitted(
        _ code: OneTimeCode, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        guard case .awaitingSoftwareTokenCode = session.state else { return .refuse(.invalidSession) }
        if let refusal = refusalBeforeVerifying(.softwareToken, in: context) { return .refuse(refusal) }
        guard var token = record.softwareToken else { return .refuse(.noSoftwareToken) }
        let verdict = token.verify(code, at: context.now)
        record.softwareToken = token
        switch verdict {
        case .matched:
            return proceed(
                satisfied: session.satisfied.inserting(.softwareToken), firstFactorAt: session.firstFactorAt,
                spending: session.id, in: context)
        case .alreadyUsed, .noMatch:
            let error = verdict == .noMatch ? CognitoError.softwareTokenCodeMismatch : .softwareTokenCodeUsed
            let isClockOff = verdict == .noMatch && token.suggestsClockOff(code, at: context.now)
            return refuseCode(
                error, of: .softwareToken, session: session, triesLeft: nil, isClockOff: isClockOff, at: context.now)
        }
    }

    /// Takes the answer to SELECT_MFA_TYPE; the choice is verified under the settings of now.
    package mutating func mfaTypeSelected(
        _ factor: MFAType, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        guard case .selectingMFAType(let choices) = session.state else { return .refuse(.invalidSession) }
        let policy = FactorPolicy(pool: context.pool, user: record)
        guard policy.next(satisfied: session.satisfied) != .tokens else {
            return proceed(
                satisfied: session.satisfied, firstFactorAt: session.firstFactorAt, spending: session.id, in: context)
        }
        guard choices.contains(factor), policy.offered.contains(factor) else {
            return .refuse(.choiceNotOffered.advising(.anotherCode(attemptsLeft: 1, clockOff: false)))
        }
        let before = self
        record.close(session.id)
        let action = challenge(
            factor, satisfied: session.satisfied, firstFactorAt: session.firstFactorAt, in: context)
        if case .refuse = action { self = before }
        return action
    }

    /// Why a code is not even verified: its factor is closed, or the user has been given enough grants.
    private func refusalBeforeVerifying(_ factor: MFAType, in context: SignInContext) -> CognitoError? {
        if record.codeFailures.isClosed(factor) { return .attemptsExceeded(.changeCall) }
        return record.hourly.refusal(of: .grants, limits: context.limits, at: context.now)
    }

    /// Counts a wrong code and words the refusal.
    private mutating func refuseCode(
        _ error: CognitoError, of factor: MFAType, session: ChallengeSession, triesLeft: Int?,
        isClockOff: Bool = false, at now: UnixTime
    ) -> SignInAction {
        record.codeFailures.fail(factor, at: now)
        let left = min(triesLeft ?? .max, record.codeFailures.ladder.attemptsLeft(at: now))
        let name = session.challengeName
        emit(at: now) { .codeRejected($0, name, attemptsLeft: max(0, left)) }
        let advice: CognitoError.Advice
        if record.codeFailures.isClosed(factor) {
            advice = .changeCall
            emit(at: now) { .factorClosed($0, factor) }
        } else if let lockEnd = record.codeFailures.ladder.lockEnd(at: now) {
            advice = .waitUntil(lockEnd)
        } else {
            advice = left > 0 ? .anotherCode(attemptsLeft: left, clockOff: isClockOff) : .newSignIn
        }
        return .refuse(error.advising(advice))
    }
}
