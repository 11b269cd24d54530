import AuthFlow
public import UserPoolModel

/// Deletes an app client (Cognito's DeleteUserPoolClient); its sessions and tokens end.
public struct DeleteUserPoolClientRequest: PoolClientRequest {
    package static let operation = "DeleteUserPoolClient"

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
    /// Deletes an app client; its sessions and tokens end.
    ///
    /// Source: API reference, DeleteUserPoolClient.
    public func deleteUserPoolClient(_ request: DeleteUserPoolClientRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            let (id, pool) = (request.clientID, try await service.pool(request.userPoolID))
            let stored = try await service.records.read(.client(id), as: ClientRecord.self)?.record.client
            // A list that still names a client that is gone is what a crash has left of a deletion.
            guard stored?.userPoolID == pool.id || stored == nil && pool.clients.isConfirmed(id) != nil else {
                throw .clientNotFound(id)
            }
            try await service.followUp().remove(.client(id), as: ClientRecord.self) { $0.client.userPoolID == pool.id }
            for event in service.changed(client: id, of: pool.id) { service.observer.observe(event) }
            _ = try await service.changePool(pool.id) { $0.clients.remove(id) }
        }
    }
}
