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

    package init(record: UserAuthRecord) { self.record = record }

    /// What an event is judged under: the settings read in this try, the keys, the time and the operation's chance.
    package struct Circumstances: Sendable {
        package let pool: PoolRecord
        package let client: AppClient
        package let keys: KeyRing
        package let now: UnixTime
        package let draw: Draw

        package init(pool: PoolRecord, client: AppClient, keys: KeyRing, now: UnixTime, draw: Draw) {
            self.pool = pool
            self.client = client
            self.keys = keys
            self.now = now
            self.draw = draw
        }
    }

    /// Runs the decision table for what has been won so far, and opens what it asks for in place of `spent`.
    mutating func proceed(
        satisfied: Set<MFAType>, firstFactorAt: UnixTime, spending spent: SessionID?, under it: Circumstances
    ) -> SignInAction {
        let step = FactorPolicy(pool: it.pool.mfa, user: record).next(satisfied: satisfied)
        let before = record
        if let spent { record.close(spent) }
        func open(_ state: ChallengeSession.State) -> ChallengeSession {
            self.open(state, satisfied: satisfied, firstFactorAt: firstFactorAt, under: it)
        }
        switch step {
        case .tokens:
            return .grant(grant(for: satisfied, under: it))
        case .refuse(let error):
            record = before
            return .refuse(error)
        case .challenge, .select, .setUp:
            if let lockEnd = record.codeFailures.ladder.lockEnd(at: it.now) {
                record = before
                record.codeFailures.bringBack(to: it.now)
                return .refuse(.attemptsExceeded(.later(lockEnd)))
            }
            switch step {
            case .challenge(let factor):
                return challenge(factor, satisfied: satisfied, firstFactorAt: firstFactorAt, under: it)
            case .select(let choices): return .challenge(open(.selectingMFAType(choices)))
            case .setUp(let choices): return .challenge(open(.settingUpMFA(choices, nil)))
            default: preconditionFailure("answered above")
            }
        }
    }

    /// Opens the challenge of one factor; a text message is worded here and sent by the shell.
    mutating func challenge(
        _ factor: MFAType, satisfied: Set<MFAType>, firstFactorAt: UnixTime, under it: Circumstances
    ) -> SignInAction {
        guard factor == .sms else {
            let session = open(
                .awaitingSoftwareTokenCode, satisfied: satisfied, firstFactorAt: firstFactorAt, under: it)
            return .challenge(session)
        }
        guard let number = record.attributes.phone else { return .refuse(.noSMSConfiguration) }
        let sessionEnd = ChallengeSession.expiry(client: it.client, now: it.now, firstFactorAt: firstFactorAt)
        let code = SentCode(
            it.draw.code, to: number, user: record.sub, session: it.draw.session, keys: it.keys,
            expiresAt: min(it.now + SentCode.longestLife, sessionEnd))
        let session = open(.awaitingSMSCode(code), satisfied: satisfied, firstFactorAt: firstFactorAt, under: it)
        let message = SMSMessage(
            phoneNumber: number, text: it.pool.mfa.message(with: it.draw.code), userPoolID: it.pool.id)
        return .sendCode(message, then: session)
    }

    /// Opens a session in the state given and answers it.
    mutating func open(
        _ state: ChallengeSession.State, satisfied: Set<MFAType>, firstFactorAt: UnixTime, under it: Circumstances
    ) -> ChallengeSession {
        let session = ChallengeSession(
            id: it.draw.session, client: it.client, generation: record.generation, now: it.now,
            firstFactorAt: firstFactorAt, satisfied: satisfied, state: state)
        record.open(session, now: it.now)
        return session
    }

    private mutating func grant(for satisfied: Set<MFAType>, under it: Circumstances) -> TokenGrant {
        for factor in satisfied { record.codeFailures.clear(factor) }
        return TokenGrant(
            id: it.draw.grantID, family: it.draw.family, generation: record.generation, userPoolID: it.pool.id,
            client: it.client, username: record.username, sub: record.sub, attributes: record.attributes,
            authenticatedAt: it.now, issuedAt: it.now)
    }
}

extension UserPoolMFAConfiguration {
    /// The message with its code in place of `{####}`.
    fileprivate func message(with code: OneTimeCode) -> String {
        let text = smsAuthenticationMessage
        var words = ""
        var rest = text[...]
        while !rest.isEmpty {
            if rest.utf8.starts(with: "{####}".utf8) {
                words += code.text
                rest = rest.dropFirst(6)
            } else {
                words.append(rest.removeFirst())
            }
        }
        return words
    }
}
