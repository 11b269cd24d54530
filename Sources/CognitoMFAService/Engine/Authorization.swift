import AuthFlow
import CognitoMFACore
public import UserPoolModel

// The holder of an access token or a session. The token itself is verified here, once; the user's record in every try.
extension UserPoolService {
    /// A token that holds by itself, with the pool and the client it names and the place of its user.
    struct Authorized: Sendable {
        let principal: Principal
        let client: AppClient
        let pool: PoolRecord
        /// The browser session in the token's place.
        var browser: BrowserRecord?
        /// True if RevokeToken has ended the sign-in that the token is of.
        let isRevoked: Bool

        var location: UserLocation {
            UserLocation(pool: pool.id, name: pool.canonical(principal.username), mark: nil)
        }

        /// Verifies the user's record first, then the family.
        ///
        /// A browser session is verified against the settings that were read with it.
        func verify(_ record: UserAuthRecord, at now: UnixTime) throws(CognitoError) {
            if let browser {
                guard AuthMachine(record: record).accepts(browser, in: pool, at: now) else {
                    throw .invalidBrowserSession
                }
                return
            }
            if let refusal = AuthMachine(record: record).refusal(of: principal) { throw refusal }
            if isRevoked { throw .revokedAccessToken }
        }
    }

    /// Verifies an access token up to its user's record.
    ///
    /// - Throws: NotAuthorizedException `Invalid Access Token` or `Access Token has expired`.
    func authorize(_ token: AccessToken) async throws(CognitoError) -> Authorized {
        if token.isBrowserSession { return try await authorized(BrowserSession(token.text)).authorized }
        let principal = try await verified(token)
        guard let pool = try await pools.read(principal.userPoolID, from: records)?.value,
            let client = try await clients.read(principal.clientID, from: records)?.value.client,
            client.userPoolID == pool.id
        else { throw .invalidAccessToken }
        AuditedCall.current?.note(principal.username, principal.sub, in: pool.id, through: client.id)
        let family =
            client.enablesTokenRevocation
            ? try await records.read(.family(principal.family), as: FamilyRecord.self)?.record : nil
        return Authorized(
            principal: principal, client: client, pool: pool,
            isRevoked: client.enablesTokenRevocation && family?.isRevoked != false)
    }

    /// Verifies an access token by itself, without the store.
    ///
    /// - Throws: NotAuthorizedException `Invalid Access Token` or `Access Token has expired`.
    func verified(_ token: AccessToken) async throws(CognitoError) -> Principal {
        guard !token.isBrowserSession else {
            return try await authorized(BrowserSession(token.text)).authorized.principal
        }
        try Validation.check { $0.check(token.text, .accessToken) }
        let verdict: AccessTokenVerdict
        do { verdict = try await tokens.verify(accessToken: token, now: time.now()) } catch {
            throw .internalError(error)
        }
        switch verdict {
        case .malformed: throw .invalidAccessToken
        case .expired: throw .expiredAccessToken
        case .valid(let principal): return principal
        }
    }

    /// The record of an access token's holder, as it is now, and what the token holds.
    func authorizedRecord(_ token: AccessToken) async throws(CognitoError) -> (UserAuthRecord, Authorized) {
        let authorized = try await authorize(token)
        guard let record = try await records.read(authorized.location.key, as: UserAuthRecord.self)?.record else {
            throw .userNotFound
        }
        try authorized.verify(record, at: time.now())
        return (record, authorized)
    }

