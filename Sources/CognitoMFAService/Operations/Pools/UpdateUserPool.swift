import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Replaces a pool's settings (Cognito's UpdateUserPool): every member left out has its default again.
public struct UpdateUserPoolRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// A new name; the old one unless given.
    public var poolName: String?
    /// All the settings.
    public var members: UserPoolOptions

    /// Puts a request together.
    public init(userPoolID: UserPoolID, poolName: String? = nil, members: UserPoolOptions = UserPoolOptions()) {
        self.userPoolID = userPoolID
        self.poolName = poolName
        self.members = members
    }
}

/// Deletes a pool (Cognito's DeleteUserPool).
public struct DeleteUserPoolRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID

    /// Puts a request together.
    public init(userPoolID: UserPoolID) { self.userPoolID = userPoolID }
}

extension UserPoolService {
    func updateUserPool(_ request: UpdateUserPoolRequest) async throws(CognitoError) {
        var validation = Validation()
        validation.check(request.userPoolID.text, .userPoolID)
        validation.check(request.poolName, .userPoolName)
        validation.check(request.members)
        try validation.finish()
        _ = try await changePool(request.userPoolID, isTold: true) { (pool) throws(CognitoError) in
            try pool.update(name: request.poolName, to: request.members, at: time.now())
        }
    }

    /// Leaves a tombstone: the id refuses everything from then on, and is never given again.
    func deleteUserPool(_ request: DeleteUserPoolRequest) async throws(CognitoError) {
        var validation = Validation()
        validation.check(request.userPoolID.text, .userPoolID)
        try validation.finish()
        let id = request.userPoolID
        let decision = try await loop(OperationRandomness(random)).replaceWithTombstone(
            .pool(id), as: PoolRecord.self,
            decide: { (_) async throws(CognitoError) in
                (Tombstone(generation: 0), ChangeAction.done, changed(pool: id))
            })
        // Without a pool too: a crash may have left the entry of a deletion.
        try await changeDirectory { $0.remove(id) }
        guard let decision else { throw .poolNotFound(id) }
        for client in decision.before.clients.ids {
            try await followUp().remove(.client(client), as: ClientRecord.self) { $0.client.userPoolID == id }
        }
    }

    /// Changes a pool's record.
    ///
    /// - Parameter isTold: whether it is an event: a change of the pool's list of clients is not.
    func changePool(
        _ id: UserPoolID, isTold: Bool = false, _ change: (inout PoolRecord) throws(CognitoError) -> Void
    ) async throws(CognitoError) -> PoolRecord {
        try await loop(OperationRandomness(random)).run(
            .pool(id), as: PoolRecord.self,
            absent: .poolNotFound(id),
            decide: { (record) async throws(CognitoError) in
                var pool = record
                try change(&pool)
                return (pool, ChangeAction.done, isTold && pool != record ? changed(pool: id) : [])
            }
        ).record
    }
}
