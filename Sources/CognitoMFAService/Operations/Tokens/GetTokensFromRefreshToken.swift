import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Makes new tokens of a refresh token (Cognito's GetTokensFromRefreshToken).
public struct GetTokensFromRefreshTokenRequest: Sendable {
    /// The refresh token.
    public var refreshToken: RefreshToken
    /// The app client it was given to.
    public var clientID: AppClientID
    /// The client's secret, if it has one.
    public var clientSecret: ClientSecret?

    /// Puts a request together.
    public init(refreshToken: RefreshToken, clientID: AppClientID, clientSecret: ClientSecret? = nil) {
        self.refreshToken = refreshToken
        self.clientID = clientID
        self.clientSecret = clientSecret
    }
}

/// What a refresh leads to.
private enum RefreshAction: MachineAction {
    /// The grant, and the refresh token to use from now on.
    case grant(TokenGrant, RefreshTokenLocator)
    case refuse(CognitoError)

    var isGrant: Bool { if case .grant = self { true } else { false } }
}

extension UserPoolService {
    /// New access and ID tokens for a refresh token; a fresh one of those too, where the client rotates them.
    ///
    /// No second factor is asked for again. Source: API reference, GetTokensFromRefreshToken.
    public func getTokensFromRefreshToken(
        _ request: GetTokensFromRefreshTokenRequest
    ) async throws(CognitoError) -> AuthenticationResult {
        try await audited("GetTokensFromRefreshToken", through: request.clientID) { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(
        _ request: GetTokensFromRefreshTokenRequest
    ) async throws(CognitoError) -> AuthenticationResult {
        var validation = Validation()
        validation.check(request.refreshToken.text, .refreshToken)
        validation.check(request.clientID.text, .clientID)
        try validation.finish()
        let client = try await client(request.clientID)
        guard client.secret == request.clientSecret else { throw .clientSecretWrong }
        return try await refresh(request.refreshToken, through: client) { _ throws(CognitoError) in }
    }

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
                guard client.accepts(secretHash: hash, of: [user.username.text, user.sub.text]) else {
                    throw .refreshSecretHashWrong(client.id)
                }
            })
    }

    private func refresh(
        _ token: RefreshToken, through client: AppClient,
        _ verify: @escaping @Sendable (UserAuthRecord) throws(CognitoError) -> Void
    ) async throws(CognitoError) -> AuthenticationResult {
        guard let locator = RefreshTokenLocator(token, keys: keys) else { throw .invalidRefreshToken }
        let randomness = OperationRandomness(random)
        let action = try await loop(randomness).run(
            .family(locator.family), as: FamilyRecord.self,
            absent: { () async throws(CognitoError) -> Never in throw .invalidRefreshToken },
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
                case .refuse(let error):
                    let events =
                        error == .reusedRefreshToken
                        ? [AuthEvent.refreshTokenReused(subject(user, in: context.pool.id))] : []
                    return (family, .refuse(error), events)
                case .good(let counter):
                    let grant = TokenGrant(
                        to: user, family: family.id, generation: family.generation,
                        authenticatedAt: family.authenticatedAt, firstFactor: family.firstFactor,
                        factorsUsed: family.factorsUsed, in: context)
                    let refreshed = AuthEvent.tokensRefreshed(subject(user, in: context.pool.id))
                    return (
                        family, .grant(grant, RefreshTokenLocator(family: family.id, counter: counter)), [refreshed]
                    )
                }
            }
        ).action
        switch action {
        case .refuse(let error): throw error
        case .grant(let grant, let next):
            return try await sign(grant, refreshToken: grant.client.refreshTokenRotation == nil ? nil : next)
        }
    }
}
