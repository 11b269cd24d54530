import AuthFlow
public import UserPoolModel

/// Sends another code in an open challenge.
///
/// Ours: Cognito sends another one only in a new sign-in.
public struct SendNewCodeRequest: OpenSessionRequest {
    package static let operation = "SendNewCode"

    /// The app client.
    public var clientID: AppClientID
    /// The session of SMS_MFA or EMAIL_OTP; it stays the same.
    public var session: SessionHandle
    /// The client's secret, if it has one.
    public var clientSecret: ClientSecret?
    /// For the custom message trigger; never stored.
    public var clientMetadata: [String: String]

    /// Puts a request together.
    public init(
        clientID: AppClientID, session: SessionHandle, clientSecret: ClientSecret? = nil,
        clientMetadata: [String: String] = [:]
    ) {
        (self.clientID, self.session, self.clientSecret) = (clientID, session, clientSecret)
        self.clientMetadata = clientMetadata
    }

    package var triggerMetadata: [String: String] { clientMetadata }
}

extension UserPoolService {
    /// Sends another code, which takes the place of the one before; wrong answers stay counted.
    ///
    /// A sign-in has at most three messages, the second 30 seconds after the first, the third 60 seconds after the second.
    /// If the message is refused, the code before it is good again.
    ///
    /// - Throws: LimitExceededException during the wait, after three messages and over an hourly quota; NotAuthorizedException
    ///   in a lock and for a dead session; InvalidParameterException for a challenge without a message.
    public func sendNewCode(_ request: SendNewCodeRequest) async throws(CognitoError) -> OpenChallenge {
        try await audited(request) { (request) async throws(CognitoError) in
            let call = try await opened(request)
            let decision = try await change(call, lockedWithCodes: true) { machine, session, context in
                machine.newCodeAsked(session: session, in: context)
            } refusing: {
                SignInAction.refuse($0)
            }
            return try await deliver(decision, of: call)
        }
    }

    /// Sends the code that a stored decision asks for, and answers the challenge as it was stored.
    private func deliver(
        _ decision: SwapLoop.Decision<UserAuthRecord, SignInAction>, of call: OpenSessionCall
    ) async throws(CognitoError) -> OpenChallenge {
        switch decision.action {
        case .refuse(let error): throw error
        case .sendCode(let message, let session):
            let (location, former) = (call.location, decision.before.session(session.id))
            let quota = DestinationQuota(afterPasswordOf: decision.record, at: location, to: message.destination)
            switch try await deliver(message, on: quota, to: recipient(decision.record, in: location.pool)) {
            case .sent: return try await openChallenge(call, session, of: decision.changed)
            case .overQuota(let end):
                try await takeBack(.sendsWithPassword, of: location, ending: session, puttingBack: former)
                throw .attemptLimitExceeded(until: end)
            case .refused:
                try await takeBack(.sendsWithPassword, of: location, ending: session, puttingBack: former)
                if profile.failsOnRefusedSend { throw .codeDeliveryFailed }
                return try await openChallenge(call)
            }
        case .grant, .challenge, .verifyAgain, .reserveFirst: throw .tooManyRequests
        }
    }
}
