import AuthFlow
public import UserPoolModel

/// Reads the secret of a set-up again that was given out in a session and is not verified.
///
/// Ours: a page may be loaded twice, and the secret that an app has scanned must stay good.
public struct GetPendingSoftwareTokenRequest: OpenSessionRequest {
    package static let operation = "GetPendingSoftwareToken"

    /// The app client.
    public var clientID: AppClientID
    /// The session that AssociateSoftwareToken answered.
    public var session: SessionHandle
    /// The client's secret, if it has one.
    public var clientSecret: ClientSecret?

    /// Puts a request together.
    public init(clientID: AppClientID, session: SessionHandle, clientSecret: ClientSecret? = nil) {
        (self.clientID, self.session, self.clientSecret) = (clientID, session, clientSecret)
    }
}

extension UserPoolService {
    /// Returns the secret of that very session; its holder could ask for a new one anyway.
    ///
    /// - Throws: InvalidParameterException when the session has no secret, or has verified it;
    ///   SoftwareTokenMFANotFoundException when TOTP is off in the pool; NotAuthorizedException for a dead session.
    public func getPendingSoftwareToken(
        _ request: GetPendingSoftwareTokenRequest
    ) async throws(CognitoError) -> SoftwareTokenAssociation {
        try await audited(request) { (request) async throws(CognitoError) in
            let call = try await opened(request)
            let (found, user, _) = try await read(call) { machine, session, context in
                machine.pendingSecret(of: session, in: context)
            }
            return SoftwareTokenAssociation(
                try found.get(), of: user.value.username, in: try await pool(call.location.pool),
                session: request.session)
        }
    }
}
