import AuthFlow
public import UserPoolModel

/// Deletes a pool (Cognito's DeleteUserPool).
public struct DeleteUserPoolRequest: PoolRequest {
    package static let operation = "DeleteUserPool"

    /// The pool.
    public var userPoolID: UserPoolID

    /// Puts a request together.
    public init(userPoolID: UserPoolID) { self.userPoolID = userPoolID }
}

extension UserPoolAdministration {
    /// Deletes a pool, whose deletion protection must be off; its id is never given again.
    ///
    /// Source: API reference, DeleteUserPool.
    public func deleteUserPool(_ request: DeleteUserPoolRequest) async throws(CognitoError) {
        try await administered(request, service.perform)
    }
}

extension UserPoolService {
    /// Leaves a tombstone: the id refuses everything from then on, and is never given again.
    fileprivate func perform(_ request: DeleteUserPoolRequest) async throws(CognitoError) {
        let id = request.userPoolID
        let decision = try await loop(OperationRandomness(random)).replaceWithTombstone(
            .pool(id), as: PoolRecord.self,
            decide: { (pool) async throws(CognitoError) in
                guard !pool.deletionProtection else { return (nil, ChangeAction.refuse(.deletionProtected), []) }
                return (Tombstone(generation: 0), .done, changed(pool: id))
            })
        if case .refuse(let error)? = decision?.action { throw error }
        // Without a pool too: a crash may have left the entry of a deletion.
        try await changeDirectory { $0.remove(id) }
        guard let decision else { throw .poolNotFound(id) }
        for client in decision.before.clients.ids {
            try await followUp().remove(.client(client), as: ClientRecord.self) { $0.client.userPoolID == id }
        }
    }
}
