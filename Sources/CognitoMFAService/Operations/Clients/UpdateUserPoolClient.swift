import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Replaces an app client's settings (Cognito's UpdateUserPoolClient): every member left out has its default again; the
/// secret stays.
public struct UpdateUserPoolClientRequest: Sendable {
    /// The app client.
    public var clientID: AppClientID
    /// The settings, the pool and the name among them; its members about the secret do not count.
    public var settings: CreateUserPoolClientRequest

    /// Puts a request together.
    public init(clientID: AppClientID, settings: CreateUserPoolClientRequest) {
        self.clientID = clientID
        self.settings = settings
    }
}

/// Deletes an app client (Cognito's DeleteUserPoolClient); its sessions and tokens end.
public struct DeleteUserPoolClientRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The app client.
    public var clientID: AppClientID

    /// Puts a request together.
    public init(userPoolID: UserPoolID, clientID: AppClientID) {
        self.userPoolID = userPoolID
        self.clientID = clientID
    }
}

extension UserPoolService {
    func updateUserPoolClient(_ request: UpdateUserPoolClientRequest) async throws(CognitoError) -> AppClient {
        let id = request.clientID
        var settings = request.settings
        settings.generateSecret = false
        settings.clientSecret = nil
        let fresh = try await appClient(settings, id: id, secret: nil)
        return try await loop(OperationRandomness(random)).run(
            .client(id), as: ClientRecord.self,
            absent: .clientNotFound(id),
            decide: { (record) async throws(CognitoError) in
                guard record.client.userPoolID == settings.userPoolID else { throw .clientNotFound(id) }
                var changed = record
                changed.client = fresh
                changed.client.secret = record.client.secret
                return (
                    changed, ChangeAction.done, changed == record ? [] : self.changed(client: id, of: fresh.userPoolID)
                )
            }
        ).record.client
    }

    func deleteUserPoolClient(_ request: DeleteUserPoolClientRequest) async throws(CognitoError) {
        var validation = Validation()
        validation.check(request.userPoolID.text, .userPoolID)
        validation.check(request.clientID.text, .clientID)
        try validation.finish()
        let (id, pool) = (request.clientID, try await pool(request.userPoolID))
        let stored = try await records.read(.client(id), as: ClientRecord.self)?.record.client
        // A list that still names a client that is gone is what a crash has left of a deletion.
        guard stored?.userPoolID == pool.id || stored == nil && pool.clients.isConfirmed(id) != nil else {
            throw .clientNotFound(id)
        }
        try await followUp().remove(.client(id), as: ClientRecord.self) { $0.client.userPoolID == pool.id }
        for event in changed(client: id, of: pool.id) { observer.observe(event) }
        _ = try await changePool(pool.id) { $0.clients.remove(id) }
    }
}
