package import CognitoMFACore
package import UserPoolModel

/// The rules of one user's record: record and event in, record and action out.
///
/// It is synchronous and does no I/O.
///
/// The caller stores the changed record before it acts on the result. A method that leaves `record` as it was asks for
/// nothing to be stored.
package struct AuthMachine: Sendable {
    package internal(set) var record: UserAuthRecord
    private var notes: [Note] = []

    package init(record: consuming UserAuthRecord) { self.record = record }

    /// What every event is judged under: the settings read in this try, the keys, the time and the operation's chance.
    package struct Surroundings: Sendable {
        private let settings: Shared<PoolRecord>
        let demand: FactorPolicy.Demand
        package var pool: PoolRecord { settings.value }
        package let keys: KeyRing
        package let now: UnixTime
        package let draw: Draw
        package let profile: ParityProfile
        package let limits: HourlyLimits
        package let aliases: AliasClaims

        package init(
            pool: PoolRecord, keys: KeyRing, now: UnixTime, draw: Draw, profile: ParityProfile = .classic,
            limits: HourlyLimits = HourlyLimits(), aliases: AliasClaims = AliasClaims()
        ) {
            self.init(
                sharing: Shared(pool), keys: keys, now: now, draw: draw, profile: profile, limits: limits,
                aliases: aliases)
        }

        init(
            sharing pool: Shared<PoolRecord>, keys: KeyRing, now: UnixTime, draw: Draw, profile: ParityProfile,
            limits: HourlyLimits, aliases: AliasClaims
        ) {
            settings = pool
            demand = FactorPolicy.Demand(pool.value)
            self.keys = keys
            self.now = now
            self.draw = draw
            self.profile = profile
            self.limits = limits
            self.aliases = aliases
        }
    }

    /// The surroundings of an event that comes through an app client.
    package struct Circumstances: Sendable {
        package let surroundings: Surroundings
        private let app: Shared<ClientRecord>
        package var client: AppClient { app.value.client }

        package init(_ surroundings: Surroundings, client: AppClient) {
            self.init(surroundings, sharing: Shared(ClientRecord(client)))
        }

        init(_ surroundings: Surroundings, sharing client: Shared<ClientRecord>) {
            self.surroundings = surroundings
            app = client
        }

        var pool: PoolRecord { surroundings.pool }
        var keys: KeyRing { surroundings.keys }
        var now: UnixTime { surroundings.now }
        var draw: Draw { surroundings.draw }
        var profile: ParityProfile { surroundings.profile }
        var limits: HourlyLimits { surroundings.limits }
        var aliases: AliasClaims { surroundings.aliases }
    }

    private struct Note {
        let time: UnixTime
        let event: @Sendable (EventSubject) -> AuthEvent
    }

    /// Remembers something to be told once the record is stored.
    mutating func note(at now: UnixTime, _ event: @escaping @Sendable (EventSubject) -> AuthEvent) {
        notes.append(Note(time: now, event: event))
    }

    /// The decision: the record, the action, and what is to be told.
    ///
    /// - Parameter original: the record that the machine was made with.
    package func decided<Action: MachineAction>(
        _ action: Action, of original: UserAuthRecord, in pool: UserPoolID
    ) -> (record: UserAuthRecord, action: Action, events: [AuthEvent]) {
        // Nothing has happened yet: the claims come first, then the event is judged again.
        if (action as? any ClaimingAction)?.missingAliases != nil { return (original, action, []) }
        var events: [AuthEvent] = []
        for note in notes {
            let subject = EventSubject(
                userPoolID: pool, username: record.username, sub: record.sub, time: note.time)
            events.append(note.event(subject))
        }
        return (record, action, events)
    }

    /// Runs the decision table for what has been won so far, and opens what it asks for in place of `spent`.
    mutating func proceed(
        satisfied: FactorSet, firstFactorAt: UnixTime, spending spent: SessionID?, under it: Circumstances
    ) -> SignInAction {
        let step = FactorPolicy(it.surroundings.demand, of: record).next(satisfied: satisfied)
        switch step {
        case .tokens:
            if let refusal = record.hourly.refusal(of: .grants, limits: it.limits, at: it.now) {
                return .refuse(refusal)
            }
            if let spent { record.close(spent) }
            return .grant(grant(for: satisfied, under: it))
        case .refuse(let error): return .refuse(error)
        case .challenge, .select, .setUp:
            if let lockEnd = record.codeFailures.ladder.lockEnd(at: it.now) {
                record.codeFailures.bringBack(to: it.now)
                return .refuse(.attemptsExceeded(.later(lockEnd)))
            }
            // What is refused leaves the session open that was to be spent, and has changed nothing else.
            let sessions = record.sessions
            if let spent { record.close(spent) }
            let action = open(step, satisfied: satisfied, firstFactorAt: firstFactorAt, under: it)
            if case .refuse = action { record.putBack(sessions) }
            return action
        }
    }

    private mutating func open(
        _ step: FactorPolicy.NextStep, satisfied: FactorSet, firstFactorAt: UnixTime, under it: Circumstances
    ) -> SignInAction {
        func state() -> ChallengeSession.State? {
            switch step {
            case .select(let choices): .selectingMFAType(choices)
            case .setUp(let choices): .settingUpMFA(choices, nil)
            default: nil
            }
        }
        if let state = state() {
            return .challenge(open(state, satisfied: satisfied, firstFactorAt: firstFactorAt, under: it))
        }
        guard case .challenge(let factor) = step else { preconditionFailure("answered before") }
        return challenge(factor, satisfied: satisfied, firstFactorAt: firstFactorAt, under: it)
    }

    /// Opens the challenge of one factor; a message is worded here and sent by the shell.
    mutating func challenge(
        _ factor: MFAType, satisfied: FactorSet, firstFactorAt: UnixTime, under it: Circumstances
    ) -> SignInAction {
        guard factor.attribute != nil else {
            let session = open(
                .awaitingSoftwareTokenCode, satisfied: satisfied, firstFactorAt: firstFactorAt, under: it)
            return .challenge(session)
        }
        guard let destination = record.destination(factor) else { return .refuse(.noSMSConfiguration) }
        if let refusal = record.hourly.refusal(of: .sendsWithPassword, limits: it.limits, at: it.now) {
            return .refuse(refusal)
        }
        record.hourly.use(.sendsWithPassword, at: it.now)
        let sessionEnd = ChallengeSession.expiry(client: it.client, now: it.now, firstFactorAt: firstFactorAt)
        let end = it.profile.boundsCodeLife ? min(it.now + SentCode.longestLife, sessionEnd) : sessionEnd
        let code = SentCode(
            it.draw.code, to: destination, user: record.sub, session: it.draw.session, keys: it.keys, expiresAt: end)
        let session = open(.awaitingSentCode(code), satisfied: satisfied, firstFactorAt: firstFactorAt, under: it)
        return .sendCode(it.pool.signInMessage(it.draw.code, to: destination), then: session)
    }

    /// Opens a session in the state given and answers it.
    mutating func open(
        _ state: ChallengeSession.State, satisfied: FactorSet, firstFactorAt: UnixTime, under it: Circumstances
    ) -> ChallengeSession {
        let session = ChallengeSession(
            id: it.draw.session, client: it.client, generation: record.generation, now: it.now,
            firstFactorAt: firstFactorAt, satisfied: satisfied, state: state)
        record.open(session, now: it.now)
        let name = session.challengeName
        note(at: it.now) { .challenged($0, name) }
        return session
    }

    private mutating func grant(for satisfied: FactorSet, under it: Circumstances) -> TokenGrant {
        for factor in satisfied.inOrder { record.codeFailures.clear(factor) }
        record.hourly.use(.grants, at: it.now)
        record.recoveryFailures = 0
        record.awaitsFirstSignIn = false
        note(at: it.now) { .signedIn($0, factors: satisfied.inOrder) }
        return TokenGrant(
            id: it.draw.grantID, family: it.draw.family, generation: record.generation, userPoolID: it.pool.id,
            client: it.client, username: record.username, sub: record.sub,
            attributes: it.client.readable(record.attributes), authenticatedAt: it.now, issuedAt: it.now)
    }

    /// Says that a factor was added, replaced, switched or pointed elsewhere.
    ///
    /// In profile `strict` it ends every sign-in but the caller's.
    mutating func factorChanged(by principal: Principal?, under it: Surroundings) {
        guard it.profile.guardsFactors else { return }
        endOtherSignIns(than: principal)
    }

    /// Ends every sign-in but the caller's, through the generation; without a caller every one.
    mutating func endOtherSignIns(than principal: Principal?) {
        record.revoke(
            keeping: principal.map { UserAuthRecord.KeptFamily(family: $0.family, generation: $0.generation) })
    }
}

extension PoolRecord {
    /// The message of a sign-in's code.
    fileprivate func signInMessage(_ code: OneTimeCode, to destination: CodeDestination) -> OutgoingMessage {
        let text =
            if case .phone = destination { mfa.smsAuthenticationMessage } else { mfa.email.message }
        return OutgoingMessage(
            VerificationMessages.fill(text, code: code.text), subject: mfa.email.subject, to: destination, for: id)
    }
}
