import CognitoMFACore
import UserPoolModel

// Who is behind an access token or a session. The token itself is judged here, once; the user's record in every try.
extension UserPoolService {
    /// A token that holds by itself, with the pool and the client it names and the key of its user.
    struct Authorized: Sendable {
        let principal: Principal
        let client: AppClient
        let pool: PoolRecord
        /// Whether RevokeToken has ended the sign-in that the token is of.
        let isRevoked: Bool

        var key: RecordKey { .user(pool.id, pool.canonical(principal.username)) }

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
            guard let pool = try await records.read(.pool(principal.userPoolID), as: PoolRecord.self)?.record,
                let client = try await records.read(.client(principal.clientID), as: ClientRecord.self)?.record.client,
                client.userPoolID == pool.id
            else { throw .invalidAccessToken }
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
        _ authorized: Authorized, draw: Draw,
        _ event: (inout AuthMachine, AuthMachine.Circumstances) -> Action
    ) async throws(CognitoError) -> Action {
        try await loop(draw).run(
            authorized.key, as: UserAuthRecord.self,
            absent: { () async throws(CognitoError) -> Never in throw .userNotFound },
            decide: { (record) async throws(CognitoError) in
                var machine = AuthMachine(record: record)
                try authorized.judge(record)
                let action = event(&machine, try await circumstances(of: authorized.client, draw: draw))
                return (machine.record, action)
            }
        ).action
    }

    /// Changes the record of an access token's holder who gives the password once more.
    ///
    /// The slow check comes before the event, and counts only while the record still says what it was made against.
    func change(
        _ authorized: Authorized, checking password: Password, limit: HourlyUses.Operation?,
        _ event: (inout AuthMachine, PasswordProof) async throws(CognitoError) -> ChangeAction
    ) async throws(CognitoError) {
        let loop = loop(Draw(random))
        let action = try await hashing.admitting(authorized.key) { () async throws(CognitoError) in
            var check = PasswordCheck(password, by: self)
            return try await loop.run(
                authorized.key, as: UserAuthRecord.self,
                absent: { () async throws(CognitoError) -> Never in throw .userNotFound },
                decide: { (record) async throws(CognitoError) in
                    try authorized.judge(record)
                    var machine = AuthMachine(record: record)
                    if let refusal = machine.passwordCheckRefusal(
                        of: authorized.principal, limit: limit, at: time.now())
                    {
                        return (machine.record, ChangeAction.refuse(refusal))
                    }
                    let proof = try await check.proof(against: record)
                    let action = try await event(&machine, proof)
                    return (machine.record, action)
                }
            ).action
        }
        try action.finish()
    }
}
