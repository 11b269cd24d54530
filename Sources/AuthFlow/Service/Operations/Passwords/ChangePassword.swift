import CognitoMFACore
public import UserPoolModel

/// Changes a user's own password (Cognito's ChangePassword).
public struct ChangePasswordRequest: Sendable {
    /// The user's access token.
    public var accessToken: AccessToken
    /// The password as it is.
    public var previousPassword: Password
    /// The password as it shall be.
    public var proposedPassword: Password

    /// Puts a request together.
    public init(accessToken: AccessToken, previousPassword: Password, proposedPassword: Password) {
        self.accessToken = accessToken
        self.previousPassword = previousPassword
        self.proposedPassword = proposedPassword
    }
}

extension UserPoolService {
    /// Changes the password of a user who knows it; open challenges end, tokens stay.
    ///
    /// Five times an hour, right or wrong. Source: API reference, ChangePassword; quotas.
    public func changePassword(_ request: ChangePasswordRequest) async throws(CognitoError) {
        var validation = Validation()
        validation.check(request.previousPassword.text, .previousPassword)
        validation.check(request.proposedPassword.text, .proposedPassword)
        try validation.finish()
        let authorized = try await authorize(request.accessToken)
        try authorized.pool.passwordPolicy.judge(request.proposedPassword)
        let principal = authorized.principal
        let loop = loop(Draw(random))
        let action = try await hashing.admitting(authorized.key) { () async throws(CognitoError) in
            var check = PasswordCheck(request.previousPassword, by: self)
            var hash: PasswordHash?
            return try await loop.run(
                authorized.key, as: UserAuthRecord.self,
                absent: { () async throws(CognitoError) -> Never in throw .userNotFound },
                decide: { (record) async throws(CognitoError) in
                    var machine = AuthMachine(record: record)
                    try authorized.judge(record)
                    if let refusal = machine.passwordChangeRefusal(by: principal, at: time.now()) {
                        return (machine.record, ChangeAction.refuse(refusal))
                    }
                    let proof = try await check.proof(against: record)
                    // Hashed for a wrong password too, so that the time is the same.
                    let newHash: PasswordHash
                    if let hash { newHash = hash } else { newHash = try await self.hash(request.proposedPassword) }
                    hash = newHash
                    let action = machine.passwordChanged(to: newHash, proof, by: principal, at: time.now())
                    return (machine.record, action)
                }
            ).action
        }
        try action.finish()
    }
}
