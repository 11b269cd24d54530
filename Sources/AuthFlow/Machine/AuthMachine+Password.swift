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
        accept(proof)
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
        let lockEnd = passwordLockEnd(at: now)
        note(at: now) { .passwordRejected($0, lockedUntil: lockEnd) }
        return .incorrectPassword.advising(lockEnd.map { .later($0) } ?? .newSignIn)
    }

    /// A right password ends the row of wrong ones; a hash of another cost is renewed in the same swap.
    ///
    /// The proof is current.
    mutating func accept(_ proof: PasswordProof) {
        record.passwordFailures.clear()
        if let renewed = proof.renewed { record.password = renewed }
    }

    private mutating func passwordAccepted(under it: Circumstances) -> SignInAction {
        guard record.isEnabled else { return .refuse(.userDisabled) }
        switch record.status {
        case .unconfirmed: return .refuse(.userNotConfirmed)
        case .resetRequired: return .refuse(.passwordResetRequired)
        case .forceChangePassword, .confirmed: break
        }
        let openings = record.hourly.refusal(of: .openSignIns, limits: it.limits, at: it.now)
        // The limit counts challenges only: whether this would be one shows when it is made.
        let before = openings.map { _ in self }
        let action: SignInAction
        if record.status == .forceChangePassword {
            if let end = record.temporaryPasswordExpiresAt, it.now >= end { return .refuse(.temporaryPasswordExpired) }
            action = .challenge(open(.replacingPassword, satisfied: FactorSet(), firstFactorAt: it.now, under: it))
        } else {
            action = proceed(satisfied: FactorSet(), firstFactorAt: it.now, spending: nil, under: it)
        }
        switch action {
        case .challenge, .sendCode:
            if let openings, let before {
                self = before
                return .refuse(openings)
            }
            record.hourly.use(.openSignIns, at: it.now)
        case .grant, .refuse, .verifyAgain, .claimFirst: break
        }
        return action
    }

    /// Takes the answer to NEW_PASSWORD_REQUIRED.
    ///
    /// Every other open challenge was won with the old password and ends.
    package mutating func newPasswordSubmitted(
        _ new: NewPassword, attributes: UserAttributes, session: ChallengeSession, under it: Circumstances
    ) -> SignInAction {
        for (name, _) in attributes.inOrder where record.attributes[name] != nil {
            return .refuse(.cannotModify(name))
        }
        let before = self
        do throws(CognitoError) {
            try it.client.judgeWriting(attributes.keys)
            try it.pool.judge(attributes, of: record, byAdministrator: false)
            try it.pool.requireAll(in: record.attributes.merging(attributes) { $1 })
            apply(attributes, under: it.surroundings)
            try setPassword(new, under: it.surroundings)
        } catch {
            self = before
            return .refuse(error)
        }
        record.closeAllSessions()
        let missing = settleAliases(under: it.surroundings)
        guard missing.isEmpty else {
            self = before
            return .claimFirst(missing)
        }
        let action = proceed(satisfied: FactorSet(), firstFactorAt: session.firstFactorAt, spending: nil, under: it)
        // Refused, for a lock perhaps: the password is not replaced, and the session can be answered later.
        if case .refuse = action { self = before }
        return action
    }

    /// Puts a user's own password in place and confirms the user.
    ///
    /// A recovery code ends with the password that it was to replace; wrong ones stay counted.
    ///
    /// - Throws: PasswordHistoryPolicyViolationException when it is one of the former.
    mutating func setPassword(_ new: NewPassword, under it: Surroundings) throws(CognitoError) {
        try remember(new, under: it)
        record.password = new.hash
        record.codes[.recovery] = nil
        record.temporaryPasswordExpiresAt = nil
        record.status = .confirmed
        record.modifiedAt = it.now
        note(at: it.now) { .passwordChanged($0) }
    }

    private mutating func remember(_ new: NewPassword, under it: Surroundings) throws(CognitoError) {
        let size = it.pool.passwordPolicy.passwordHistorySize
        guard size > 0 else {
            record.history = nil
            return
        }
        // The digest was made before the pool's settings were read in this try.
        guard let digest = new.digest else { throw .tooManyRequests }
        var history = record.history ?? PasswordHistory(salt: digest.salt, iterations: digest.iterations)
        guard history.salt == digest.salt else { throw .tooManyRequests }
        guard !history.contains(digest, last: size, keys: it.keys) else { throw .passwordReused }
        history.remember(digest, last: size, keys: it.keys)
        record.history = history
    }

    /// Why a signed-in user's password is not even checked: the holder, a lock, or a limit an hour.
    package mutating func passwordCheckRefusal(
        of principal: Principal, limit: HourlyUses.Operation?, under it: Surroundings
    ) -> CognitoError? {
        if let refusal = refusal(of: principal) { return refusal }
        if let lockEnd = passwordLockEnd(at: it.now) { return passwordLocked(until: lockEnd, at: it.now) }
        return limit.flatMap { record.hourly.refusal(of: $0, limits: it.limits, at: it.now) }
    }

    /// Takes ChangePassword: challenges won with the old password end, and so does a recovery code.
    ///
    /// Tokens stay; in profile `strict` those of the caller's own sign-in only.
    package mutating func passwordChanged(
        to new: NewPassword, _ proof: PasswordProof, by principal: Principal, under it: Surroundings
    ) -> ChangeAction {
        if let refusal = passwordCheckRefusal(of: principal, limit: .changePassword, under: it) {
            return .refuse(refusal)
        }
        guard proof.isCurrent(for: record) else { return .refuse(.tooManyRequests) }
        record.hourly.use(.changePassword, at: it.now)
        if let refusal = passwordRefusal(proof, at: it.now) { return .refuse(refusal) }
        record.passwordFailures.clear()
        do throws(CognitoError) { try setPassword(new, under: it) } catch { return .refuse(error) }
        record.closeAllSessions()
        if it.profile.guardsFactors { endOtherSignIns(than: principal) }
        return .done
    }

    /// Takes AdminSetUserPassword: whatever the old password opened ends with it.
    package mutating func passwordSet(
        _ new: NewPassword, temporaryUntil expiry: UnixTime?, under it: Surroundings
    ) -> ChangeAction {
        do throws(CognitoError) { try setPassword(new, under: it) } catch { return .refuse(error) }
        record.temporaryPasswordExpiresAt = expiry
        record.status = expiry == nil ? .confirmed : .forceChangePassword
        record.recoveryFailures = 0
        record.revokeEverything()
        return .done
    }
}
