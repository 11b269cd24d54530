import AuthFlow
import CognitoMFACore
import UserPoolModel

extension UserPoolService {
    /// Goes through a pool's users until told to stop.
    ///
    /// - Throws: UnsupportedOperationException when the store cannot list.
    func scanUsers(
        of pool: UserPoolID, after start: RecordKey? = nil, _ visit: (RecordKey, UserAuthRecord) -> Bool,
        end: () -> Void = {}
    ) async throws(CognitoError) {
        try await scan(UserAuthRecord.self, behind: RecordKey.users(of: pool), after: start, visit, end: end)
    }

    /// Goes through the records whose keys begin with `prefix` until told to stop.
    ///
    /// - Throws: UnsupportedOperationException when the store cannot list.
    func scan<Record: StorableRecord>(
        _ type: Record.Type, behind prefix: String, after start: RecordKey? = nil,
        _ visit: (RecordKey, Record) -> Bool, end: () -> Void = {}
    ) async throws(CognitoError) {
        guard let store = records.store as? any RecordScanning else { throw .scanMissing }
        var position = start
        while true {
            do {
                let rows = try await store.scan(prefix: prefix, after: position, limit: 100)
                for row in rows {
                    position = row.key
                    let decoded = try records.codec.decodeRow(row.record.contents, as: type, of: row.key)
                    guard case .record(let record) = decoded, !record.isPending else { continue }
                    guard visit(row.key, record) else { return }
                }
                guard rows.count == 100 else {
                    end()
                    return
                }
            } catch {
                throw .internalError(error)
            }
        }
    }

    /// A page of the records whose keys begin with `prefix`; a token is the last key of the page before, in base64.
    ///
    /// - Parameters:
    ///   - count: the largest number of items; 0 means 60.
    ///   - item: nil for a record that the list leaves out.
    /// - Throws: InvalidParameterException for a token that is none.
    func page<Record: StorableRecord, Item>(
        of type: Record.Type, behind prefix: String, after token: String?, atMost count: Int,
        _ item: (Record) -> Item?
    ) async throws(CognitoError) -> (items: [Item], next: String?) {
        let limit = count == 0 ? 60 : count
        var items: [Item] = []
        var last: RecordKey?
        try await scan(type, behind: prefix, after: try position(token, behind: prefix)) { key, record in
            guard let item = item(record) else { return true }
            guard items.count < limit else { return false }
            items.append(item)
            last = key
            return true
        } end: {
            last = nil
        }
        return (items, last.map { Base64.encodeURL(Array($0.text.utf8)) })
    }

    private func position(_ token: String?, behind prefix: String) throws(CognitoError) -> RecordKey? {
        guard let token else { return nil }
        guard let bytes = try? Base64.decode(token, alphabet: .urlSafe),
            let text = String(validating: bytes, as: UTF8.self), text.hasPrefix(prefix)
        else { throw .invalidPaginationToken }
        return RecordKey(text)
    }

    /// A page of a list of ids; a token is the last id of the page before, in base64.
    ///
    /// - Parameter item: nil for an entry without a record.
    /// - Throws: InvalidParameterException for a token that is none.
    func page<ID: TextIdentifier, Item>(
        of ids: [ID], after token: String?, atMost count: Int,
        _ item: (ID) async throws(CognitoError) -> Item?
    ) async throws(CognitoError) -> (items: [Item], next: String?) {
        var rest = ids
        if let token {
            guard let bytes = try? Base64.decode(token, alphabet: .urlSafe),
                let last = String(validating: bytes, as: UTF8.self)
            else { throw .invalidPaginationToken }
            rest = ids.filter { $0.text > last }
        }
        var items: [Item] = []
        for (place, id) in rest.enumerated() {
            if let item = try await item(id) { items.append(item) }
            guard items.count == count, place + 1 < rest.count else { continue }
            return (items, Base64.encodeURL(Array(id.text.utf8)))
        }
        return (items, nil)
    }

    /// The record becomes a tombstone in one swap, then the aliases are released: what a crash leaves of them is not
    /// believed.
    func replaceWithTombstone(
        _ location: UserLocation, by principal: Principal?, _ verify: (UserAuthRecord) throws(CognitoError) -> Void
    ) async throws(CognitoError) {
        let randomness = OperationRandomness(random)
        let decision = try await loop(randomness).replaceWithTombstone(
            location.key, as: UserAuthRecord.self,
            decide: { (record) async throws(CognitoError) in
                try verify(record)
                var machine = AuthMachine(record: record)
                switch machine.deleted(
                    by: principal, in: try await poolContext(in: location.pool, randomness: randomness))
                {
                case .failure(let error): return (nil, ChangeAction.refuse(error), [])
                case .success(let tombstone):
                    let (_, action, events) = machine.decided(ChangeAction.done, of: record, in: location.pool)
                    return (tombstone, action, events)
                }
            })
        guard let decision else { throw .userNotFound }
        if case .refuse(let error) = decision.action { throw error }
        let reservations = reservations(of: location.pool)
        for (_, mark) in decision.before.reservations.inOrder { await reservations.release(mark) }
    }
}
