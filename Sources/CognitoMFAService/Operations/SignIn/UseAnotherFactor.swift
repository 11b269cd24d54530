import AuthFlow
public import UserPoolModel

/// Changes an open challenge to another factor.
///
/// Ours: Cognito asks for another factor only in a new sign-in.
public struct UseAnotherFactorRequest: OpenSessionRequest {
    package static let operation = "UseAnotherFactor"

    /// The app client.
    public var clientID: AppClientID
    /// The session of a factor's challenge.
    public var session: SessionHandle
    /// The factor; nil for SELECT_MFA_TYPE, the choice among all open ones.
    public var factor: MFAType?
    /// The client's secret, if it has one.
    public var clientSecret: ClientSecret?
    /// For the custom message trigger; never stored.
    public var clientMetadata: [String: String]

    /// Puts a request together.
    public init(
        clientID: AppClientID, session: SessionHandle, factor: MFAType? = nil, clientSecret: ClientSecret? = nil,
        clientMetadata: [String: String] = [:]
    ) {
        (self.clientID, self.session, self.factor) = (clientID, session, factor)
        (self.clientSecret, self.clientMetadata) = (clientSecret, clientMetadata)
    }

    package var triggerMetadata: [String: String] { clientMetadata }
}

extension UserPoolService {
    /// Opens another factor's challenge in the place of this one, whose session ends.
    ///
    /// Wrong answers and messages stay counted. A sign-in can change five times.
    ///
    /// - Throws: InvalidParameterException for a factor that is not among the open others; LimitExceededException after
    ///   five changes, and where a message may not be sent yet; NotAuthorizedException in a lock and for a dead session.
    /// - Returns: the next challenge; never tokens.
    public func useAnotherFactor(_ request: UseAnotherFactorRequest) async throws(CognitoError) -> AuthOutcome {
        try await audited(request) { (request) async throws(CognitoError) in
            let call = try await opened(request)
            let decision = try await change(call, lockedWithCodes: true) { machine, session, context in
                machine.anotherFactorAsked(request.factor, session: session, in: context)
            } refusing: {
                SignInAction.refuse($0)
            }
            return try await perform(
                decision, of: call.location, through: call.app,
                puttingBack: decision.before.session(call.locator.session), call.randomness)
        }
    }
}
