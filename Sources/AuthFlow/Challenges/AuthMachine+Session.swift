package import UserPoolModel

extension AuthMachine {
    /// Finds the session that a handle leads to, or the refusal for one that is dead, in the order of R30.
    ///
    /// The code lock is checked before the session is looked up: parallel guesses learn nothing from a code that has died.
    package mutating func session(
        _ locator: SessionLocator, answering name: ChallengeName, as username: String?, in context: SignInContext
    ) -> Result<ChallengeSession, CognitoError> {
        openSession(locator, lockedWithCodes: name.isLockedWithCodes, in: context).flatMap { session in
            // While its code is on its way, a number that is set up may be changed.
            let isMeant =
                session.challengeName == name || (name == .mfaSetup && session.state.isPendingDestination)
            guard isMeant, username.map({ record.isCalled($0, in: context.pool) }) ?? true else {
                return .failure(.invalidSession)
            }
            return .success(session)
        }
    }

    /// Finds the session that a handle leads to, whatever its challenge is.
    ///
    /// - Parameter isLockedWithCodes: true for an event that a lock on codes refuses.
    package mutating func openSession(
        _ locator: SessionLocator, lockedWithCodes isLockedWithCodes: Bool, in context: SignInContext
    ) -> Result<ChallengeSession, CognitoError> {
        guard context.now < locator.expiresAt else { return .failure(.expiredSession) }
        guard record.isEnabled else { return .failure(.userDisabled) }
        if isLockedWithCodes, let lockEnd = record.codeFailures.ladder.lockEnd(at: context.now) {
            record.codeFailures.bringBack(to: context.now)
            return .failure(refusedByLock(until: lockEnd, at: context.now))
        }
        guard let session = record.session(locator.session), session.generation == record.generation else {
            return .failure(.usedSession)
        }
        guard session.client == context.client.id else { return .failure(.invalidSession) }
        return .success(session)
    }
}

extension UserAuthRecord {
    /// Returns true if a client may call the user so: by name, sub or current alias.
    ///
    /// No reservation is read for it.
    fileprivate func isCalled(_ name: String, in pool: PoolRecord) -> Bool {
        let given = Username(name)
        if given == username { return true }
        let names = [
            username.text, sub.text, attributes[.email], attributes[.phoneNumber], attributes[.preferredUsername],
        ]
        let canonical = pool.canonical(given)
        return names.contains { $0.map { pool.canonical(Username($0)) == canonical } ?? false }
    }
}

extension AuthMachine {
    /// Takes the answer to a challenge as the event it is.
    ///
    /// - Parameter new: the hashes of a new password, for an answer that sets one.
    package mutating func answered(
        _ answer: ChallengeAnswer, _ new: NewPassword?, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        answer.rules.submit(new, session: session, to: &self, in: context)
    }
}
