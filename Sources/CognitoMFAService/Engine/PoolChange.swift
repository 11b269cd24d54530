import AuthFlow
import UserPoolModel

// The records of pools and app clients, and the lists that name them.
extension UserPoolService {
    /// Changes a pool's record.
    ///
    /// - Parameter isTold: true for a change that is an event; a change of the pool's list of clients is none.
    func changePool(
        _ id: UserPoolID, isTold: Bool = false, _ change: (inout PoolRecord) throws(CognitoError) -> Void
    ) async throws(CognitoError) -> PoolRecord {
        try await loop(OperationRandomness(random)).run(
            .pool(id), as: PoolRecord.self,
            absent: .poolNotFound(id),
            decide: { (record) async throws(CognitoError) in
                var pool = record
                try change(&pool)
                if pool.smsConfiguration != record.smsConfiguration || pool.mfa != record.mfa {
                    try requireSenders(for: pool)
                }
                return (pool, ChangeAction.done, isTold && pool != record ? changed(record, to: pool) : [])
            }
        ).record
    }

    /// Puts a pool in place, listed as pending before and as confirmed after.
    ///
    /// - Returns: false when there is one already.
    func insert(_ record: PoolRecord) async throws(CognitoError) -> Bool {
        try await changeDirectory { $0.expect(record.id) }
        let isNew = try await loop(OperationRandomness(random)).insert(record, under: .pool(record.id))
        if isNew {
            for event in changed(pool: record.id) { observer.observe(event) }
            try await changeDirectory { $0.confirm(record.id) }
        }
        return isNew
    }

    /// Changes the list of pools.
    func changeDirectory(_ change: (inout Listing<UserPoolID>) -> Void) async throws(CognitoError) {
        _ = try await followUp().update(
            .directory, as: DirectoryRecord.self, starting: DirectoryRecord(), absent: .tooManyRequests
        ) { change(&$0.pools) }
    }

    /// Puts an app client in place, listed in its pool as pending before and as confirmed after.
    ///
    /// - Returns: false when there is one already.
    func insert(_ client: AppClient) async throws(CognitoError) -> Bool {
        _ = try await changePool(client.userPoolID) { (pool) throws(CognitoError) in
            guard pool.clients.count < PoolRecord.clientCap || pool.clients.isConfirmed(client.id) != nil else {
                throw .tooManyClients
            }
            pool.clients.expect(client.id)
        }
        let isNew = try await loop(OperationRandomness(random)).insert(ClientRecord(client), under: .client(client.id))
        if isNew {
            for event in changed(client: client.id, of: client.userPoolID) { observer.observe(event) }
            _ = try await changePool(client.userPoolID) { $0.clients.confirm(client.id) }
        }
        return isNew
    }

    /// Changes an app client's record.
    ///
    /// - Throws: ResourceNotFoundException for another pool's client too.
    func changeClient(
        _ id: AppClientID, of pool: UserPoolID, _ change: (inout AppClient) throws(CognitoError) -> Void
    ) async throws(CognitoError) -> AppClient {
        let pool = try await self.pool(pool)
        return try await loop(OperationRandomness(random)).run(
            .client(id), as: ClientRecord.self, absent: .clientNotFound(id),
            decide: { (record) async throws(CognitoError) in
                guard record.client.userPoolID == pool.id else { throw .clientNotFound(id) }
                var changed = record
                try change(&changed.client)
                guard changed != record else { return (record, ChangeAction.done, []) }
                changed.client.lastModifiedDate = time.now()
                return (changed, .done, self.changed(client: id, of: pool.id))
            }
        ).record.client
    }
}
