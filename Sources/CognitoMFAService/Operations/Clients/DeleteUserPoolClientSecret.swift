import AuthFlow
public import UserPoolModel

/// Deletes one of an app client's two secrets (Cognito's DeleteUserPoolClientSecret).
public struct DeleteUserPoolClientSecretRequest: PoolClientRequest {
    package static let operation = "DeleteUserPoolClientSecret"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The app client.
    public var clientID: AppClientID
    /// The id of the secret, as ListUserPoolClientSecrets tells it.
    public var clientSecretID: String

    /// Puts a request together.
    public init(userPoolID: UserPoolID, clientID: AppClientID, clientSecretID: String) {
        (self.userPoolID, self.clientID, self.clientSecretID) = (userPoolID, clientID, clientSecretID)
    }

    package func validate(_ members: inout Validation) {
        members.check(.text(clientSecretID), .clientSecretID, at: "clientSecretId")
    }
}

extension UserPoolAdministration {
    /// Deletes a secret; calls that are signed with it are refused from then on.
    ///
    /// Source: API reference, DeleteUserPoolClientSecret.
    ///
    /// - Throws: ResourceNotFoundException for an unknown id; InvalidParameterException for the only secret, without which
    ///   anyone could call for the app.
    public func deleteUserPoolClientSecret(_ request: DeleteUserPoolClientSecretRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            _ = try await service.changeClient(request.clientID, of: request.userPoolID) {
                (client) throws(CognitoError) in
                guard client.secrets.contains(where: { $0.id == request.clientSecretID }) else {
                    throw .clientSecretNotFound
                }
                guard client.secrets.count > 1 else { throw .onlyClientSecret }
                client.secrets.removeAll { $0.id == request.clientSecretID }
            }
        }
    }
}
