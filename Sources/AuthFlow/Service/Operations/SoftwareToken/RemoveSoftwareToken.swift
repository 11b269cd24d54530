import CognitoMFACore
public import UserPoolModel

/// Removes the user's own authenticator app.
///
/// Ours: the guide describes it, Cognito has no operation for it.
public struct RemoveSoftwareTokenRequest: Sendable {
    /// The user's access token.
    public var accessToken: AccessToken
    /// The user's password, asked for once more.
    public var password: Password

    /// Puts a request together.
    public init(accessToken: AccessToken, password: Password) {
        self.accessToken = accessToken
        self.password = password
    }
}

/// Removes a user's authenticator app (Cognito's AdminDeleteSoftwareToken).
public struct AdminDeleteSoftwareTokenRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username) {
        self.userPoolID = userPoolID
        self.username = username
    }
}

extension UserPoolService {
    /// Removes the authenticator app of a user who gives the password once more.
    ///
    /// In a required pool the next sign-in leads to another factor or to MFA_SETUP. Wrong passwords count like those of
    /// a sign-in. Source: developer guide as first published, "Remove the TOTP token".
    public func removeSoftwareToken(_ request: RemoveSoftwareTokenRequest) async throws(CognitoError) {
        var validation = Validation()
        validation.check(request.password.text, .password)
        try validation.finish()
        let authorized = try await authorize(request.accessToken)
        let principal = authorized.principal
        let loop = loop(Draw(random))
        let action = try await hashing.admitting(authorized.key) { () async throws(CognitoError) in
            var check = PasswordCheck(request.password, by: self)
            return try await loop.run(
                authorized.key, as: UserAuthRecord.self,
                absent: { () async throws(CognitoError) -> Never in throw .userNotFound },
                decide: { (record) async throws(CognitoError) in
                    var machine = AuthMachine(record: record)
                    try authorized.judge(record)
                    if let lockEnd = machine.passwordLockEnd(at: time.now()) {
                        let refusal = machine.passwordLocked(until: lockEnd, at: time.now())
                        return (machine.record, ChangeAction.refuse(refusal))
                    }
                    let proof = try await check.proof(against: record)
                    let action = machine.softwareTokenRemoved(proof, by: principal, at: time.now())
                    return (machine.record, action)
                }
            ).action
        }
        try action.finish()
    }

    func adminDeleteSoftwareToken(_ request: AdminDeleteSoftwareTokenRequest) async throws(CognitoError) {
        try await adminChange(request.username, in: request.userPoolID) { machine, _, now in
            machine.softwareTokenDeleted(at: now)
        }
    }
}
