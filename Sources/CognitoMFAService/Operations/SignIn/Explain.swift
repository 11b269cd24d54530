public import AuthFlow
public import UserPoolModel

/// The outcome of a sign-in with the right password, and its reason: a dry run that changes and sends nothing.
public struct SignInExplanation: Sendable {
    /// The row of the decision table that answers.
    public let rule: SignInRule
    /// The challenge that comes next; nil for tokens, and when sign-in is refused.
    public let challenge: ChallengeName?
    /// The factors to answer with, to choose from, or to set up.
    public let factors: [MFAType]
    /// The reason of a refusal: a lock, a status, a limit, or no factor.
    public let refusal: CognitoError?

    /// True if tokens come next.
    public var leadsToTokens: Bool { challenge == nil && refusal == nil }
}

extension UserPoolService {
    /// Explains a user's next sign-in by running it on a copy of the record.
    func explainSignIn(_ username: Username, in poolID: UserPoolID) async throws(CognitoError) -> SignInExplanation {
        try validate(username, in: poolID)
        let pool = try await pool(poolID)
        let record = try await user(username, in: pool)
        let context = SignInContext(
            PoolContext(
                pool: pool, keys: keys, now: time.now(), randomness: OperationRandomness(random), profile: profile,
                limits: limits.hourly),
            client: AppClient(id: "rehearsal", userPoolID: poolID, name: "rehearsal"))
        return SignInExplanation(
            AuthMachine.rehearseSignIn(of: record, in: context),
            by: FactorPolicy(pool: pool, user: record).decision(satisfied: []))
    }

    /// The users who could not sign in if a pool had these settings: refused, or led to a set-up that none can finish
    /// alone.
    func usersWhoCouldNotSignIn(
        in poolID: UserPoolID, under configuration: UserPoolMFAConfiguration
    ) async throws(CognitoError) -> [Username] {
        var pool = try await pool(poolID)
        pool.mfa = configuration
        var stranded: [Username] = []
        try await scanUsers(of: poolID) { [pool] _, user in
            switch FactorPolicy(pool: pool, user: user).next(satisfied: []) {
            case .refuse: stranded.append(user.username)
            case .setUp(let factors) where factors == [.sms]: stranded.append(user.username)
            case .tokens, .challenge, .select, .setUp: break
            }
            return true
        }
        return stranded
    }
}

extension SignInExplanation {
    fileprivate init(_ action: SignInAction, by decision: (rule: SignInRule, step: FactorPolicy.NextStep)) {
        rule = decision.rule
        factors =
            switch decision.step {
            case .challenge(let factor): [factor]
            case .select(let factors), .setUp(let factors): factors
            case .tokens, .refuse: []
            }
        (challenge, refusal) =
            switch action {
            case .grant: (nil, nil)
            case .challenge(let session), .sendCode(_, then: let session): (session.challengeName, nil)
            case .refuse(let error): (nil, error)
            case .verifyAgain, .reserveFirst: (nil, .tooManyRequests)
            }
    }
}
