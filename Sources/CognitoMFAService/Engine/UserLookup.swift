package import AuthFlow
package import UserPoolModel

/// The place of a user's record, and the mark it must carry if an alias led there.
package struct UserLocation: Sendable {
    let pool: UserPoolID
    let name: CanonicalName
    let mark: ReservationMark?
    let key: RecordKey
    /// True for a name in the form of a `sub`, which then comes first.
    let isInFormOfSub: Bool
    /// The row that look-up has read under the key: the next reading need not take the same bytes apart again.
    fileprivate(set) var reading: RecordAccess.Row<UserAuthRecord>?

    init(pool: UserPoolID, name: CanonicalName, mark: ReservationMark?) {
        self.init(pool: pool, name: name, mark: mark, key: .user(pool, name))
    }

    private init(
        pool: UserPoolID, name: CanonicalName, mark: ReservationMark?, key: RecordKey, isInFormOfSub: Bool = false
    ) {
        (self.pool, self.name, self.mark, self.key) = (pool, name, mark, key)
        self.isInFormOfSub = isInFormOfSub
    }

    /// The place of a user with this name, if there is one.
    package init(_ username: Username, in pool: borrowing PoolRecord) {
        let name = pool.canonical(username)
        self.init(
            pool: pool.id, name: name, mark: nil, key: .user(behind: pool.usersStart, name),
            isInFormOfSub: pool.isInFormOfSub(username))
    }

    /// The place of the user whom a handle of one of the client's sessions names.
    init(_ name: CanonicalName, of client: borrowing ClientRecord) {
        self.init(pool: client.client.userPoolID, name: name, mark: nil, key: .user(behind: client.usersStart, name))
    }

    /// - Throws: InternalErrorException with ``StaleAlias`` as its cause when the alias is no longer this user's; the
    ///   look-up then happens anew.
    package func verify(_ record: UserAuthRecord) throws(CognitoError) {
        guard let mark else { return }
        guard record.carries(mark) else { throw .internalError(StaleAlias()) }
        AuditedCall.current?.note(record.username, record.sub, in: pool)
    }
}

extension UserAuthRecord {
    /// True if a reservation with this mark is the user's.
    func carries(_ mark: ReservationMark) -> Bool { reservations.values.contains(mark) }
}

/// The cause of a refusal that never leaves the service: an alias has moved to another user since it was looked up.
private struct StaleAlias: Error {}

/// The user that a name leads to, or nobody.
enum UserLookup: Sendable {
    case user(UserLocation)
    case nobody(isDeleted: Bool)
}

extension UserPoolService {
    /// Finds a user by `sub`, by name or, where the pool has aliases, by alias.
    ///
    /// The text alone decides what is read: a `sub` may have any text in the form of one, an alias any text (R75, R120).
    ///
    /// - Parameter hasAliases: true if the pool has any.
    func look(up named: UserLocation, hasAliases: Bool) async throws(CognitoError) -> UserLookup {
        let name = named.name
        let row = try await records.row(named.key, as: UserAuthRecord.self)
        var reservation: AliasReservation?
        if hasAliases || named.isInFormOfSub {
            reservation = try await records.read(
                .reservation(named.pool, digest: name.digest), as: AliasReservation.self)?.record
        }
        if reservation?.isRetired == true { reservation = nil }
        let isSub = reservation.map { $0.attribute == .sub && $0.isConfirmed } ?? false
        if !isSub, let record = row.shared?.value {
            AuditedCall.current?.note(record.username, record.sub, in: named.pool)
            var named = named
            named.reading = row
            return .user(named)
        }
        guard let reservation else {
            AuditedCall.current?.note(pool: named.pool)
            return .nobody(isDeleted: row.tombstone != nil)
        }
        var holder = reservation.holder
        if !reservation.isConfirmed {
            // Being taken, or cut off: who carries the nonce is the holder, and what was left half done is ended.
            let believed = try await reservations(of: named.pool).believed(reservation, name.digest)
            if believed == reservation.holder { try await complete(reservation, name.digest, in: named.pool) }
            holder = believed ?? holder
        }
        return .user(
            UserLocation(
                pool: named.pool, name: holder.name, mark: ReservationMark(digest: name.digest, nonce: holder.nonce)))
    }

    /// Runs an administrator's operation on the user with a name, an alias or a `sub`; when an alias moves meanwhile the name
    /// is looked up once more.
    ///
    /// - Throws: UserNotFoundException where nobody has the name.
    func withUser<Value>(
        _ username: Username, in pool: PoolRecord, _ body: (UserLocation) async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        try await withUser(
            UserLocation(username, in: pool), hasAliases: pool.hasAliases,
            unknown: { (_) throws(CognitoError) in throw .userNotFound }, body)
    }

    /// The record of the user whom an administrator names, as it is now, and the pool.
    ///
    /// - Throws: UserNotFoundException where nobody has the name.
    func user(
        _ request: some PoolUserRequest
    ) async throws(CognitoError) -> (record: UserAuthRecord, pool: PoolRecord) {
        let pool = try await pool(request.userPoolID)
        return try await withUser(request.username, in: pool) { (location) async throws(CognitoError) in
            guard let record = try await records.read(location.key, as: UserAuthRecord.self)?.record else {
                throw .userNotFound
            }
            try location.verify(record)
            return (record, pool)
        }
    }

    /// Runs an operation on the user whose place by name is known.
    package func withUser<Value>(
        _ named: UserLocation, hasAliases: Bool,
        unknown: (_ isDeleted: Bool) async throws(CognitoError) -> Value,
        _ body: (UserLocation) async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        for _ in 0..<2 {
            switch try await look(up: named, hasAliases: hasAliases) {
            case .nobody(let isDeleted): return try await unknown(isDeleted)
            case .user(let location):
                do throws(CognitoError) {
                    return try await body(location)
                } catch {
                    guard error.underlyingError is StaleAlias else { throw error }
                }
            }
        }
        return try await unknown(false)
    }

    /// Changes a user's record in the loop, reservations first where the change makes an alias.
    ///
    /// - Parameter hashing: a new password, hashed before pool and time are read; called in every try, it hashes once.
    func change<Action: ReservingAction>(
        _ location: UserLocation, randomness: OperationRandomness, policy: AliasPolicy = .failing,
        absent: CognitoError = .userNotFound,
        hashing: NewPasswordHashing? = nil,
        _ event: (inout AuthMachine, PoolContext) throws(CognitoError) -> Action
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action> {
        try await reserving(for: location.name, in: location.pool, randomness: randomness, policy: policy) {
            (aliases) async throws(CognitoError) in
            try await loop(randomness).run(
                location.key, as: UserAuthRecord.self, reading: location.reading,
                absent: absent,
                decide: { (record) async throws(CognitoError) in
                    try location.verify(record)
                    _ = try await hashing?.hashes(for: record)
                    var machine = AuthMachine(record: record)
                    let context = try await poolContext(in: location.pool, randomness: randomness, aliases: aliases)
                    let action = try event(&machine, context)
                    return machine.decided(action, of: record, in: location.pool)
                })
        }
    }
}
