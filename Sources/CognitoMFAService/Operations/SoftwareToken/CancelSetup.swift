import AuthFlow
public import UserPoolModel

/// Cancels the set-up of a factor in a sign-in.
///
/// Ours: with Cognito a secret that is not verified runs out.
public struct CancelSetupRequest: OpenSessionRequest {
    package static let operation = "CancelSetup"

    /// The app client.
    public var clientID: AppClientID
    /// The session of MFA_SETUP, or of the code to a number or an address that was entered there.
    public var session: SessionHandle
    /// The client's secret, if it has one.
    public var clientSecret: ClientSecret?

    /// Puts a request together.
    public init(clientID: AppClientID, session: SessionHandle, clientSecret: ClientSecret? = nil) {
        (self.clientID, self.session, self.clientSecret) = (clientID, session, clientSecret)
    }
}

extension UserPoolService {
    /// Forgets the secret, or the number or address that has received no code yet; the session ends.
    ///
    /// - Throws: InvalidParameterException for a challenge that is no set-up; NotAuthorizedException for a dead session.
    /// - Returns: MFA_SETUP in a new session, or nil where no set-up is asked for any more and the sign-in has ended.
    public func cancelSetup(_ request: CancelSetupRequest) async throws(CognitoError) -> AuthOutcome? {
        try await audited(request) { (request) async throws(CognitoError) in
            let call = try await opened(request)
            let decision = try await change(call, lockedWithCodes: false) { machine, session, context in
                machine.setUpCancelled(session: session, in: context)
            } refusing: {
                CancelAction.refuse($0)
            }
            switch decision.action {
            case .refuse(let error): throw error
            case .ended: return nil
            case .challenge(let session):
                return .challenged(
                    try await challenge(session, of: decision.changed, at: call.location, through: call.app))
            }
        }
    }
}
