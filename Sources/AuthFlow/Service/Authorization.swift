import CognitoMFACore
import UserPoolModel

// Who is behind an access token or a session. The token itself is judged here, once; the user's record in every try.
extension UserPoolService {
    /// A token that holds by itself, with the pool and the client it names and the place of its user.
    struct Authorized: Sendable {
        let principal: Principal
        let client: AppClient
        let pool: PoolRecord
        /// Whether RevokeToken has ended the sign-in that the token is of.
        let isRevoked: Bool

        var location: UserLocation {
            UserLocation(pool: pool.id, name: pool.canonical(principal.username), mark: nil)
        }

        /// Judges the user's record first, then the family.
        func judge(_ record: UserAuthRecord) throws(CognitoError) {
            if let refusal = AuthMachine(record: record).refusal(of: principal) { throw refusal }
            if isRevoked { throw .revokedAccessToken }
        }
    }

    /// Judges an access token up to its user's record.
    ///
    /// - Throws: NotAuthorizedException `Invalid Access Token` or `Access Token has expired`.
    func authorize(_ token: AccessToken) async throws(CognitoError) -> Authorized {
        var validation = Validation()
        validation.check(token.text, .accessToken)
        try validation.finish()
        let verdict: AccessTokenVerdict
        do { verdict = try await tokens.verify(accessToken: token, now: time.now()) } catch {
            throw .internalError(error)
        }
        switch verdict {
        case .malformed: throw .invalidAccessToken
        case .expired: throw .expiredAccessToken
        case .valid(let principal):
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
    }

    /// Changes the record of a token's user.
    func change<Action: MachineAction>(
        _ authorized: Authorized, draw: Draw, aliases: AliasClaims = AliasClaims(),
        _ event: (inout AuthMachine, AuthMachine.Circumstances) -> Action
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action> {
        try await loop(draw).run(
            authorized.location.key, as: UserAuthRecord.self,
            absent: { () async throws(CognitoError) -> Never in throw .userNotFound },
            decide: { (record) async throws(CognitoError) in
                var machine = AuthMachine(record: record)
                try authorized.judge(record)
                let it = try await circumstances(of: authorized.client, draw: draw, aliases: aliases)
                let action = event(&machine, it)
                return machine.decided(action, of: record, in: authorized.pool.id)
            })
    }

    /// Changes the record of a token's user, claims first where the change makes an alias, and sends what is to be sent.
    ///
    /// - Returns: where messages went.
    @discardableResult
    func changeClaiming(
        _ authorized: Authorized,
        _ event: (inout AuthMachine, AuthMachine.Circumstances) -> ChangeAction
    ) async throws(CognitoError) -> [CodeDeliveryDetails] {
        let (draw, location) = (Draw(random), authorized.location)
        let decision = try await claiming(for: location.name, in: location.pool, draw: draw, policy: .failing) {
            (aliases) async throws(CognitoError) in
            try await change(authorized, draw: draw, aliases: aliases, event)
        }
        try await completeAliases(of: decision, in: location.pool)
        return try await finish(decision, of: location, followsPassword: true)
    }

    /// Changes the record of an access token's holder who gives the password once more.
    ///
    /// The slow check comes before the event, and counts only while the record still says what it was made against.
    func change(
        _ authorized: Authorized, checking password: Password, limit: HourlyUses.Operation?,
        slow: (UserAuthRecord) async throws(CognitoError) -> Void = { _ throws(CognitoError) in },
        _ event: (inout AuthMachine, PasswordProof, AuthMachine.Surroundings) -> ChangeAction
    ) async throws(CognitoError) {
        let draw = Draw(random)
        let key = authorized.location.key
        let decision = try await hashing.admitting(key) { () async throws(CognitoError) in
            var check = PasswordCheck(password, by: self)
            return try await loop(draw).run(
                key, as: UserAuthRecord.self,
                absent: { () async throws(CognitoError) -> Never in throw .userNotFound },
                decide: { (record) async throws(CognitoError) in
                    try authorized.judge(record)
                    var machine = AuthMachine(record: record)
                    let early = AuthMachine.Surroundings(
                        pool: authorized.pool, keys: keys, now: time.now(), draw: draw, profile: profile,
                        limits: limits.hourly)
                    if let refusal = machine.passwordCheckRefusal(
                        of: authorized.principal, limit: limit, under: early)
                    {
                        return machine.decided(ChangeAction.refuse(refusal), of: record, in: authorized.pool.id)
                    }
                    let proof = try await check.proof(against: record)
                    // For a wrong password too, so that the time is the same.
                    try await slow(record)
                    let it = try await surroundings(in: authorized.pool.id, draw: draw)
                    let action = event(&machine, proof, it)
                    return machine.decided(action, of: record, in: authorized.pool.id)
                })
        }
        try await finish(decision, of: authorized.location, followsPassword: true)
    }
}
