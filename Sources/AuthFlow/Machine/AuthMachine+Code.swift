package import CognitoMFACore
package import UserPoolModel

extension AuthMachine {
    /// Judges a code that was sent.
    ///
    /// A wrong one leaves the session open and counts; the fifth takes it along.
    package mutating func sentCodeSubmitted(
        _ code: OneTimeCode, session: ChallengeSession, under it: Circumstances
    ) -> SignInAction {
        guard case .awaitingSentCode(let sent) = session.state else { return .refuse(.invalidSession) }
        let factor: MFAType = sent.destination.attribute == .email ? .email : .sms
        if let refusal = refusalBeforeJudging(factor, under: it) { return .refuse(refusal) }
        guard it.now < sent.expiresAt else { return .refuse(.expiredCode) }
        guard sent.matches(code, user: record.sub, session: session.id, keys: it.keys) else {
            record.update(session.id) { session in
                guard case .awaitingSentCode(var sent) = session.state else { return }
                sent.failures += 1
                session.state = .awaitingSentCode(sent)
            }
            let triesLeft = SentCode.tries - sent.failures - 1
            if triesLeft <= 0 { record.close(session.id) }
            return refuseCode(.sentCodeMismatch, of: factor, session: session, triesLeft: triesLeft, at: it.now)
        }
        let before = self
        if let missing = verify(sent.destination, under: it.surroundings) {
            self = before
            return .claimFirst(missing)
        }
        return proceed(
            satisfied: session.satisfied.inserting(factor), firstFactorAt: session.firstFactorAt, spending: session.id,
            under: it)
    }

    /// Marks a destination verified that has received its code, if it is still the user's.
    ///
    /// - Returns: the alias that must be claimed first.
    private mutating func verify(_ destination: CodeDestination, under it: Surroundings) -> [Alias]? {
        let name = destination.attribute
        guard record.attributes.destination(name) == destination, let flag = name.verifiedFlag,
            !record.attributes.isVerified(name)
        else { return nil }
        if it.aliases.refused.contains(name) {
            note(at: it.now) { .aliasNotTaken($0, name) }
            return nil
        }
        record.attributes[flag] = "true"
        let missing = settleAliases(under: it)
        guard missing.isEmpty else { return missing }
        note(at: it.now) { .attributeVerified($0, name) }
        return nil
    }

    /// Judges the code of an authenticator app.
    ///
    /// Its step is spent with the verdict; a spent one counts as wrong.
    package mutating func softwareTokenCodeSubmitted(
        _ code: OneTimeCode, session: ChallengeSession, under it: Circumstances
    ) -> SignInAction {
        guard case .awaitingSoftwareTokenCode = session.state else { return .refuse(.invalidSession) }
        if let refusal = refusalBeforeJudging(.softwareToken, under: it) { return .refuse(refusal) }
        guard var token = record.softwareToken else { return .refuse(.noSoftwareToken) }
        let verdict = token.judge(code, at: it.now)
        record.softwareToken = token
        switch verdict {
        case .matched:
            return proceed(
                satisfied: session.satisfied.inserting(.softwareToken), firstFactorAt: session.firstFactorAt,
                spending: session.id, under: it)
        case .alreadyUsed, .noMatch:
            let error = verdict == .noMatch ? CognitoError.softwareTokenCodeMismatch : .softwareTokenCodeUsed
            let isClockOff = verdict == .noMatch && token.suggestsClockOff(code, at: it.now)
            return refuseCode(
                error, of: .softwareToken, session: session, triesLeft: nil, isClockOff: isClockOff, at: it.now)
        }
    }

    /// Takes the answer to SELECT_MFA_TYPE; the choice is judged under the settings of now.
    package mutating func mfaTypeSelected(
        _ factor: MFAType, session: ChallengeSession, under it: Circumstances
    ) -> SignInAction {
        guard case .selectingMFAType(let choices) = session.state else { return .refuse(.invalidSession) }
        let policy = FactorPolicy(pool: it.pool, user: record)
        guard policy.next(satisfied: session.satisfied) != .tokens else {
            return proceed(
                satisfied: session.satisfied, firstFactorAt: session.firstFactorAt, spending: session.id, under: it)
        }
        guard choices.contains(factor), policy.offered.contains(factor) else {
            return .refuse(.choiceNotOffered.advising(.sameSession(attemptsLeft: 1, clockOff: false)))
        }
        let before = self
        record.close(session.id)
        let action = challenge(
            factor, satisfied: session.satisfied, firstFactorAt: session.firstFactorAt, under: it)
        if case .refuse = action { self = before }
        return action
    }

    /// Why a code is not even judged: its factor is closed, or the user has been given enough grants.
    private func refusalBeforeJudging(_ factor: MFAType, under it: Circumstances) -> CognitoError? {
        if record.codeFailures.isClosed(factor) { return .attemptsExceeded(.never) }
        return record.hourly.refusal(of: .grants, limits: it.limits, at: it.now)
    }

    /// Counts a wrong code and words the refusal.
    private mutating func refuseCode(
        _ error: CognitoError, of factor: MFAType, session: ChallengeSession, triesLeft: Int?,
        isClockOff: Bool = false, at now: UnixTime
    ) -> SignInAction {
        record.codeFailures.fail(factor, at: now)
        let left = min(triesLeft ?? .max, record.codeFailures.ladder.attemptsLeft(at: now))
        let name = session.challengeName
        note(at: now) { .codeRejected($0, name, attemptsLeft: max(0, left)) }
        let retry: CognitoError.Retry
        if record.codeFailures.isClosed(factor) {
            retry = .never
            note(at: now) { .factorClosed($0, factor) }
        } else if let lockEnd = record.codeFailures.ladder.lockEnd(at: now) {
            retry = .later(lockEnd)
        } else {
            retry = left > 0 ? .sameSession(attemptsLeft: left, clockOff: isClockOff) : .newSignIn
        }
        return .refuse(error.advising(retry))
    }
}
