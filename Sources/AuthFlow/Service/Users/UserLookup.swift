import CognitoMFACore
import UserPoolModel

/// Where a user's record is, and what it must carry if an alias led there.
struct UserLocation: Sendable, Hashable {
    let pool: UserPoolID
    let name: CanonicalName
    let mark: ClaimMark?

    var key: RecordKey { .user(pool, name) }

    /// - Throws: the sentinel that makes the look-up happen anew, when the alias is no longer this user's.
    func judge(_ record: UserAuthRecord) throws(CognitoError) {
        guard let mark, !record.carries(mark) else { return }
        throw .staleAlias
    }
}

extension UserAuthRecord {
    /// Whether a claim with this mark is the user's.
    func carries(_ mark: ClaimMark) -> Bool { claims.values.contains(mark) }
}

extension CognitoError {
    /// Never leaves the service.
    fileprivate static let staleAlias = CognitoError(.internalError, "an alias has moved")
}

/// What a name leads to.
enum UserLookup: Sendable {
    case user(UserLocation)
    case nobody(isDeleted: Bool)
}

extension UserPoolService {
    /// Finds a user by name or, where the pool has aliases, by alias: the same two readings whatever the name is.
    ///
    /// - Parameter bySub: whether the `sub` will do too; for administrators, whose calls tell who exists anyway.
    func look(
        up username: Username, in pool: PoolRecord, bySub: Bool = false
    ) async throws(CognitoError) -> UserLookup {
        let name = pool.canonical(username)
        let row = try await records.row(.user(pool.id, name), as: UserAuthRecord.self)
        var claim: ClaimRecord?
        if pool.hasAliases || bySub && row.record == nil {
            claim = try await records.read(.claim(pool.id, digest: name.digest), as: ClaimRecord.self)?.record
        }
        if row.record != nil { return .user(UserLocation(pool: pool.id, name: name, mark: nil)) }
        guard let claim else { return .nobody(isDeleted: row.tombstone != nil) }
        var holder = claim.holder
        if !claim.isConfirmed {
            // A change is under way, or was cut off: who carries the nonce is the holder, and what is left to do is done.
            let record = try await records.read(.user(pool.id, holder.name), as: UserAuthRecord.self)?.record
            let mark = ClaimMark(digest: name.digest, nonce: holder.nonce)
            if record?.carries(mark) == true {
                try await finish(claim, mark, carriedBy: holder.name, in: pool.id)
            } else if let previous = claim.previous {
                holder = previous
            }
        }
        return .user(
            UserLocation(
                pool: pool.id, name: holder.name, mark: ClaimMark(digest: name.digest, nonce: holder.nonce)))
    }

    /// Runs an operation on the user with a name; when an alias moves meanwhile the name is looked up once more.
    func withUser<Value>(
        _ username: Username, in pool: PoolRecord, bySub: Bool = false,
        unknown: (_ isDeleted: Bool) async throws(CognitoError) -> Value,
        _ body: (UserLocation) async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        for _ in 0..<2 {
            switch try await look(up: username, in: pool, bySub: bySub) {
            case .nobody(let isDeleted): return try await unknown(isDeleted)
            case .user(let location):
                do throws(CognitoError) {
                    return try await body(location)
                } catch {
                    guard error == .staleAlias else { throw error }
                }
            }
        }
        return try await unknown(false)
    }

    /// Changes a user's record in the loop, claims first where the change makes an alias.
    ///
    /// - Parameter slow: what takes long, before pool and time are read; called in every try, it must remember.
    func change<Action: ClaimingAction>(
        _ location: UserLocation, draw: Draw, policy: AliasPolicy = .failing,
        absent: CognitoError = .userNotFound,
        slow: (UserAuthRecord) async throws(CognitoError) -> Void = { _ throws(CognitoError) in },
        _ event: (inout AuthMachine, AuthMachine.Surroundings) throws(CognitoError) -> Action
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action> {
        try await claiming(for: location.name, in: location.pool, draw: draw, policy: policy) {
            (aliases) async throws(CognitoError) in
            try await loop(draw).run(
                location.key, as: UserAuthRecord.self,
                absent: { () async throws(CognitoError) -> Never in throw absent },
                decide: { (record) async throws(CognitoError) in
                    try location.judge(record)
                    try await slow(record)
                    var machine = AuthMachine(record: record)
                    let it = try await surroundings(in: location.pool, draw: draw, aliases: aliases)
                    let action = try event(&machine, it)
                    return machine.decided(action, in: location.pool)
                })
        }
    }
}
