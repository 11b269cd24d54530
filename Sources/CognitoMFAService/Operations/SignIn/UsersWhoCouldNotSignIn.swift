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
        let request = UsersWhoCouldNotSignInRequest(pool: pool, configuration: configuration)
        return try await administered(request) { (request) async throws(CognitoError) in
            var pool = try await service.pool(request.pool)
            pool.mfa = request.configuration
            var stranded: [Username] = []
            try await service.scanUsers(of: request.pool) { [pool] _, user in
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
}
