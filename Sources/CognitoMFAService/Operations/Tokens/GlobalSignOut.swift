import AuthFlow
public import UserPoolModel

/// Ends all the sign-ins of the user behind an access token (Cognito's GlobalSignOut).
public struct GlobalSignOutRequest: OperationRequest {
    package static let operation = "GlobalSignOut"

    /// The user's.
    public var accessToken: AccessToken

    /// Puts a request together.
    public init(accessToken: AccessToken) { self.accessToken = accessToken }
}

extension UserPoolService {
    /// Revokes every token of the user and ends half-done sign-ins.
    ///
    /// Source: API reference, GlobalSignOut.
    public func globalSignOut(_ request: GlobalSignOutRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let authorized = try await authorize(request.accessToken)
            try await changeReserving(authorized) { $0.signedOutEverywhere(by: authorized.principal, at: $1.now) }
        }
    }
}
