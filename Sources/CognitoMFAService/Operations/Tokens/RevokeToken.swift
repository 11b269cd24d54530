import AuthFlow
public import UserPoolModel

/// Ends one sign-in's tokens (Cognito's RevokeToken).
public struct RevokeTokenRequest: OperationRequest {
    package static let operation = "RevokeToken"

    /// The refresh token.
    public var token: RefreshToken
    /// The app client it was given to.
    public var clientID: AppClientID
    /// The client's secret, if it has one.
    public var clientSecret: ClientSecret?

    /// Puts a request together.
    public init(token: RefreshToken, clientID: AppClientID, clientSecret: ClientSecret? = nil) {
        (self.token, self.clientID, self.clientSecret) = (token, clientID, clientSecret)
    }

    package var named: NamedInRequest { NamedInRequest(client: clientID) }

    package func validate(_ members: inout Validation) {
        members.check(token.text, .refreshToken)
        members.check(clientID.text, .clientID)
    }
}

extension UserPoolService {
    /// Revokes a refresh token and every token of the same sign-in; other sign-ins live.
    ///
    /// A token that is dead already is no error. Source: API reference, RevokeToken.
    public func revokeToken(_ request: RevokeTokenRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let client: AppClient
            do throws(CognitoError) { client = try await self.client(request.clientID) } catch {
                throw error.code == .resourceNotFound ? .unauthorizedClient : error
            }
            guard client.accepts(request.clientSecret) else { throw .unauthorizedClient }
            guard client.enablesTokenRevocation else { throw .revocationOff }
            guard let locator = RefreshTokenLocator(request.token, keys: keys) else { throw .notARefreshToken }
            let key = RecordKey.family(locator.family)
            // A row that has run out and was cleaned up is as good as revoked.
            let decision = try await loop(OperationRandomness(random)).runIfPresent(
                key, as: FamilyRecord.self,
                decide: { (record) async throws(CognitoError) in
                    var family = record
                    guard family.client == client.id else {
                        return (record, ChangeAction.refuse(.unauthorizedClient), [])
                    }
                    family.revoke()
                    return (family, .done, [])
                })
            if case .refuse(let error)? = decision?.action { throw error }
        }
    }
}
