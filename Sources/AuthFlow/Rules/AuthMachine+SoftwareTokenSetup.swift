package import CognitoMFACore
import UserPoolModel

extension AuthMachine {
    /// The longest a secret waits for its first code.
    package static let pendingLife = Duration.seconds(900)
    /// Wrong set-up codes that are verified; the next try discards the secret.
    package static let setUpTries = 10

    /// Gives out a new secret to the holder of an access token.
    ///
    /// The verified one works on until this one verifies.
    package mutating func softwareTokenAssociated(by principal: Principal, in context: SignInContext) -> AssociateAction
    {
        if let refusal = refusal(ofChangeBy: principal, in: context.poolContext) { return .refuse(refusal) }
        guard context.pool.mfa.factors.contains(.softwareToken) else { return .refuse(.softwareTokenOffInPool) }
        guard let secret = context.randomness.secret else { preconditionFailure("drawn without a secret") }
        let token = PendingSoftwareToken(secret: secret, associatedAt: context.now)
        record.pendingSoftwareToken = .init(family: principal.family, token: token)
        return .associated(secret, nil)
    }

    /// Gives out a new secret in the middle of MFA_SETUP; it lives in the session, which is renewed.
    package mutating func softwareTokenAssociated(
        in session: ChallengeSession, in context: SignInContext
    ) -> AssociateAction {
        guard case .settingUpMFA(let choices, _) = session.state else { return .refuse(.invalidSession) }
        guard context.pool.mfa.factors.contains(.softwareToken) else { return .refuse(.softwareTokenOffInPool) }
        guard isSetUpStillAsked(session, in: context) else { return .refuse(.invalidSession) }
        guard let secret = context.randomness.secret else { preconditionFailure("drawn without a secret") }
        record.close(session.id)
        let next = open(
            .settingUpMFA(choices, PendingSoftwareToken(secret: secret, associatedAt: context.now)),
            session.progress, in: context)
        return .associated(secret, next)
    }

    /// Forgets the secret that was given to the holder of an access token; another sign-in's stays.
    package mutating func pendingSoftwareTokenCancelled(
        by principal: Principal, in context: PoolContext
    ) -> ChangeAction {
        if let refusal = refusal(ofChangeBy: principal, in: context) { return .refuse(refusal) }
        if record.pendingSoftwareToken?.family == principal.family { record.pendingSoftwareToken = nil }
        return .done
    }

    /// Verifies the first code of a secret that was given to the holder of an access token.
    package mutating func setUpCodeSubmitted(
        _ code: OneTimeCode, friendlyDeviceName: String?, by principal: Principal, in context: SignInContext
    ) -> VerifyAction {
        if let refusal = refusal(ofChangeBy: principal, in: context.poolContext) { return .refuse(refusal) }
        guard context.pool.mfa.factors.contains(.softwareToken) else { return .refuse(.softwareTokenOffInPool) }
        guard var pending = record.pendingSoftwareToken, pending.family == principal.family,
            context.now < pending.token.associatedAt + Self.pendingLife
        else { return .refuse(.nothingAssociated) }
        switch pending.token.verify(code, friendlyDeviceName: friendlyDeviceName, at: context.now) {
        case .verified(let token):
            record.softwareToken = token
            record.pendingSoftwareToken = nil
            record.codeFailures.reopen(.softwareToken, replacedBySignInAt: principal.authenticatedAt)
            emit(at: context.now) { .softwareTokenRegistered($0) }
            factorChanged(by: principal, in: context.poolContext)
            return .verified(nil)
        case .wrong(let error):
            record.pendingSoftwareToken = pending
            return .refuse(error)
        case .spent:
            record.pendingSoftwareToken = nil
            return .refuse(.setUpTriesSpent)
        }
    }

    /// Verifies the first code of a secret that was given out in the middle of MFA_SETUP.
    package mutating func setUpCodeSubmitted(
        _ code: OneTimeCode, friendlyDeviceName: String?, in session: ChallengeSession, in context: SignInContext
    ) -> VerifyAction {
        guard case .settingUpMFA(let choices, let held) = session.state else { return .refuse(.invalidSession) }
        guard context.pool.mfa.factors.contains(.softwareToken) else { return .refuse(.softwareTokenOffInPool) }
        guard isSetUpStillAsked(session, in: context) else { return .refuse(.invalidSession) }
        guard var pending = held else { return .refuse(.nothingAssociated) }
        switch pending.verify(code, friendlyDeviceName: friendlyDeviceName, at: context.now) {
        case .verified(let token):
            record.softwareToken = token
            emit(at: context.now) { .softwareTokenRegistered($0) }
            record.close(session.id)
            factorChanged(by: nil, in: context.poolContext)
            let next = open(.mfaSetUp, session.progress.adding(.softwareToken), in: context)
            return .verified(next)
        case .wrong(let error):
            record.update(session.id) { $0.state = .settingUpMFA(choices, pending) }
            return .refuse(error)
        case .spent:
            record.update(session.id) { $0.state = .settingUpMFA(choices, nil) }
            return .refuse(.setUpTriesSpent)
        }
    }

