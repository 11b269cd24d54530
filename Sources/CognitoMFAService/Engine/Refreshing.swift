import AuthFlow
import UserPoolModel

/// The outcome of a refresh.
private enum RefreshAction: MachineAction {
    /// The grant, its user, and the refresh token to use from now on.
    case grant(TokenGrant, UserAuthRecord, RefreshTokenLocator)
    case refuse(CognitoError)

    var isGrant: Bool { if case .grant = self { true } else { false } }
}

extension UserPoolService {
    /// The flow REFRESH_TOKEN_AUTH; not there where refresh tokens rotate.
    func refreshTokenAuth(
        _ parameters: RequestParameters, flow: AuthFlowType, through client: AppClient
    ) async throws(CognitoError) -> AuthOutcome {
        guard client.allows(.refreshTokenAuth) else { throw .flowNotEnabled(flow) }
        let token = RefreshToken(try parameters.required(ChallengeParameter.refreshToken))
        let hash = parameters[ChallengeParameter.secretHash]
        guard client.secret == nil || hash != nil else { throw .secretHashMissing(client.id) }
        return .authenticated(
            try await refresh(token, through: client) { (user) throws(CognitoError) in
                // Amazon's SDK for Android sends the secret itself here, and nowhere else.
                let isSecret = client.accepts(hash.map { ClientSecret($0) })
                guard client.accepts(secretHash: hash, of: [user.username.text, user.sub.text]) || isSecret else {
                    throw .refreshSecretHashWrong(client.id)
                }
            })
    }

    func refresh(
        _ token: RefreshToken, through client: AppClient,
        _ verify: @escaping @Sendable (UserAuthRecord) throws(CognitoError) -> Void
    ) async throws(CognitoError) -> AuthenticationResult {
        guard let locator = RefreshTokenLocator(token, keys: keys) else { throw .invalidRefreshToken }
        let randomness = OperationRandomness(random)
        let action = try await loop(randomness).run(
            .family(locator.family), as: FamilyRecord.self,
            absent: .invalidRefreshToken,
            decide: { (record) async throws(CognitoError) in
                var family = record
                let stored = try await records.read(family.userKey, as: UserAuthRecord.self)
                let context = try await signInContext(of: client, randomness: randomness)
                guard family.userPoolID == context.pool.id, let user = stored?.record, user.sub == family.sub else {
                    return (record, RefreshAction.refuse(.revokedRefreshToken), [])
                }
                AuditedCall.current?.note(user.username, user.sub, in: context.pool.id)
                if let refusal = AuthMachine(record: user).refusal(of: family) { return (record, .refuse(refusal), []) }
                try verify(user)
                switch family.present(locator.counter, through: context.client, at: context.now) {
                case .refuse(let error): return (family, .refuse(error), [])
                case .reused:
                    let reused = AuthEvent.refreshTokenReused(subject(user, in: context.pool.id))
                    return (family, .refuse(.reusedRefreshToken), [reused])
                case .good(let counter):
                    let grant = TokenGrant(
                        to: user, family: family.id, generation: family.generation,
                        authenticatedAt: family.authenticatedAt, firstFactor: family.firstFactor,
                        factorsUsed: family.factorsUsed, in: context)
                    let refreshed = AuthEvent.tokensRefreshed(subject(user, in: context.pool.id))
                    return (
                        family, .grant(grant, user, RefreshTokenLocator(family: family.id, counter: counter)),
                        [refreshed]
                    )
                }
            }
        ).action
        switch action {
        case .refuse(let error): throw error
        case .grant(let grant, let user, let next):
            let changed = try await customized(grant, of: user, .refreshTokens)
            return try await sign(changed, refreshToken: grant.client.rotation == nil ? nil : next)
        }
    }
}
