package import CognitoMFACore
package import UserPoolModel

extension AuthMachine {
    /// When the password lock ends, or nil outside one.
    ///
    /// Asked before the slow check and again with its verdict.
    package func passwordLockEnd(at now: UnixTime) -> UnixTime? { record.passwordFailures.ladder.lockEnd(at: now) }

    /// Takes the verdict on a sign-in's password.
    package mutating func passwordChecked(_ proof: PasswordProof, under it: Circumstances) -> SignInAction {
        guard proof.isCurrent(for: record) else { return .verifyAgain }
        if let refusal = passwordRefusal(proof, at: it.now) { return .refuse(refusal) }
        let action = passwordAccepted(under: it)
        // A code lock is refused without writing anything.
        if case .refuse(let error) = action, error.isLock { return action }
        record.passwordFailures.clear()
        return action
    }

    /// Refuses in a password lock; the record changes only if the lock was written by a clock far ahead.
    package mutating func passwordLocked(until lockEnd: UnixTime, at now: UnixTime) -> CognitoError {
        record.passwordFailures.bringBack(to: now)
        return .attemptsExceeded(.later(lockEnd))
    }

    /// Why a password does not pass: a lock, or it is wrong and counts.
    ///
    /// Nil when it is right.
    mutating func passwordRefusal(_ proof: PasswordProof, at now: UnixTime) -> CognitoError? {
        if let lockEnd = passwordLockEnd(at: now) { return passwordLocked(until: lockEnd, at: now) }
        guard !proof.isAccepted else { return nil }
        record.passwordFailures.fail(at: now)
        return .incorrectPassword.advising(passwordLockEnd(at: now).map { .later($0) } ?? .newSignIn)
    }

    private mutating func passwordAccepted(under it: Circumstances) -> SignInAction {
        guard record.isEnabled else { return .refuse(.userDisabled) }
        switch record.status {
        case .unconfirmed: return .refuse(.userNotConfirmed)
        case .resetRequired: return .refuse(.passwordResetRequired)
        case .forceChangePassword:
            if let end = record.temporaryPasswordExpiresAt, it.now >= end {
                return .refuse(.temporaryPasswordExpired)
            }
            return .challenge(open(.replacingPassword, satisfied: [], firstFactorAt: it.now, under: it))
        case .confirmed:
            return proceed(satisfied: [], firstFactorAt: it.now, spending: nil, under: it)
        }
    }

    /// Takes the answer to NEW_PASSWORD_REQUIRED.
    ///
    /// Every other open challenge was won with the old password and ends.
    package mutating func newPasswordSubmitted(
        _ hash: PasswordHash, attributes: UserAttributes, session: ChallengeSession, under it: Circumstances
    ) -> SignInAction {
        for name in attributes.keys.sorted(by: { $0.rawValue < $1.rawValue }) where record.attributes[name] != nil {
            return .refuse(.cannotModify(name))
        }
        var changed = record
        do throws(CognitoError) {
            try changed.apply(attributes, byAdministrator: false, at: it.now)
        } catch {
            return .refuse(error)
        }
        record = changed
        record.password = hash
        record.temporaryPasswordExpiresAt = nil
        record.status = .confirmed
        record.modifiedAt = it.now
        record.closeAllSessions()
        return proceed(satisfied: [], firstFactorAt: session.firstFactorAt, spending: nil, under: it)
    }

    /// Why a signed-in user's password is not even checked: the holder, a lock, or a limit an hour.
    package mutating func passwordCheckRefusal(
        of principal: Principal, limit: HourlyUses.Operation?, at now: UnixTime
    ) -> CognitoError? {
        if let refusal = refusal(of: principal) { return refusal }
        if let lockEnd = passwordLockEnd(at: now) { return passwordLocked(until: lockEnd, at: now) }
        return limit.flatMap { record.hourly.refusal(of: $0, at: now) }
    }

    /// Takes ChangePassword: challenges won with the old password end, tokens stay.
    package mutating func passwordChanged(
        to hash: PasswordHash, _ proof: PasswordProof, by principal: Principal, at now: UnixTime
    ) -> ChangeAction {
        if let refusal = passwordCheckRefusal(of: principal, limit: .changePassword, at: now) {
            return .refuse(refusal)
        }
        guard proof.isCurrent(for: record) else { return .refuse(.tooManyRequests) }
        record.hourly.use(.changePassword, at: now)
        if let refusal = passwordRefusal(proof, at: now) { return .refuse(refusal) }
        record.passwordFailures.clear()
        record.password = hash
        record.temporaryPasswordExpiresAt = nil
        record.status = .confirmed
        record.modifiedAt = now
        record.closeAllSessions()
        return .done
    }

    /// Takes AdminSetUserPassword: whatever the old password opened ends with it.
    package mutating func passwordSet(
        _ hash: PasswordHash, temporaryUntil expiry: UnixTime?, at now: UnixTime
    ) -> ChangeAction {
        record.password = hash
        record.temporaryPasswordExpiresAt = expiry
        record.status = expiry == nil ? .confirmed : .forceChangePassword
        record.modifiedAt = now
        record.revokeEverything()
        return .done
    }
}
