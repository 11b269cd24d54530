import AuthFlow
public import UserPoolModel

/// Ends a sign-in under way: its user wants to start as somebody else.
///
/// Ours: with Cognito a session ends by itself.
public struct EndSignInRequest: OpenSessionRequest {
    package static let operation = "EndSignIn"

    /// The app client.
    public var clientID: AppClientID
    /// The session of the open challenge.
    public var session: SessionHandle
    /// The client's secret, if it has one.
    public var clientSecret: ClientSecret?

    /// Puts a request together.
    public init(clientID: AppClientID, session: SessionHandle, clientSecret: ClientSecret? = nil) {
        (self.clientID, self.session, self.clientSecret) = (clientID, session, clientSecret)
    }
}

extension UserPoolService {
    /// Ends the open challenge; no other sign-in of the user ends.
    ///
    /// - Throws: NotAuthorizedException for a session that is dead already.
    public func endSignIn(_ request: EndSignInRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let call = try await opened(request)
            let action = try await change(call, lockedWithCodes: false) { machine, session, _ in
                machine.signInEnded(session: session)
            } refusing: {
                ChangeAction.refuse($0)
            }.action
            if case .refuse(let error) = action { throw error }
        }
    }
}
