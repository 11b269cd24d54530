import AuthFlow
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
}
