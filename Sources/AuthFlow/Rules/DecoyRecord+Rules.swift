package import CognitoMFACore
package import UserPoolModel

// The rules of a name that nobody has, where unknown users are hidden: limits and refusals as a user has them.
extension DecoyRecord {
    /// Counts a wrong password for a name that nobody has.
    package mutating func passwordRejected(at now: UnixTime) -> ChangeAction {
        if let lockEnd = passwordFailures.ladder.lockEnd(at: now) {
            return .refuse(.attemptsExceeded(.waitUntil(lockEnd)))
        }
        passwordFailures.fail(at: now)
        let lockEnd = passwordFailures.ladder.lockEnd(at: now)
        return .refuse(.incorrectPassword.advising(lockEnd.map { .waitUntil($0) } ?? .newSignIn))
    }

    /// Takes a code for a name that nobody has.
    package mutating func answer(
        _ purpose: CodePurpose, _ code: OneTimeCode, limit: HourlyUses.Operation, in context: PoolContext
    ) -> CognitoError {
        if let refusal = hourly.refusal(of: limit, limits: context.limits, at: context.now) { return refusal }
        if purpose == .recovery, recoveryFailures >= AuthMachine.recoveryFailureCap { return .recoveryClosed }
        hourly.use(limit, at: context.now)
        if purpose == .recovery { recoveryFailures += 1 }
        standInAnswers(purpose, code, in: context)
        return .verificationCodeMismatch
    }

    /// Counts a code that a name asks for that nobody has.
    ///
    /// - Returns: the message to be worded as a user's is, and handed to nobody.
    package mutating func ask(
        _ purpose: CodePurpose, limit: HourlyUses.Operation, in context: PoolContext
    ) -> ChangeAction {
        // In a user's order: the call counts even when the message is refused.
        for use in [limit, .sendsWithoutPassword] {
            if let refusal = hourly.refusal(of: use, limits: context.limits, at: context.now) {
                return .refuse(refusal)
            }
            hourly.use(use, at: context.now)
        }
        return standInAsks(purpose, in: context).map { .send([$0]) } ?? .done
    }
}
