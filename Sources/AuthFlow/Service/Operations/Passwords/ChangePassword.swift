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
        var hash: PasswordHash?
        try await change(authorized, checking: request.previousPassword, limit: .changePassword) {
            (machine, proof) async throws(CognitoError) in
            // Hashed for a wrong password too, so that the time is the same; once, however many tries there are.
            let newHash: PasswordHash
            if let hash { newHash = hash } else { newHash = try await self.hash(request.proposedPassword) }
            hash = newHash
            return machine.passwordChanged(to: newHash, proof, by: authorized.principal, at: time.now())
        }
    }
}
