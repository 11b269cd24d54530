import AuthFlow
public import UserPoolModel

/// Lists an app client's secrets by their ids (Cognito's ListUserPoolClientSecrets).
public struct ListUserPoolClientSecretsRequest: PoolClientRequest {
    package static let operation = "ListUserPoolClientSecrets"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The app client.
    public var clientID: AppClientID

    /// Puts a request together.
    public init(userPoolID: UserPoolID, clientID: AppClientID) {
        (self.userPoolID, self.clientID) = (userPoolID, clientID)
    }
}

extension UserPoolAdministration {
    /// Returns the secrets, the oldest first; there are at most two.
    ///
    /// Source: API reference, ListUserPoolClientSecrets.
    public func listUserPoolClientSecrets(
        _ request: ListUserPoolClientSecretsRequest
    ) async throws(CognitoError) -> [ClientSecretDescriptor] {
        try await administered(request) { (request) async throws(CognitoError) in
            try await service.client(request.clientID, of: service.pool(request.userPoolID).id).secrets
        }
    }
}
