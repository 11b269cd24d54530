public import AuthFlow
public import UserPoolModel

/// What a sign-in with the right password would lead to, and why: a dry run that changes and sends nothing.
public struct SignInExplanation: Sendable {
    /// The row of the decision table that answers.
    public let rule: SignInRule
    /// The challenge that comes next; nil for tokens, and when sign-in is refused.
    public let challenge: ChallengeName?
    /// The factors to answer with, to choose from, or to set up.
    public let factors: [MFAType]
    /// Why sign-in is refused, if it is: a lock, a status, or no factor.
    public let refusal: CognitoError?

    /// Whether tokens come next.
    public var leadsToTokens: Bool { challenge == nil && refusal == nil }
}

extension UserPoolService {
    /// Explains what a user's next sign-in leads to.
    func explainSignIn(_ username: Username, in poolID: UserPoolID) async throws(CognitoError) -> SignInExplanation {
        try validate(username, in: poolID)
        let pool = try await pool(poolID)
        return try await withUser(username, in: pool) { (_) async throws(CognitoError) in
            throw .userNotFound
        } _: { (location) async throws(CognitoError) in
            guard let user = try await records.read(location.key, as: UserAuthRecord.self)?.record else {
                throw .userNotFound
            }
            try location.verify(user)
            return SignInExplanation(user, in: pool, refusal: refusalBeforeFactors(user))
        }
    }

    private func refusalBeforeFactors(_ user: UserAuthRecord) -> CognitoError? {
        let now = time.now()
        if let end = user.passwordFailures.ladder.lockEnd(at: now) { return .attemptsExceeded(.waitUntil(end)) }
        return user.refusalOfSignIn(at: now)
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
    init(_ user: UserAuthRecord, in pool: PoolRecord, refusal: CognitoError?) {
        let (rule, step) = FactorPolicy(pool: pool, user: user).decision(satisfied: [])
        let isTemporary = user.status == .forceChangePassword
        self.init(
            rule: rule,
            challenge: refusal == nil
                ? (isTemporary && step.refusal == nil ? .newPasswordRequired : step.challengeName) : nil,
            factors: step.factors.map(\.type), refusal: refusal ?? step.refusal)
    }
}
