import CognitoMFACore
package import UserPoolModel

// A number or an address that is set up in a sign-in: it lives in the session until its code is answered.
extension AuthMachine {
    /// Takes a number or an address as the answer to MFA_SETUP: a code goes there, and nothing of the user's changes.
    ///
    /// In a session that waits for such a code already, another number takes the place of the one before.
    package mutating func destinationSetUp(
        _ text: String, for factor: SecondFactor, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        guard let attribute = factor.attribute, session.offersSetUp(of: factor),
            isSetUpAsked(of: factor, session, in: context)
        else { return .refuse(.invalidSession) }
        if let refusal = refusal(ofWriting: attribute, text, in: context) { return .refuse(refusal) }
        // An empty value would pass for the removal of one.
        guard let destination = CodeDestination(attribute, text) else {
            return .refuse(attribute == .email ? .invalidEmail : .invalidPhoneNumber)
        }
        if record.codeFailures.isClosed(factor) { return .refuse(.attemptsExceeded(.changeCall)) }
        let before = self
        if let lockEnd = record.codeFailures.ladder.lockEnd(at: context.now) {
            let refusal = refusedByLock(until: lockEnd, at: context.now)
            self = before
            return .refuse(refusal)
        }
        record.close(session.id)
        let action = challenge(factor, session.progressWithFailures, to: destination, in: context)
        if case .refuse = action { self = before }
        return action
    }

    /// Takes the right code of a number or address that is set up, in the swap that grants: it is the user's from now on,
    /// verified, reserved where it is an alias, and its factor is switched on.
    mutating func destinationReceived(
        _ destination: CodeDestination, session: ChallengeSession, in context: SignInContext
    ) -> SignInAction {
        let (name, factor) = (destination.attribute, destination.factor)
        if let refusal = refusal(ofWriting: name, destination.text, in: context) { return .refuse(refusal) }
        let isAnothers = context.poolContext.aliases.refused.contains(name)
        // Nobody may have what names another user, verified or not.
        if isAnothers, context.pool.fixed.usernameAttributes.contains(name) { return .refuse(.aliasTaken(name)) }
        let before = self
        apply([name: destination.text], in: context.poolContext)
        if isAnothers {
            emit(at: context.now) { .aliasNotTaken($0, name) }
        } else {
            received(destination, in: context.poolContext)
        }
        let missing = updateReservations(in: context.poolContext)
        guard missing.isEmpty else {
            self = before
            return .reserveFirst(missing)
        }
        record.mfa.set(factor, to: record.mfa.preferredFactor == nil ? .preferred : .enabled)
        factorChanged(by: nil, in: context.poolContext)
        let action = proceed(session.progress.adding(factor), spending: session.id, in: context)
        if case .refuse = action { self = before }
        return action
    }

    /// True while the decision table leads to the set-up of a factor, and nothing stands where its destination would.
    ///
    /// A factor or a value that has come meanwhile stays: the password alone must put nothing in its place.
    func isSetUpAsked(of factor: SecondFactor, _ session: ChallengeSession, in context: SignInContext) -> Bool {
        guard let attribute = factor.attribute, record.attributes[attribute] == nil,
            case .setUp(let choices) = FactorPolicy(pool: context.pool, user: record).next(satisfied: session.satisfied)
        else { return false }
        return choices.contains(factor)
    }

    /// The refusal of a value that the client may not write, or that the pool does not take.
    private func refusal(ofWriting name: AttributeName, _ text: String, in context: SignInContext) -> CognitoError? {
        do throws(CognitoError) {
            try context.client.authorizeWriting([name])
            try context.pool.validate([name: text], of: record, byAdministrator: false)
            return nil
        } catch {
            return error
        }
    }
}

extension ChallengeSession {
    /// True for MFA_SETUP with the factor among its choices, and for the code that such an answer led to.
    fileprivate func offersSetUp(of factor: SecondFactor) -> Bool {
        switch state {
        case .settingUpMFA(let choices, _): choices.contains(factor.type)
        case .awaitingFactor(.pendingDestination(let code)): code.destination.factor == factor
        default: false
        }
    }
}
