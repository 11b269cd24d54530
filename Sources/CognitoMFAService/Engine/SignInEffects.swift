import AuthFlow
import UserPoolModel

// The effects of a decision once it is stored. None of it ends with the caller: a code that counts as sent is sent.
extension UserPoolService {
    /// Acts on a step of a sign-in that ends in tokens.
    ///
    /// - Parameters:
    ///   - app: The client that the call came through, and that the session is opened for.
    ///   - challenge: The challenge that the call answers; nil for one that starts a sign-in.
    ///   - former: The session that is open again if the message certainly does not go out.
    func perform(
        _ decision: SwapLoop.Decision<UserAuthRecord, SignInAction>, of location: UserLocation,
        through app: Shared<ClientRecord>, answering challenge: ChallengeName? = nil,
        puttingBack former: ChallengeSession? = nil, _ randomness: OperationRandomness
    ) async throws(CognitoError) -> AuthOutcome {
        try await perform(
            decision, of: location, through: app, puttingBack: former, challenged: AuthOutcome.challenged
        ) { (grant) async throws(CognitoError) in
            let source: PreTokenGenerationRequest.TriggerSource =
                challenge == .newPasswordRequired ? .newPasswordChallenge : .authentication
            let changed = try await customized(grant, of: decision.record, source)
            return .authenticated(try await createTokenFamily(changed, of: location.name, randomness))
        }
    }

    /// Acts on a step of a sign-in, whatever it ends in.
    ///
    /// - Parameter granted: makes what the user gets for a grant that is stored.
    func perform<Outcome>(
        _ decision: SwapLoop.Decision<UserAuthRecord, SignInAction>, of location: UserLocation,
        through app: Shared<ClientRecord>, puttingBack former: ChallengeSession? = nil,
        challenged outcome: (Challenge) -> Outcome,
        granted: (TokenGrant) async throws(CognitoError) -> Outcome
    ) async throws(CognitoError) -> Outcome {
        func challenged(_ session: ChallengeSession) async throws(CognitoError) -> Outcome {
            outcome(try await self.challenge(session, of: decision.changed, at: location, through: app))
        }
        switch decision.action {
        case .refuse(let error): throw error
        case .verifyAgain, .reserveFirst: throw .tooManyRequests
        case .grant(let grant): return try await granted(grant)
        case .challenge(let session): return try await challenged(session)
        case .sendCode(let message, let session):
            let quota = DestinationQuota(
                afterPasswordOf: decision.record, at: location, to: message.destination)
            switch try await deliver(message, on: quota, to: recipient(decision.record, in: location.pool)) {
            case .sent: return try await challenged(session)
            case .overQuota(let end):
                try await takeBack(.sendsWithPassword, of: location, ending: session, puttingBack: former)
                throw .attemptLimitExceeded(until: end)
            case .refused where profile.failsOnRefusedSend:
                try await takeBack(.sendsWithPassword, of: location, ending: session, puttingBack: former)
                throw .codeDeliveryFailed
            case .refused:
                // The challenge stands: the user may start again.
                try await takeBack(.sendsWithPassword, of: location)
                return try await challenged(session)
            }
        }
    }

    /// The challenge of a session, as its client is told.
    func challenge(
        _ session: ChallengeSession, of user: Shared<UserAuthRecord>, at location: UserLocation,
        through app: Shared<ClientRecord>
    ) async throws(CognitoError) -> Challenge {
        var missing: [AttributeName] = []
        if session.state == .replacingPassword {
            let schema = try await pool(location.pool).schema
            missing = schema.filter { $0.isRequired && user.value.attributes[$0.name] == nil }.map(\.name)
        }
        let locator = SessionLocator(
            session, of: location.name, in: location.pool, clientDigest: app.value.client.idDigest)
        return Challenge(session, of: user, handle: locator.handle(keys: keys), missing: missing)
    }

    /// The handle under which a client answers a session.
    func handle(of session: ChallengeSession, of name: CanonicalName, in pool: UserPoolID) -> SessionHandle {
        SessionLocator(session, of: name, in: pool).handle(keys: keys)
    }

    /// Creates the family of a grant that is already accounted for, then signs; if either fails the grant is lost and the
    /// code stays spent.
    private func createTokenFamily(
        _ grant: consuming TokenGrant, of name: CanonicalName, _ randomness: OperationRandomness
    ) async throws(CognitoError) -> AuthenticationResult {
        let family = FamilyRecord(grant, of: name)
        let loop = SwapLoop(records: records, operationID: grant.id, observer: observer)
        return try await signed(refreshToken: RefreshTokenLocator(family: family.id, counter: 0)) { [tokens, grant] in
            guard try await loop.insert(family, under: family.key) else { throw CognitoError.internalError(nil) }
            return try await Self.issued(grant, by: tokens)
        }
    }

    /// Signs a grant, and adds the refresh token, which is the service's own.
    func sign(
        _ grant: TokenGrant, refreshToken: RefreshTokenLocator?
    ) async throws(CognitoError) -> AuthenticationResult {
        try await signed(refreshToken: refreshToken) { [tokens] in try await Self.issued(grant, by: tokens) }
    }

    /// Signs a grant; an error of the issuer is a fault of this side.
    private static func issued(
        _ grant: TokenGrant, by tokens: any TokenIssuer
    ) async throws(CognitoError) -> AuthenticationResult {
        do { return try await tokens.issue(grant) } catch { throw .internalError(error) }
    }

    private func signed(
        refreshToken: RefreshTokenLocator?,
        _ issue: @escaping @concurrent @Sendable () async throws -> AuthenticationResult
    ) async throws(CognitoError) -> AuthenticationResult {
        do {
            let signed = try await repeatingWithoutCancellation(issue)
            return AuthenticationResult(
                accessToken: signed.accessToken, idToken: signed.idToken, refreshToken: refreshToken?.token(keys: keys),
                expiresIn: signed.expiresIn, tokenType: signed.tokenType)
        } catch {
            throw (error as? CognitoError) ?? .internalError(error)
        }
    }
}
