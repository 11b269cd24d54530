import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Removes the user's own authenticator app.
///
/// Ours: the guide describes it, Cognito has no operation for it.
public struct RemoveSoftwareTokenRequest: OperationRequest {
    package static let operation = "RemoveSoftwareToken"

    /// The user's access token.
    public var accessToken: AccessToken
    /// The user's password, asked for once more.
    public var password: Password
    /// The app's code, asked for in profile `strict` only.
    public var userCode: OneTimeCode?

    /// Puts a request together.
    public init(accessToken: AccessToken, password: Password, userCode: OneTimeCode? = nil) {
        (self.userCode, self.accessToken, self.password) = (userCode, accessToken, password)
    }

    package func validate(_ members: inout Validation) {
        members.check(password.text, .password)
        members.check(userCode?.text, .userCode)
    }
}

extension UserPoolService {
    /// Removes the authenticator app of a user who gives the password once more.
    ///
    /// In a required pool the next sign-in leads to another factor or to MFA_SETUP. Wrong passwords count like those of
    /// a sign-in. Source: developer guide as first published, "Remove the TOTP token".
    public func removeSoftwareToken(_ request: RemoveSoftwareTokenRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let authorized = try await authorize(request.accessToken)
            try await change(authorized, checking: request.password, limit: nil) { machine, proof, context in
                machine.softwareTokenRemoved(proof, code: request.userCode, by: authorized.principal, in: context)
            }
        }
    }
}
