import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Proves an authenticator app by its first code (Cognito's VerifySoftwareToken): with an access token or a session.
public struct VerifySoftwareTokenRequest: OperationRequest {
    package static let operation = "VerifySoftwareToken"

    /// A signed-in user's.
    public var accessToken: AccessToken?
    /// The one that AssociateSoftwareToken answered.
    public var session: SessionHandle?
    /// Six digits.
    public var userCode: OneTimeCode
    /// A name for the app, at most 256 characters.
    public var friendlyDeviceName: String?

    /// Puts a request together; exactly one of token and session must be there.
    public init(
        accessToken: AccessToken? = nil, session: SessionHandle? = nil, userCode: OneTimeCode,
        friendlyDeviceName: String? = nil
    ) {
        self.accessToken = accessToken
        self.session = session
        self.userCode = userCode
        self.friendlyDeviceName = friendlyDeviceName
    }

    package func validate(_ members: inout Validation) {
        members.check(accessToken?.text, .accessToken)
        members.check(session?.text, .session)
        members.check(userCode.text, .userCode)
        members.check(friendlyDeviceName, .friendlyDeviceName)
    }
}

/// That the app is verified (the response of VerifySoftwareToken).
public struct VerifySoftwareTokenResponse: Sendable {
    /// `SUCCESS`; a wrong code is an exception.
    public let status: String
    /// The next session, in the session variant.
    public let session: SessionHandle?
}

extension UserPoolService {
    /// Verifies the first code.
    ///
    /// Success puts the new secret in place of the old one; it is not yet switched on.
    ///
    /// - Throws: EnableSoftwareTokenMFAException for a wrong code: try again; TooManyRequestsException after ten of them,
    ///   and the secret is discarded. Source: guide, "Verify the TOTP Token".
    public func verifySoftwareToken(
        _ request: VerifySoftwareTokenRequest
    ) async throws(CognitoError) -> VerifySoftwareTokenResponse {
        try await audited(request) { (request) async throws(CognitoError) in
            let (code, name) = (request.userCode, request.friendlyDeviceName)
            let randomness = OperationRandomness(random)
            switch try UserAuthorization(token: request.accessToken, session: request.session) {
            case .accessToken(let token):
                let authorized = try await authorize(token)
                let action = try await change(authorized, randomness: randomness) { machine, context in
                    machine.setUpCodeSubmitted(code, friendlyDeviceName: name, by: authorized.principal, in: context)
                }.action
                if case .refuse(let error) = action { throw error }
                return VerifySoftwareTokenResponse(status: "SUCCESS", session: nil)
            case .session(let handle):
                let locator = try SessionLocator(handle, keys: keys)
                let decision = try await changeSession(locator, randomness: randomness) { machine, session, context in
                    machine.setUpCodeSubmitted(code, friendlyDeviceName: name, in: session, in: context)
                } refusing: {
                    .refuse($0)
                }
                switch decision.action {
                case .refuse(let error): throw error
                case .verified(let session):
                    let next = session.map {
                        self.handle(of: $0, of: CanonicalName(digest: locator.recordDigest), in: locator.userPoolID)
                    }
                    return VerifySoftwareTokenResponse(status: "SUCCESS", session: next)
                }
            }
        }
    }
}
