import AuthFlow
public import UserPoolModel

private struct UsersWhoCouldNotSignInRequest: OperationRequest {
    static let operation = "UsersWhoCouldNotSignIn"
    let pool: UserPoolID
    let configuration: UserPoolMFAConfiguration
    var named: NamedInRequest { NamedInRequest(pool: pool) }
}

extension UserPoolAdministration {
    /// The users who could not sign in if a pool had these MFA settings.
    ///
    /// - Throws: UnsupportedOperationException when the store is not a ``RecordScanning`` one.
    public func usersWhoCouldNotSignIn(
        in pool: UserPoolID, under configuration: UserPoolMFAConfiguration
    ) async throws(CognitoError) -> [Username] {
        try await administered(
            UsersWhoCouldNotSignInRequest(pool: pool, configuration: configuration), service.perform)
    }
}

extension UserPoolService {
    /// The users who could not sign in if a pool had these settings: refused, or led to a set-up that none can finish
    /// alone.
    fileprivate func perform(_ request: UsersWhoCouldNotSignInRequest) async throws(CognitoError) -> [Username] {
        var pool = try await pool(request.pool)
        pool.mfa = request.configuration
        var stranded: [Username] = []
        try await scanUsers(of: request.pool) { [pool] _, user in
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
