package import CognitoMFACore
package import UserPoolModel

extension AuthMachine {
    /// The end of the password lock, or nil outside one.
    ///
    /// It is asked for before the slow check and again with its verdict.
    package func passwordLockEnd(at now: UnixTime) -> UnixTime? { record.passwordFailures.ladder.lockEnd(at: now) }

    /// Takes the proof of a sign-in's first factor, by whichever method it was made.
    package mutating func firstFactorChecked(_ proof: FirstFactorProof, in context: SignInContext) -> SignInAction {
        guard proof.isCurrent(for: record) else { return .verifyAgain }
        if let refusal = passwordRefusal(proof, at: context.now) { return .refuse(refusal) }
        let action = firstFactorAccepted(proof.factor, in: context)
        // A code lock is refused without writing anything.
        if case .refuse(let error) = action, error.isLock { return action }
        accept(proof)
        return action
    }

    /// Refuses in a password lock; the record changes only if the lock was written by a clock far ahead.
    package mutating func passwordLocked(until lockEnd: UnixTime, at now: UnixTime) -> CognitoError {
        record.passwordFailures.bringBack(to: now)
        return refusedByLock(until: lockEnd, at: now)
    }

    /// Says that a lock refused, and words the refusal.
    mutating func refusedByLock(until lockEnd: UnixTime, at now: UnixTime) -> CognitoError {
        emit(at: now) { .refusedByLock($0, until: lockEnd) }
        return .attemptsExceeded(.waitUntil(lockEnd))
    }

    /// The refusal of a proof, or nil for one that passes: a lock, or it is wrong and counts.
    mutating func passwordRefusal(_ proof: FirstFactorProof, at now: UnixTime) -> CognitoError? {
        if let lockEnd = passwordLockEnd(at: now) { return passwordLocked(until: lockEnd, at: now) }
        guard !proof.isAccepted else { return nil }
        record.passwordFailures.fail(at: now)
        let lockEnd = passwordLockEnd(at: now)
        emit(at: now) { .passwordRejected($0, lockedUntil: lockEnd) }
        return .incorrectPassword.advising(lockEnd.map { .waitUntil($0) } ?? .newSignIn)
    }

    /// A right password ends the row of wrong ones; a hash of another cost is renewed in the same swap.
    ///
    /// The proof is current.
    mutating func accept(_ proof: FirstFactorProof) {
        record.passwordFailures.clear()
        if let renewed = proof.renewed { record.password = renewed }
    }

    private mutating func firstFactorAccepted(_ factor: FirstFactor, in context: SignInContext) -> SignInAction {
        if let refusal = record.refusalOfRightPassword(at: context.now) { return .refuse(refusal) }
        let progress = SignInProgress(firstFactor: factor, at: context.now)
        let openings = record.hourly.refusal(of: .openSignIns, limits: context.limits, at: context.now)
        // The limit counts challenges only: whether this would be one shows when it is made.
        let before = openings.map { _ in self }
        let action: SignInAction
        if record.status == .forceChangePassword {
            action = .challenge(open(.replacingPassword, progress, in: context))
        } else {
            action = proceed(progress, spending: nil, in: context)
        }
        switch action {
        case .challenge, .sendCode:
            if let openings, let before {
                self = before
                return .refuse(openings)
            }
            record.hourly.use(.openSignIns, at: context.now)
        case .grant, .refuse, .verifyAgain, .reserveFirst: break
        }
        return action
    }

    /// Takes the answer to NEW_PASSWORD_REQUIRED.
    ///
    /// Every other open challenge was won with the old password and ends.
    package mutating func newPasswordSubmitted(
        _ new: NewPassword, attributes: UserAttributes, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        for (name, _) in attributes.inOrder where record.attributes[name] != nil {
            return .refuse(.cannotModify(name))
        }
        let before = self
        do throws(CognitoError) {
            try context.client.authorizeWriting(attributes.keys)
            try context.pool.validate(attributes, of: record, byAdministrator: false)
            try context.pool.requireAll(in: record.attributes.merging(attributes) { $1 })
            apply(attributes, in: context.poolContext)
            try setPassword(new, in: context.poolContext)
        } catch {
            self = before
            return .refuse(error)
        }
        record.closeAllSessions()
        let missing = updateReservations(in: context.poolContext)
        guard missing.isEmpty else {
            self = before
            return .reserveFirst(missing)
        }
        let action = proceed(session.progress.withoutSecondFactors, spending: nil, in: context)
        // Refused, for a lock perhaps: the password is not replaced, and the session can be answered later.
        if case .refuse = action { self = before }
        return action
    }

