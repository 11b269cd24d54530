package import CognitoMFACore
package import UserPoolModel

// A forgotten password.
extension AuthMachine {
    /// Wrong recovery codes in a row, over all codes, that close recovery.
    package static let recoveryFailureCap = 100

    /// Takes ForgotPassword.
    ///
    /// - Parameter hiding: whether users are hidden; one who cannot be sent a code is then counted like a name that
    ///   nobody has.
    package mutating func recoveryAsked(hiding: Bool, in context: PoolContext) -> ChangeAction {
        if let refusal = count(.forgotPassword, in: context) { return .refuse(refusal) }
        let action: ChangeAction
        if !record.isEnabled {
            action = .refuse(.userDisabled)
        } else if record.status == .forceChangePassword {
            action = .refuse(.cannotResetNow)
        } else {
            action = sendRecoveryCode(quota: .sendsWithoutPassword, in: context)
        }
        if hiding, case .refuse(let error) = action { return refuseCounting(error, in: context) }
        return action
    }

    /// Refuses what would tell of a user's state, and leaves the user as a name that nobody has would be left.
    mutating func refuseCounting(_ error: CognitoError, in context: PoolContext) -> ChangeAction {
        .refuse(count(.sendsWithoutPassword, in: context) ?? error)
    }

    /// Takes AdminResetUserPassword: the password is good for nothing until it is reset.
    package mutating func resetRequired(in context: PoolContext) -> ChangeAction {
        guard record.status != .forceChangePassword else { return .refuse(.cannotResetNow) }
        let action = sendRecoveryCode(quota: .sendsWithPassword, in: context)
        if case .refuse = action { return action }
        record.status = .resetRequired
        record.recoveryFailures = 0
        record.modifiedAt = context.now
        record.revokeEverything()
        return action
    }

    private mutating func sendRecoveryCode(quota: HourlyUses.Operation, in context: PoolContext) -> ChangeAction {
        guard let destination = recoveryChannel(in: context) else { return .refuse(.noRecoveryChannel) }
        do throws(CognitoError) {
            return .send([try send(.recovery, to: destination, asked: true, quota: quota, in: context)])
        } catch {
            return .refuse(error)
        }
    }

    /// The verified number or address that a code may go to: never the one that receives the second factor's codes, or
    /// whoever reads that channel alone has the account.
    private func recoveryChannel(in context: PoolContext) -> CodeDestination? {
        let ways = context.pool.accountRecovery ?? [.verifiedPhoneNumber, .verifiedEmail]
        for name in ways.compactMap(\.attribute) where record.attributes.isVerified(name) {
            if isFactor(name, in: context) { continue }
            if name == .phoneNumber, context.pool.smsConfiguration == nil { continue }
            if let destination = record.attributes.destination(name) { return destination }
        }
        return nil
    }

    private func isFactor(_ name: AttributeName, in context: PoolContext) -> Bool {
        guard let factor = SecondFactor.allCases.first(where: { $0.attribute == name }) else { return false }
        switch context.pool.mfa.mode {
        case .off: return false
        case .optional: return context.pool.mfa.offered.contains(factor) && record.mfa.factors.contains(factor)
        // In a required pool a number counts unless an authenticator stands before it.
        case .on:
            guard context.pool.mfa.offered.contains(factor) else { return false }
            if record.mfa.preferredFactor == factor { return true }
            return context.pool.primaryRecovery != name && record.softwareToken == nil
        }
    }

    /// The reason for which a recovery code is not even verified; without one the use counts.
    package mutating func recoveryRefusal(in context: PoolContext) -> CognitoError? {
        if let refusal = refusal(of: .confirmForgotPassword, in: context) { return refusal }
        guard record.recoveryFailures < Self.recoveryFailureCap else { return .recoveryClosed }
        return nil
    }

    /// Takes ConfirmForgotPassword.
    ///
    /// - Parameters:
    ///   - new: the new password, hashed once the code has turned out right; nil before.
    ///   - hiding: whether users are hidden; one who is disabled then has no right code.
    /// - Returns: nil when the code is right and the password has yet to be hashed.
    package mutating func recovered(
        _ code: OneTimeCode, _ new: NewPassword?, hiding: Bool = false, in context: PoolContext
    ) -> ChangeAction? {
        if let refusal = recoveryRefusal(in: context) { return .refuse(refusal) }
        let before = self
        record.hourly.use(.confirmForgotPassword, at: context.now)
        switch verify(code, for: .recovery, hiding: hiding, isServed: record.isEnabled, in: context) {
        case .failure(let refusal):
            if refusal == .verificationCodeMismatch { record.recoveryFailures += 1 }
            return .refuse(refusal)
        case .success: break
        }
        guard record.isEnabled else { return .refuse(.userDisabled) }
        guard record.status != .unconfirmed else { return .refuse(.userNotConfirmed) }
        guard let new else {
            self = before
            return nil
        }
        do throws(CognitoError) { try setPassword(new, in: context) } catch { return .refuse(error) }
        record.recoveryFailures = 0
        record.revokeEverything()
        return .done
    }

    /// Verifies a code of a sign-up or of a recovery, and counts a wrong one.
    ///
    /// - Parameters:
    ///   - hiding: whether users are hidden: an absent, dead or late code is then answered as a wrong one (R123).
    ///   - isServed: false for a user whose state no code changes; only looked at where users are hidden.
    /// - Returns: the code that was waited for, or the refusal.
    mutating func verify(
        _ code: OneTimeCode, for purpose: CodePurpose, hiding: Bool, isServed: Bool, in context: PoolContext
    ) -> Result<VerificationCode, CognitoError> {
        guard var waiting = record.codes[purpose] else {
            guard hiding else { return .failure(.verificationCodeExpired) }
            VerificationCode.verifyNothing(code, for: purpose, user: record.sub, keys: context.keys, at: context.now)
            return .failure(.verificationCodeMismatch)
        }
        let verdict =
            hiding
            ? waiting.verifyHidden(
                code, for: purpose, user: record.sub, isServed: isServed, keys: context.keys, at: context.now)
            : waiting.verify(code, for: purpose, user: record.sub, keys: context.keys, at: context.now)
        switch verdict {
        case .right: return .success(waiting)
        case .expired: return .failure(.verificationCodeExpired)
        case .wrong:
            record.codes[purpose] = waiting
            return .failure(.verificationCodeMismatch)
        }
    }
}