    /// Changes the record of a token's user.
    func change<Action: MachineAction>(
        _ authorized: Authorized, randomness: OperationRandomness, aliases: HeldReservations = HeldReservations(),
        _ event: (inout AuthMachine, SignInContext) -> Action
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action> {
        try await loop(randomness).run(
            authorized.location.key, as: UserAuthRecord.self,
            absent: .userNotFound,
            decide: { (record) async throws(CognitoError) in
                var machine = AuthMachine(record: record)
                try authorized.verify(record, at: time.now())
                let context = try await signInContext(of: authorized.client, randomness: randomness, aliases: aliases)
                let action = event(&machine, context)
                return machine.decided(action, of: record, in: authorized.pool.id)
            })
    }

    /// Changes the record of a token's user, reservations first where the change makes an alias, and sends its messages.
    ///
    /// - Returns: the destinations of the messages.
    @discardableResult
    func changeReserving(
        _ authorized: Authorized,
        _ event: (inout AuthMachine, SignInContext) -> ChangeAction
    ) async throws(CognitoError) -> [CodeDeliveryDetails] {
        let (randomness, location) = (OperationRandomness(random), authorized.location)
        let decision = try await reserving(
            for: location.name, in: location.pool, randomness: randomness, policy: .failing
        ) {
            (aliases) async throws(CognitoError) in
            try await change(authorized, randomness: randomness, aliases: aliases, event)
        }
        try await completeAliases(of: decision, in: location.pool)
        return try await finish(decision, of: location, followsPassword: true)
    }

    /// Changes the record of an access token's holder who gives the password once more.
    ///
    /// The slow check comes before the event, and counts only while the record still says what it was made against.
    func change(
        _ authorized: Authorized, checking password: Password, limit: HourlyUses.Operation?,
        hashing new: NewPasswordHashing? = nil,
        _ event: (inout AuthMachine, FirstFactorProof, PoolContext) -> ChangeAction
    ) async throws(CognitoError) {
        let randomness = OperationRandomness(random)
        let key = authorized.location.key
        let decision = try await hashing.admitting(key) { () async throws(CognitoError) in
            var check = PasswordCheck(password, by: self)
            return try await loop(randomness).run(
                key, as: UserAuthRecord.self,
                absent: .userNotFound,
                decide: { (record) async throws(CognitoError) in
                    try authorized.verify(record, at: time.now())
                    var machine = AuthMachine(record: record)
                    let early = PoolContext(
                        pool: authorized.pool, keys: keys, now: time.now(), randomness: randomness, profile: profile,
                        limits: limits.hourly)
                    if let refusal = machine.passwordCheckRefusal(
                        of: authorized.principal, limit: limit, in: early)
                    {
                        return machine.decided(ChangeAction.refuse(refusal), of: record, in: authorized.pool.id)
                    }
                    let proof = try await check.proof(against: record)
                    // For a wrong password too, so that the time is the same.
                    _ = try await new?.hashes(for: record)
                    let context = try await poolContext(in: authorized.pool.id, randomness: randomness)
                    let action = event(&machine, proof, context)
                    return machine.decided(action, of: record, in: authorized.pool.id)
                })
        }
        try await finish(decision, of: authorized.location)
    }
}

/// The authorization of a software token's set-up: an access token, or a session of MFA_SETUP.
///
/// Never both.
public enum UserAuthorization: Sendable {
    /// A signed-in user.
    case accessToken(AccessToken)
    /// A user whose sign-in waits for a factor.
    case session(SessionHandle)
}

extension UserAuthorization {
    /// - Throws: InvalidParameterException for both or neither.
    init(token: AccessToken?, session: SessionHandle?) throws(CognitoError) {
        switch (token, session) {
        case (let token?, nil): self = .accessToken(token)
        case (nil, let session?): self = .session(session)
        case (nil, nil): throw .tokenOrSession
        case (_?, _?): throw .tokenAndSession
        }
    }
}

extension UserPoolService {
    /// Changes the record that a session of MFA_SETUP leads to.
    func changeSession<Action: MachineAction>(
        _ locator: SessionLocator, randomness: OperationRandomness,
        _ event: (inout AuthMachine, ChallengeSession, SignInContext) -> Action,
        refusing: (CognitoError) -> Action
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action> {
        try await loop(randomness).run(
            .user(locator.userPoolID, digest: locator.recordDigest), as: UserAuthRecord.self,
            absent: .invalidSession,
            decide: { (record) async throws(CognitoError) in
                AuditedCall.current?.note(
                    record.username, record.sub, in: locator.userPoolID,
                    through: record.session(locator.session)?.client)
                // The handle names its client by digest only; the session in the record has the id.
                guard time.now() < locator.expiresAt else { return (record, refusing(.expiredSession), []) }
                guard record.isEnabled else { return (record, refusing(.userDisabled), []) }
                guard let id = record.session(locator.session)?.client else {
                    return (record, refusing(.usedSession), [])
                }
                let client = try await client(id, of: locator.userPoolID)
                let context = try await signInContext(of: client, randomness: randomness)
                var machine = AuthMachine(record: record)
                switch machine.session(locator, answering: .mfaSetup, as: nil, in: context) {
                case .failure(let error): return (machine.record, refusing(error), [])
                case .success(let session):
                    let action = event(&machine, session, context)
                    return machine.decided(action, of: record, in: locator.userPoolID)
                }
            })
    }
}
