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

private struct ExplainSignInRequest: PoolUserRequest {
    static let operation = "ExplainSignIn"
    let userPoolID: UserPoolID
    let username: Username
}

extension UserPoolAdministration {
    /// Tells what a user's next sign-in with the right password leads to, and why; nothing is changed or sent.
    public func explainSignIn(
        of username: Username, in pool: UserPoolID
    ) async throws(CognitoError) -> SignInExplanation {
        let request = ExplainSignInRequest(userPoolID: pool, username: username)
        return try await administered(request) { (request) async throws(CognitoError) in
            let (record, pool) = try await service.user(request)
            let context = SignInContext(
                PoolContext(
                    pool: pool, keys: service.keys, now: service.time.now(),
                    randomness: OperationRandomness(service.random), profile: service.profile,
                    limits: service.limits.hourly),
                client: AppClient(id: "rehearsal", userPoolID: pool.id, name: "rehearsal"))
            return SignInExplanation(
                AuthMachine.rehearseSignIn(of: record, in: context),
                by: FactorPolicy(pool: pool, user: record).decision(satisfied: []))
        }
    }
}

extension SignInExplanation {
    fileprivate init(_ action: SignInAction, by decision: (rule: SignInRule, step: FactorPolicy.NextStep)) {
        rule = decision.rule
        factors = decision.step.factors.map(\.type)
        (challenge, refusal) =
            switch action {
            case .grant: (nil, nil)
            case .challenge(let session), .sendCode(_, then: let session): (session.challengeName, nil)
            case .refuse(let error): (nil, error)
            case .verifyAgain, .reserveFirst: (nil, .tooManyRequests)
            }
    }
}
