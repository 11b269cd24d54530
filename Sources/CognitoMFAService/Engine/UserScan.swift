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
        guard let store = records.store as? any RecordScanning else { throw .scanMissing }
        let prefix = RecordKey.users(of: pool)
        var position = start
        while true {
            do {
                let rows = try await store.scan(prefix: prefix, after: position, limit: 100)
                for row in rows {
                    position = row.key
                    let decoded = try records.codec.decodeRow(row.record.contents, as: UserAuthRecord.self, of: row.key)
                    guard case .record(let user) = decoded, !user.isPending else { continue }
                    guard visit(row.key, user) else { return }
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
            let last = try Self.place(token)
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

    /// The place in a list that a token of its last page stands for.
    static func place(_ token: String) throws(CognitoError) -> String {
        guard let bytes = try? Base64.decode(token, alphabet: .urlSafe),
            let place = String(validating: bytes, as: UTF8.self)
        else { throw .invalidPaginationToken }
        return place
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
