package import CognitoMFACore
import UserPoolModel

extension AuthMachine {
    /// The longest a secret waits for its first code.
    package static let pendingLife = Duration.seconds(900)
    /// Wrong set-up codes that are judged; the next try discards the secret.
    package static let setUpTries = 10

    /// Gives out a new secret to the holder of an access token.
    ///
    /// The verified one works on until this one verifies.
    package mutating func softwareTokenAssociated(by principal: Principal, under it: Circumstances) -> AssociateAction {
        if let refusal = refusal(ofChangeBy: principal, under: it.surroundings) { return .refuse(refusal) }
        guard it.pool.mfa.factors.contains(.softwareToken) else { return .refuse(.softwareTokenOffInPool) }
        guard let secret = it.draw.secret else { preconditionFailure("drawn without a secret") }
        let token = PendingSoftwareToken(secret: secret, associatedAt: it.now)
        record.pendingSoftwareToken = .init(family: principal.family, token: token)
        return .associated(secret, nil)
    }

    /// Gives out a new secret in the middle of MFA_SETUP; it lives in the session, which is renewed.
    package mutating func softwareTokenAssociated(
        in session: ChallengeSession, under it: Circumstances
    ) -> AssociateAction {
        guard case .settingUpMFA(let choices, _) = session.state else { return .refuse(.invalidSession) }
        guard it.pool.mfa.factors.contains(.softwareToken) else { return .refuse(.softwareTokenOffInPool) }
        guard isSetUpStillAsked(session, under: it) else { return .refuse(.invalidSession) }
        guard let secret = it.draw.secret else { preconditionFailure("drawn without a secret") }
        record.close(session.id)
        let next = open(
            .settingUpMFA(choices, PendingSoftwareToken(secret: secret, associatedAt: it.now)),
            satisfied: session.satisfied, firstFactorAt: session.firstFactorAt, under: it)
        return .associated(secret, next)
    }

    /// Judges the first code of a secret that was given to the holder of an access token.
    package mutating func setUpCodeSubmitted(
        _ code: OneTimeCode, friendlyDeviceName: String?, by principal: Principal, under it: Circumstances
    ) -> VerifyAction {
        if let refusal = refusal(ofChangeBy: principal, under: it.surroundings) { return .refuse(refusal) }
        guard it.pool.mfa.factors.contains(.softwareToken) else { return .refuse(.softwareTokenOffInPool) }
        guard var pending = record.pendingSoftwareToken, pending.family == principal.family,
            it.now < pending.token.associatedAt + Self.pendingLife
        else { return .refuse(.nothingAssociated) }
        switch pending.token.judge(code, friendlyDeviceName: friendlyDeviceName, at: it.now) {
        case .verified(let token):
            record.softwareToken = token
            record.pendingSoftwareToken = nil
            record.codeFailures.reopen(.softwareToken, replacedBySignInAt: principal.authenticatedAt)
            note(at: it.now) { .softwareTokenRegistered($0) }
            factorChanged(by: principal, under: it.surroundings)
            return .verified(nil)
        case .wrong(let error):
            record.pendingSoftwareToken = pending
            return .refuse(error)
        case .spent:
            record.pendingSoftwareToken = nil
            return .refuse(.setUpTriesSpent)
        }
    }

    /// Judges the first code of a secret that was given out in the middle of MFA_SETUP.
    package mutating func setUpCodeSubmitted(
        _ code: OneTimeCode, friendlyDeviceName: String?, in session: ChallengeSession, under it: Circumstances
    ) -> VerifyAction {
        guard case .settingUpMFA(let choices, let held) = session.state else { return .refuse(.invalidSession) }
        guard it.pool.mfa.factors.contains(.softwareToken) else { return .refuse(.softwareTokenOffInPool) }
        guard isSetUpStillAsked(session, under: it) else { return .refuse(.invalidSession) }
        guard var pending = held else { return .refuse(.nothingAssociated) }
        switch pending.judge(code, friendlyDeviceName: friendlyDeviceName, at: it.now) {
        case .verified(let token):
            record.softwareToken = token
            note(at: it.now) { .softwareTokenRegistered($0) }
            record.close(session.id)
            factorChanged(by: nil, under: it.surroundings)
            let next = open(
                .mfaSetUp, satisfied: session.satisfied.inserting(.softwareToken),
                firstFactorAt: session.firstFactorAt, under: it)
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
    package mutating func mfaSetupFinished(session: ChallengeSession, under it: Circumstances) -> SignInAction {
        guard case .mfaSetUp = session.state, record.softwareToken != nil else { return .refuse(.invalidSession) }
        let before = self
        record.mfa.set(.softwareToken, to: record.mfa.preferred == nil ? .preferred : .enabled)
        let action = proceed(
            satisfied: session.satisfied, firstFactorAt: session.firstFactorAt, spending: session.id, under: it)
        if case .refuse = action { self = before }
        return action
    }

    /// Takes an address as the answer to MFA_SETUP, where the pool takes e-mail for a factor: a code goes there.
    package mutating func emailSetUp(
        _ text: String, session: ChallengeSession, under it: Circumstances
    ) -> SignInAction {
        guard case .settingUpMFA(let choices, _) = session.state, choices.contains(.email),
            it.pool.mfa.factors.contains(.email), record.attributes[.email] == nil,
            isSetUpStillAsked(session, under: it)
        else { return .refuse(.invalidSession) }
        let before = self
        do throws(CognitoError) {
            try it.client.judgeWriting([.email])
            try it.pool.judge([.email: text], of: record, byAdministrator: false)
        } catch {
            return .refuse(error)
        }
        apply([.email: text], under: it.surroundings)
        record.mfa.set(.email, to: record.mfa.preferred == nil ? .preferred : .enabled)
        let missing = settleAliases(under: it.surroundings)
        guard missing.isEmpty else {
            self = before
            return .claimFirst(missing)
        }
        let action = proceed(
            satisfied: session.satisfied, firstFactorAt: session.firstFactorAt, spending: session.id, under: it)
        if case .refuse = action { self = before }
        return action
    }

    /// Whether the decision table still leads to set-up.
    ///
    /// If the user has got a factor since, whoever holds an older session, and the password alone, must not put another
    /// in its place.
    private func isSetUpStillAsked(_ session: ChallengeSession, under it: Circumstances) -> Bool {
        if case .setUp = FactorPolicy(pool: it.pool, user: record).next(satisfied: session.satisfied) {
            return true
        }
        return false
    }
}

extension PendingSoftwareToken {
    fileprivate enum Judgement {
        case verified(VerifiedSoftwareToken)
        case wrong(CognitoError)
        case spent
    }

    fileprivate mutating func judge(
        _ code: OneTimeCode, friendlyDeviceName: String?, at now: UnixTime
    ) -> Judgement {
        guard failures < AuthMachine.setUpTries else { return .spent }
        if let token = verified(by: code, friendlyDeviceName: friendlyDeviceName, at: now) { return .verified(token) }
        failures += 1
        let left = AuthMachine.setUpTries - failures
        let isClockOff = suggestsClockOff(code, at: now)
        return .wrong(.setUpCodeMismatch.advising(.sameSession(attemptsLeft: left, clockOff: isClockOff)))
    }
}
