import CognitoMFACore
package import UserPoolModel

/// The rules of one user's record: record and event in, record and action out.
///
/// It is synchronous and does no I/O.
///
/// The caller stores the changed record before it acts on the result. A method that leaves `record` as it was asks for
/// nothing to be stored.
package struct AuthMachine: Sendable {
    package internal(set) var record: UserAuthRecord
    private var emitted: [Emitted] = []

    package init(record: consuming UserAuthRecord) { self.record = record }

    private struct Emitted {
        let time: UnixTime
        let event: @Sendable (EventSubject) -> AuthEvent
    }

    /// Remembers something to be told once the record is stored.
    mutating func emit(at now: UnixTime, _ event: @escaping @Sendable (EventSubject) -> AuthEvent) {
        emitted.append(Emitted(time: now, event: event))
    }

    /// The decision: the record, the action, and what is to be told.
    ///
    /// - Parameter original: the record that the machine was made with.
    package func decided<Action: MachineAction>(
        _ action: Action, of original: UserAuthRecord, in pool: UserPoolID
    ) -> (record: UserAuthRecord, action: Action, events: [AuthEvent]) {
        // Nothing has happened yet: the reservations come first, then the event is verified again.
        if (action as? any ReservingAction)?.missingAliases != nil { return (original, action, []) }
        var events: [AuthEvent] = []
        for one in emitted {
            let subject = EventSubject(userPoolID: pool, username: record.username, sub: record.sub, time: one.time)
            events.append(one.event(subject))
        }
        return (record, action, events)
    }

    /// The refusal of an operation whose limit of this hour is reached, or nil.
    func refusal(of operation: HourlyUses.Operation, in context: PoolContext) -> CognitoError? {
        record.hourly.refusal(of: operation, limits: context.limits, at: context.now)
    }

    /// Counts a use of an operation; returns the refusal where its limit of this hour is reached.
    mutating func count(_ operation: HourlyUses.Operation, in context: PoolContext) -> CognitoError? {
        if let refusal = refusal(of: operation, in: context) { return refusal }
        record.hourly.use(operation, at: context.now)
        return nil
    }

    /// Runs the decision table for what has been proved so far, and opens what it asks for in place of `spent`.
    mutating func proceed(
        _ progress: SignInProgress, spending spent: SessionID?, in context: SignInContext
    ) -> SignInAction {
        let step = FactorPolicy(context.poolContext.demand, of: record).next(satisfied: progress.satisfied)
        switch step {
        case .tokens:
            if let refusal = record.hourly.refusal(of: .grants, limits: context.limits, at: context.now) {
                return .refuse(refusal)
            }
            if let spent { record.close(spent) }
            return .grant(grant(for: progress, in: context))
        case .refuse(let error): return .refuse(error)
        case .challenge, .select, .setUp:
            if let lockEnd = record.codeFailures.ladder.lockEnd(at: context.now) {
                record.codeFailures.bringBack(to: context.now)
                return .refuse(refusedByLock(until: lockEnd, at: context.now))
            }
            // A refusal leaves the session open that was to be spent, and has changed nothing else.
            let sessions = record.sessions
            if let spent { record.close(spent) }
            let action = open(step, progress, in: context)
            if case .refuse = action { record.putBack(sessions) }
            return action
        }
    }

    private mutating func open(
        _ step: FactorPolicy.NextStep, _ progress: SignInProgress, in context: SignInContext
    ) -> SignInAction {
        let state: ChallengeSession.State
        switch step {
        case .challenge(let factor):
            return challenge(factor, progress, in: context)
        case .select(let choices): state = .selectingMFAType(choices.map(\.type))
        case .setUp(let choices): state = .settingUpMFA(choices.map(\.type), nil)
        case .tokens, .refuse: preconditionFailure("answered before")
        }
        return .challenge(open(state, progress, in: context))
    }

    /// Opens the challenge of one factor; the service sends its message, if it has one.
    ///
    /// - Parameter pending: a number or address that is being set up; nil for what is the user's already.
    mutating func challenge(
        _ factor: SecondFactor, _ progress: SignInProgress, to pending: CodeDestination? = nil,
        in context: SignInContext
    ) -> SignInAction {
        if factor.attribute != nil, let refusal = progress.uses.refusalOfSending(at: context.now) {
            return .refuse(refusal)
        }
        let end = ChallengeSession.expiry(
            client: context.client, now: context.now, firstFactorAt: progress.firstFactorAt)
        let opening = SessionOpening(
            id: context.randomness.session, endsAt: end, failures: progress.uses.failures, pendingDestination: pending)
        switch factor.rules.open(opening, for: &record, in: context) {
        case .refuse(let error): return .refuse(error)
        case .awaiting(let state, let message):
            var progress = progress
            if message != nil { progress.uses.send(at: context.now) }
            let session = open(.awaitingFactor(state), progress, in: context)
            return message.map { .sendCode($0, then: session) } ?? .challenge(session)
        }
    }

    /// Opens a session in the state given and answers it.
    mutating func open(
        _ state: ChallengeSession.State, _ progress: SignInProgress, in context: SignInContext
    ) -> ChallengeSession {
        let session = ChallengeSession(
            id: context.randomness.session, client: context.client, generation: record.generation, now: context.now,
            progress, state: state)
        record.open(session, now: context.now)
        let name = session.challengeName
        emit(at: context.now) { .challenged($0, name) }
        return session
    }

    private mutating func grant(for progress: SignInProgress, in context: SignInContext) -> TokenGrant {
        for factor in progress.satisfied.inOrder { record.codeFailures.clear(factor) }
        record.hourly.use(.grants, at: context.now)
        record.recoveryFailures = 0
        record.awaitsFirstSignIn = false
        if context.opensBrowserSession, record.passwordChanges == nil { record.passwordChanges = PasswordChanges() }
        emit(at: context.now) { .signedIn($0, factors: progress.satisfied.types) }
        return TokenGrant(
            to: record, family: context.randomness.family, generation: record.generation,
            authenticatedAt: context.now, firstFactor: progress.firstFactor, factorsUsed: progress.satisfied,
            in: context)
    }

    /// Says that a factor was added, replaced, switched or pointed elsewhere.
    ///
    /// In profile `strict` it ends every sign-in but the caller's.
    mutating func factorChanged(by principal: Principal?, in context: PoolContext) {
        guard context.profile.guardsFactors else { return }
        endOtherSignIns(than: principal)
    }

    /// Ends every sign-in but the caller's, through the generation; without a caller every one.
    mutating func endOtherSignIns(than principal: Principal?) {
        record.revoke(
            keeping: principal.map { UserAuthRecord.KeptFamily(family: $0.family, generation: $0.generation) })
    }
}