    /// Puts a user's own password in place and confirms the user.
    ///
    /// A recovery code ends with the password that it was to replace; wrong ones stay counted.
    ///
    /// - Parameter caller: the family that is kept of the browser sessions, which end in every profile (R130).
    /// - Throws: PasswordHistoryPolicyViolationException when it is one of the former.
    mutating func setPassword(
        _ new: NewPassword, keeping caller: TokenFamilyID? = nil, in context: PoolContext
    ) throws(CognitoError) {
        try remember(new, in: context)
        record.password = new.hash
        record.passwordChanges?.change(keeping: caller)
        record.codes[.recovery] = nil
        record.temporaryPasswordExpiresAt = nil
        record.status = .confirmed
        record.modifiedAt = context.now
        emit(at: context.now) { .passwordChanged($0) }
    }

    private mutating func remember(_ new: NewPassword, in context: PoolContext) throws(CognitoError) {
        let size = context.pool.passwordPolicy.passwordHistorySize
        guard size > 0 else {
            record.history = nil
            return
        }
        // The digest was made before the pool's settings were read in this try.
        guard let digest = new.digest else { throw .tooManyRequests }
        var history = record.history ?? PasswordHistory(salt: digest.salt, iterations: digest.iterations)
        guard history.salt == digest.salt else { throw .tooManyRequests }
        guard !history.contains(digest, last: size, keys: context.keys) else { throw .passwordReused }
        history.remember(digest, last: size, keys: context.keys)
        record.history = history
    }

    /// The refusal of a signed-in user's password before it is verified: the holder, a lock, or a limit an hour.
    package mutating func passwordCheckRefusal(
        of principal: Principal, limit: HourlyUses.Operation?, in context: PoolContext
    ) -> CognitoError? {
        if let refusal = refusal(of: principal) { return refusal }
        if let lockEnd = passwordLockEnd(at: context.now) { return passwordLocked(until: lockEnd, at: context.now) }
        return limit.flatMap { record.hourly.refusal(of: $0, limits: context.limits, at: context.now) }
    }

    /// Takes ChangePassword: challenges won with the old password end, and so does a recovery code.
    ///
    /// Tokens stay; in profile `strict` those of the caller's own sign-in only.
    package mutating func passwordChanged(
        to new: NewPassword, _ proof: FirstFactorProof, by principal: Principal, in context: PoolContext
    ) -> ChangeAction {
        if let refusal = passwordCheckRefusal(of: principal, limit: .changePassword, in: context) {
            return .refuse(refusal)
        }
        guard proof.isCurrent(for: record) else { return .refuse(.tooManyRequests) }
        record.hourly.use(.changePassword, at: context.now)
        if let refusal = passwordRefusal(proof, at: context.now) { return .refuse(refusal) }
        record.passwordFailures.clear()
        do throws(CognitoError) { try setPassword(new, keeping: principal.family, in: context) } catch {
            return .refuse(error)
        }
        record.closeAllSessions()
        if context.profile.guardsFactors { endOtherSignIns(than: principal) }
        return .done
    }

    /// Takes AdminSetUserPassword: whatever the old password opened ends with it.
    package mutating func passwordSet(
        _ new: NewPassword, temporaryUntil expiry: UnixTime?, in context: PoolContext
    ) -> ChangeAction {
        do throws(CognitoError) { try setPassword(new, in: context) } catch { return .refuse(error) }
        record.temporaryPasswordExpiresAt = expiry
        record.status = expiry == nil ? .confirmed : .forceChangePassword
        record.recoveryFailures = 0
        record.revokeEverything()
        return .done
    }
}
