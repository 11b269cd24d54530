package import CognitoMFACore
package import UserPoolModel

extension AuthMachine {
    /// Judges the code of a text message.
    ///
    /// A wrong one leaves the session open and counts; the fifth takes it along.
    package mutating func smsCodeSubmitted(
        _ code: OneTimeCode, session: ChallengeSession, under it: Circumstances
    ) -> SignInAction {
        guard case .awaitingSMSCode(let sent) = session.state else { return .refuse(.invalidSession) }
        guard !record.codeFailures.isClosed(.sms) else { return .refuse(.attemptsExceeded(.never)) }
        guard it.now < sent.expiresAt else { return .refuse(.expiredCode) }
        guard sent.matches(code, user: record.sub, session: session.id, keys: it.keys) else {
            record.codeFailures.fail(.sms, at: it.now)
            record.update(session.id) { session in
                guard case .awaitingSMSCode(var sent) = session.state else { return }
                sent.failures += 1
                session.state = .awaitingSMSCode(sent)
            }
            let triesLeft = SentCode.tries - sent.failures - 1
            if triesLeft <= 0 { record.close(session.id) }
            return .refuse(.smsCodeMismatch.advising(retryAfterWrongCode(of: .sms, triesLeft: triesLeft, at: it.now)))
        }
        if record.attributes.phone == sent.destination { record.attributes[.phoneNumberVerified] = "true" }
        return proceed(
            satisfied: session.satisfied.union([.sms]), firstFactorAt: session.firstFactorAt, spending: session.id,
            under: it)
    }

    /// Judges the code of an authenticator app.
    ///
    /// Its step is spent with the verdict; a spent one counts as wrong.
    package mutating func softwareTokenCodeSubmitted(
        _ code: OneTimeCode, session: ChallengeSession, under it: Circumstances
    ) -> SignInAction {
        guard case .awaitingSoftwareTokenCode = session.state else { return .refuse(.invalidSession) }
        guard !record.codeFailures.isClosed(.softwareToken) else { return .refuse(.attemptsExceeded(.never)) }
        guard var token = record.softwareToken else { return .refuse(.noSoftwareToken) }
        let verdict = token.judge(code, at: it.now)
        record.softwareToken = token
        switch verdict {
        case .matched:
            return proceed(
                satisfied: session.satisfied.union([.softwareToken]), firstFactorAt: session.firstFactorAt,
                spending: session.id, under: it)
        case .alreadyUsed, .noMatch:
            record.codeFailures.fail(.softwareToken, at: it.now)
            let error = verdict == .noMatch ? CognitoError.softwareTokenCodeMismatch : .softwareTokenCodeUsed
            let isClockOff = verdict == .noMatch && token.suggestsClockOff(code, at: it.now)
            let retry = retryAfterWrongCode(of: .softwareToken, triesLeft: nil, isClockOff: isClockOff, at: it.now)
            return .refuse(error.advising(retry))
        }
    }

    /// Takes the answer to SELECT_MFA_TYPE; the choice is judged under the settings of now.
    package mutating func mfaTypeSelected(
        _ factor: MFAType, session: ChallengeSession, under it: Circumstances
    ) -> SignInAction {
        guard case .selectingMFAType(let choices) = session.state else { return .refuse(.invalidSession) }
        let policy = FactorPolicy(pool: it.pool.mfa, user: record)
        guard policy.next(satisfied: session.satisfied) != .tokens else {
            return proceed(
                satisfied: session.satisfied, firstFactorAt: session.firstFactorAt, spending: session.id, under: it)
        }
        guard choices.contains(factor), policy.offered.contains(factor) else {
            return .refuse(.choiceNotOffered.advising(.sameSession(attemptsLeft: 1, clockOff: false)))
        }
        record.close(session.id)
        return challenge(factor, satisfied: session.satisfied, firstFactorAt: session.firstFactorAt, under: it)
    }

    private func retryAfterWrongCode(
        of factor: MFAType, triesLeft: Int?, isClockOff: Bool = false, at now: UnixTime
    ) -> CognitoError.Retry {
        if record.codeFailures.isClosed(factor) { return .never }
        if let lockEnd = record.codeFailures.ladder.lockEnd(at: now) { return .later(lockEnd) }
        let left = min(triesLeft ?? .max, record.codeFailures.ladder.attemptsLeft(at: now))
        return left > 0 ? .sameSession(attemptsLeft: left, clockOff: isClockOff) : .newSignIn
    }
}
