import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Changes a user's own password (Cognito's ChangePassword).
public struct ChangePasswordRequest: OperationRequest {
    package static let operation = "ChangePassword"

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

    package func validate(_ members: inout Validation) {
        members.check(previousPassword.text, .previousPassword)
        members.check(proposedPassword.text, .proposedPassword)
    }
}

extension UserPoolService {
    /// Changes the password of a user who knows it; open challenges and recovery codes end, tokens stay.
    ///
    /// In profile `strict` every other sign-in ends, and the caller's own goes on.
    ///
    /// Five times an hour, right or wrong. Source: API reference, ChangePassword; quotas.
    public func changePassword(_ request: ChangePasswordRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let authorized = try await authorize(request.accessToken)
            try authorized.pool.passwordPolicy.validate(request.proposedPassword, for: .replacement)
            let hashing = NewPasswordHashing(request.proposedPassword, for: authorized.pool, by: self)
            try await change(
                authorized, checking: request.previousPassword, limit: .changePassword,
                hashing: hashing,
                { machine, proof, context in
                    guard let new = hashing.hashed else { return .refuse(.tooManyRequests) }
                    return machine.passwordChanged(to: new, proof, by: authorized.principal, in: context)
                })
        }
    }
}