    /// Takes the answer to MFA_SETUP once the token has verified: it is switched on, and preferred if nothing else is.
    package mutating func mfaSetupFinished(session: ChallengeSession, in context: SignInContext) -> SignInAction {
        guard case .mfaSetUp = session.state, record.softwareToken != nil else { return .refuse(.invalidSession) }
        let before = self
        record.mfa.set(.softwareToken, to: record.mfa.preferredFactor == nil ? .preferred : .enabled)
        let action = proceed(session.progress, spending: session.id, in: context)
        if case .refuse = action { self = before }
        return action
    }

    /// True while the decision table leads to set-up.
    ///
    /// If the user has got a factor since, whoever holds an older session, and the password alone, must not put another
    /// in its place.
    func isSetUpStillAsked(_ session: ChallengeSession, in context: SignInContext) -> Bool {
        if case .setUp = FactorPolicy(pool: context.pool, user: record).next(satisfied: session.satisfied) {
            return true
        }
        return false
    }
}

extension PendingSoftwareToken {
    fileprivate enum Verdict {
        case verified(VerifiedSoftwareToken)
        case wrong(CognitoError)
        case spent
    }

    fileprivate mutating func verify(
        _ code: OneTimeCode, friendlyDeviceName: String?, at now: UnixTime
    ) -> Verdict {
        guard failures < AuthMachine.setUpTries else { return .spent }
        if let token = verified(by: code, friendlyDeviceName: friendlyDeviceName, at: now) { return .verified(token) }
        failures += 1
        let left = AuthMachine.setUpTries - failures
        let isClockOff = suggestsClockOff(code, at: now)
        return .wrong(.setUpCodeMismatch.advising(.anotherCode(attemptsLeft: left, clockOff: isClockOff)))
    }
}

// Taking the authenticator app away.
extension AuthMachine {
    /// Takes RemoveSoftwareToken: the user's own removal, which asks for the password once more, and in profile `strict`
    /// for a code of the app too.
    package mutating func softwareTokenRemoved(
        _ proof: FirstFactorProof, code: OneTimeCode?, by principal: Principal, in context: PoolContext
    ) -> ChangeAction {
        if let refusal = passwordCheckRefusal(of: principal, limit: nil, in: context) { return .refuse(refusal) }
        if let refusal = refusal(ofChangeBy: principal, in: context) { return .refuse(refusal) }
        guard proof.isCurrent(for: record) else { return .refuse(.tooManyRequests) }
        if let refusal = passwordRefusal(proof, at: context.now) { return .refuse(refusal) }
        accept(proof)
        if context.profile.removalNeedsCode, let refusal = removalCodeRefusal(code, at: context.now) {
            return .refuse(refusal)
        }
        guard record.softwareToken != nil else { return .refuse(.noSoftwareToken) }
        return softwareTokenDeleted(by: principal, in: context)
    }

    /// Verifies the code of a removal by the rules of a sign-in's: it counts and locks.
    ///
    /// Its step needs no spending: the secret goes with it.
    private mutating func removalCodeRefusal(_ code: OneTimeCode?, at now: UnixTime) -> CognitoError? {
        guard var token = record.softwareToken else { return .noSoftwareToken }
        guard let code else { return .missingParameter("UserCode") }
        guard !record.codeFailures.isClosed(.softwareToken) else { return .attemptsExceeded(.changeCall) }
        if let lockEnd = record.codeFailures.ladder.lockEnd(at: now) { return refusedByLock(until: lockEnd, at: now) }
        let verdict = token.verify(code, at: now)
        if case .matched = verdict { return nil }
        record.codeFailures.fail(.softwareToken, at: now)
        let left = record.codeFailures.ladder.attemptsLeft(at: now)
        let lockedUntil = record.codeFailures.ladder.lockEnd(at: now)
        emit(at: now) { .codeRejected($0, .softwareTokenMFA, attemptsLeft: left, lockedUntil: lockedUntil) }
        return verdict == .noMatch ? .softwareTokenCodeMismatch : .softwareTokenCodeUsed
    }

    /// Takes AdminDeleteSoftwareToken; a user without an app stays as they are, because its list of exceptions names none.
    ///
    /// Challenges that wait for the app's code end; other factors stay as they are.
    ///
    /// A factor that a hundred wrong codes have closed stays closed: else removal would give the guesser a fresh count.
    package mutating func softwareTokenDeleted(by principal: Principal?, in context: PoolContext) -> ChangeAction {
        guard record.softwareToken != nil else { return .done }
        record.softwareToken = nil
        record.pendingSoftwareToken = nil
        record.mfa.set(.softwareToken, to: .disabled)
        record.closeSessions { if case .awaitingFactor(.softwareToken) = $0.state { true } else { false } }
        record.modifiedAt = context.now
        emit(at: context.now) { .softwareTokenRemoved($0) }
        factorChanged(by: principal, in: context)
        return .done
    }
}
