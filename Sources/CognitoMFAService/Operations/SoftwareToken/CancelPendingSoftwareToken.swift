import AuthFlow
public import UserPoolModel

/// Cancels the set-up of a signed-in user's authenticator app.
///
/// Ours: with Cognito a secret that is not verified runs out.
public struct CancelPendingSoftwareTokenRequest: OperationRequest {
    package static let operation = "CancelPendingSoftwareToken"

    /// The user's access token, of the sign-in that the secret was given out to.
    public var accessToken: AccessToken

    /// Puts a request together.
    public init(accessToken: AccessToken) { self.accessToken = accessToken }
}

extension UserPoolService {
    /// Forgets the secret that was given out and not verified; an app in use stays.
    ///
    /// Without such a secret nothing changes, and so it is with one that another sign-in was given.
    ///
    /// - Throws: NotAuthorizedException for a token that does not hold.
    public func cancelPendingSoftwareToken(
        _ request: CancelPendingSoftwareTokenRequest
    ) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let authorized = try await authorize(request.accessToken)
            let decision = try await change(authorized, randomness: OperationRandomness(random)) { machine, context in
                machine.pendingSoftwareTokenCancelled(by: authorized.principal, in: context.poolContext)
            }
            if case .refuse(let error) = decision.action { throw error }
        }
    }
}
