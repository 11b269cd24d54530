package import AuthFlow
package import UserPoolModel

/// The treatment of a value that shall become an alias and is another user's.
enum AliasPolicy: Sendable {
    /// The operation fails with AliasExistsException.
    case failing
    /// The value stays unverified, and the operation goes on.
    case leavingUnverified
    /// The other user loses it.
    case forcing
}

/// The reservations that an operation has taken, and from whom.
private struct TakenReservations: Sendable {
    var aliases = HeldReservations()
    var previousOwners: [AttributeName: [AliasReservation.Holder]] = [:]
}

extension CognitoError {
    /// True if it tells the outcome: after a fault the record may carry its marks, and its reservations must stay.
    fileprivate var isVerdict: Bool { code != .internalError && code != .tooManyRequests }
}

extension UserPoolService {
    private func keeper(
        _ holder: CanonicalName, _ pool: UserPoolID, _ randomness: OperationRandomness, _ policy: AliasPolicy
    ) -> AliasReserver {
        AliasReserver(
            table: reservations(of: pool), holder: holder, randomness: randomness, force: policy == .forcing,
            now: time.now())
    }

    package func reservations(of pool: UserPoolID) -> AliasReservations {
        AliasReservations(records: records, pool: pool, observer: observer)
    }

    /// Runs a change of a user's record; when it says which aliases must be reserved first, reserves them and runs it again.
    ///
    /// The reservations are confirmed before it returns, and those that the record has dropped are released.
    func reserving<Action: ReservingAction>(
        for holder: CanonicalName, in pool: UserPoolID, randomness: OperationRandomness, policy: AliasPolicy,
        _ run: (HeldReservations) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action>
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action> {
        let keeper = keeper(holder, pool, randomness, policy)
        var held = TakenReservations()
        do throws(CognitoError) {
            for _ in 0..<3 {
                let decision = try await run(held.aliases)
                guard let missing = decision.action.missingAliases else {
                    if !held.aliases.marks.isEmpty || decision.before.reservations != decision.record.reservations {
                        try await confirmReservations(decision.before, decision.record, &held, keeper, policy)
                    }
                    return decision
                }
                _ = try await take(missing, into: &held, keeper, policy) { .aliasTaken($0) }
            }
            throw .tooManyRequests
        } catch {
            if error.isVerdict { await drop(held.aliases.marks, keeper) }
            throw error
        }
    }

    /// Takes reservations: the first swap of each.
    ///
    /// - Returns: true if the holder has one of them already.
    private func take(
        _ wanted: [Alias], into held: inout TakenReservations, _ keeper: AliasReserver, _ policy: AliasPolicy,
        taken: (AttributeName) -> CognitoError
    ) async throws(CognitoError) -> Bool {
        var hasOne = false
        for alias in wanted {
            switch try await keeper.take(alias) {
            case .taken(let mark, let previous):
                await hold(mark, of: alias.attribute, in: &held, keeper)
                if let previous { held.previousOwners[alias.attribute, default: []].append(previous) }
            case .isHolders(let mark):
                await hold(mark, of: alias.attribute, in: &held, keeper)
                hasOne = true
            case .isAnothers(let unfinished):
                if let unfinished { try await complete(unfinished, alias.digest, in: keeper.table.pool) }
                guard policy == .leavingUnverified else { throw taken(alias.attribute) }
                held.aliases.refused.insert(alias.attribute)
            }
        }
        return hasOne
    }

    /// Keeps the reservation of an attribute; what was taken for a value that has changed meanwhile is given up.
    private func hold(
        _ mark: ReservationMark, of attribute: AttributeName, in held: inout TakenReservations, _ keeper: AliasReserver
    ) async {
        guard let former = held.aliases.marks.updateValue(mark, forKey: attribute) else { return }
        await drop([attribute: former], keeper)
    }

    /// The third swap of every reservation that the record carries, and what follows from it.
    private func confirmReservations(
        _ before: UserAuthRecord, _ after: UserAuthRecord, _ held: inout TakenReservations, _ keeper: AliasReserver,
        _ policy: AliasPolicy
    ) async throws(CognitoError) {
        for (name, mark) in held.aliases.marks.inOrder where after.reservations[name] == mark {
            guard try await !confirm(name, mark, of: &held, keeper) else { continue }
            try await undo(name, mark, of: before, keeper)
            guard policy == .leavingUnverified else { throw .aliasTaken(name) }
            observer.observe(.aliasNotTaken(subject(after, in: keeper.table.pool), name))
        }
        let unused = held.aliases.marks.filter { after.reservations[$0.key] != $0.value }
        await drop(unused, keeper)
        for (name, mark) in before.reservations.inOrder where after.reservations[name] != mark {
            await keeper.table.release(mark)
        }
    }

    /// The third swap of a reservation that the record carries; who had it before has lost it by then.
    ///
    /// By force it is taken again where another has come between: the record carries its nonce, so that it is believed at
    /// once.
    private func confirm(
        _ name: AttributeName, _ mark: ReservationMark, of held: inout TakenReservations, _ keeper: AliasReserver
    ) async throws(CognitoError) -> Bool {
        for _ in 0..<FlowLimits.swapTries {
            let isReused = mark.nonce != keeper.nonce
            if try await confirm(mark, from: held.previousOwners[name] ?? [], anew: isReused, in: keeper.table) {
                return true
            }
            guard keeper.force, mark.nonce == keeper.nonce else { return false }
            // Whoever has confirmed it since has taken it from the record first: it was this user's for a while.
            guard try await carries(mark, keeper) else {
                try await removeAlias(held.previousOwners[name] ?? [], of: mark.digest, in: keeper.table.pool)
                return true
            }
            switch try await keeper.take(Alias(attribute: name, digest: mark.digest)) {
            case .taken(_, let previous): if let previous { held.previousOwners[name, default: []].append(previous) }
            case .isHolders: continue
            case .isAnothers: return false
            }
        }
        throw .tooManyRequests
    }

    private func carries(_ mark: ReservationMark, _ keeper: AliasReserver) async throws(CognitoError) -> Bool {
        let key = RecordKey.user(keeper.table.pool, keeper.holder)
        return try await records.read(key, as: UserAuthRecord.self)?.record.carries(mark) == true
    }

    /// Gives up the reservations that no record carries.
    ///
    /// One that was held before, by this user or another operation's creation of it, is not this one's to give up.
    private func drop(_ marks: [AttributeName: ReservationMark], _ keeper: AliasReserver) async {
        for (_, mark) in marks.inOrder where mark.nonce == keeper.nonce {
            await keeper.table.release(mark)
        }
    }

    /// Takes an alias back that could not be confirmed: the record has again what it had before.
    private func undo(
        _ name: AttributeName, _ mark: ReservationMark, of before: UserAuthRecord, _ keeper: AliasReserver
    ) async throws(CognitoError) {
        let key = RecordKey.user(keeper.table.pool, keeper.holder)
        _ = try await followUp().update(key, as: UserAuthRecord.self, absent: .userNotFound) { record in
            guard record.reservations[name] == mark else { return }
            record.reservations[name] = before.reservations[name]
            record.attributes[name] = before.attributes[name]
            if let flag = name.verifiedFlag { record.attributes[flag] = before.attributes[flag] }
            // A factor that was set up with it has no destination any more.
            for factor in SecondFactor.allCases where factor.attribute == name && !before.mfa.factors.contains(factor) {
                record.mfa.set(factor, to: .disabled)
            }
        }
    }

    /// Takes an alias from those who have lost it: the value stays, unverified.
    ///
    /// A loser who is deleted meanwhile has nothing left to lose.
    private func removeAlias(
        _ previousOwners: [AliasReservation.Holder], of digest: [UInt8], in pool: UserPoolID
    ) async throws(CognitoError) {
        for previousOwner in previousOwners {
            let lost = ReservationMark(digest: digest, nonce: previousOwner.nonce)
            _ = try await followUp().runIfPresent(
                .user(pool, previousOwner.name), as: UserAuthRecord.self,
                decide: { (record) async throws(CognitoError) in
                    var record = record
                    for (name, held) in record.reservations where held == lost {
                        record.reservations[name] = nil
                        if let flag = name.verifiedFlag { record.attributes[flag] = "false" }
                    }
                    return (record, ChangeAction.done, [])
                })
        }
    }

    /// Ends what an operation has left half done that took an alias: its holder's record carries it, so it is confirmed,
    /// and whom it was taken from has lost it.
    package func complete(_ reservation: AliasReservation, _ digest: [UInt8], in pool: UserPoolID)
        async throws(CognitoError)
    {
        _ = try await confirm(
            ReservationMark(digest: digest, nonce: reservation.holder.nonce),
            from: [reservation.previous].compactMap(\.self),
            in: reservations(of: pool))
    }

    /// The same for every reservation that a record carries.
    ///
    /// A crash may have left its reservation pending, and a store may drop such a row.
    func confirmReservations(of record: UserAuthRecord, in pool: UserPoolID) async throws(CognitoError) {
        for (_, mark) in record.reservations.inOrder {
            let reservation = try await records.read(
                .reservation(pool, digest: mark.digest), as: AliasReservation.self)?.record
            guard let reservation, !reservation.isConfirmed, reservation.holder.nonce == mark.nonce else { continue }
            try await complete(reservation, mark.digest, in: pool)
        }
    }

    /// Takes the alias from those who had it, and confirms the reservation.
    private func confirm(
        _ mark: ReservationMark, from previousOwners: [AliasReservation.Holder], anew: Bool = false,
        in table: AliasReservations
    ) async throws(CognitoError) -> Bool {
        if !previousOwners.isEmpty {
            guard try await table.hold(mark) else { return false }
            try await removeAlias(previousOwners, of: mark.digest, in: table.pool)
        }
        return try await table.confirm(mark, anew: anew)
    }

    /// Creates a user's record with the reservations it needs.
    ///
    /// - Parameter make: the record, under a generation that goes on from a tombstone's.
    /// - Returns: the record, or nil when the name is taken.
    /// - Throws: `taken(attribute)` when an address or number is another user's.
    func create(
        _ name: CanonicalName, in pool: PoolRecord, randomness: OperationRandomness, policy: AliasPolicy = .failing,
        replacingTombstone: Bool = true, taken: (AttributeName) -> CognitoError,
        _ make: (_ generation: UInt32, _ refused: Set<AttributeName>) throws(CognitoError) -> UserAuthRecord
    ) async throws(CognitoError) -> UserAuthRecord? {
        let keeper = keeper(name, pool.id, randomness, policy)
        let key = RecordKey.user(pool.id, name)
        var held = TakenReservations()
        do throws(CognitoError) {
            let draft = try make(0, [])
            var wanted = pool.aliases(of: draft)
            if !draft.sub.text.utf8.elementsEqual(draft.username.text.utf8) {
                wanted.append(pool.alias(.sub, draft.sub.text))
            }
            let hasOne = try await take(wanted, into: &held, keeper, policy, taken: taken)
            let aliases = held.aliases
            // A name that holds an alias is taken: its reservation must not be shared with the user who may follow it.
            let created =
                hasOne
                ? nil
                : try await insert(
                    under: key, in: pool, randomness: randomness, replacingTombstone: replacingTombstone,
                    mayBeAlias: pool.mayBeAlias(draft.username)
                ) { (generation) throws(CognitoError) in
                    var record = try make(generation, aliases.refused)
                    record.reservations = aliases.marks
                    return record
                }
            guard let created else {
                await drop(held.aliases.marks, keeper)
                if let record = try await records.read(key, as: UserAuthRecord.self)?.record {
                    AuditedCall.current?.note(record.username, record.sub, in: pool.id)
                    try await confirmReservations(of: record, in: pool.id)
                }
                return nil
            }
            for (attribute, mark) in aliases.marks.inOrder {
                guard try await !confirm(attribute, mark, of: &held, keeper) else { continue }
                try await replaceWithTombstone(created, under: key)
                throw taken(attribute)
            }
            AuditedCall.current?.note(created.username, created.sub, in: pool.id)
            observer.observe(
                .userCreated(
                    EventSubject(
                        userPoolID: pool.id, username: created.username, sub: created.sub, time: created.createdAt)))
            return created
        } catch {
            if error.isVerdict { await drop(held.aliases.marks, keeper) }
            throw error
        }
    }

    /// Writes the record of a user to be created.
    ///
    /// Where the name could be another user's alias the record is pending first. Then the reservation under the name is read:
    /// who takes it as an alias writes first and looks too, so that one of both sees the other (R120).
    ///
    /// - Returns: the record, or nil when the name is taken.
    private func insert(
        under key: RecordKey, in pool: PoolRecord, randomness: OperationRandomness, replacingTombstone: Bool,
        mayBeAlias: Bool,
        _ make: (_ generation: UInt32) throws(CognitoError) -> UserAuthRecord
    ) async throws(CognitoError) -> UserAuthRecord? {
        let loop = loop(randomness)
        let inserted = try await loop.create(under: key, replacing: replacingTombstone) {
            (replaced: Tombstone?) throws(CognitoError) in
            var record = try make(replaced.map { $0.generation &+ 1 } ?? 0)
            if mayBeAlias { record.creation = .init(replacing: replaced) }
            return record
        }
        guard mayBeAlias, var created = inserted else { return inserted }
        func isMine(_ record: UserAuthRecord) -> Bool { record.sub == created.sub }
        guard try await !reservations(of: pool.id).isAnothers(pool.canonical(created.username)) else {
            _ = try await loop.retract(key, as: UserAuthRecord.self, if: isMine)
            return nil
        }
        guard try await loop.publish(key, { $0.creation = nil }, if: isMine) else { return nil }
        created.creation = nil
        return created
    }

    /// Takes a creation back whose alias was lost.
    private func replaceWithTombstone(_ created: UserAuthRecord, under key: RecordKey) async throws(CognitoError) {
        _ = try await followUp().replaceWithTombstone(
            key, as: UserAuthRecord.self,
            decide: { (record) async throws(CognitoError) in
                guard record.sub == created.sub else { return (nil, ChangeAction.done, []) }
                return (Tombstone(generation: record.generation &+ 1), .done, [])
            })
    }
}
