import CognitoMFACore
import UserPoolModel

/// What happens when a value that shall become an alias is another user's.
enum AliasPolicy: Sendable {
    /// The operation fails with AliasExistsException.
    case failing
    /// The value stays unverified, and the operation goes on.
    case leavingUnverified
    /// The other user loses it.
    case forcing
}

extension CognitoError {
    /// Whether it tells what happened: after a fault the record may carry its marks, and its claims must stand.
    fileprivate var isVerdict: Bool { code != .internalError && code != .tooManyRequests }
}

extension UserPoolService {
    private func keeper(
        _ holder: CanonicalName, _ pool: UserPoolID, _ draw: Draw, _ policy: AliasPolicy = .failing
    ) -> ClaimKeeper {
        ClaimKeeper(
            records: records, pool: pool, holder: holder, nonce: draw.claimNonce, force: policy == .forcing,
            now: time.now())
    }

    /// Runs a change of a user's record; when it says which aliases must be claimed first, claims them and runs it again.
    ///
    /// The claims are confirmed before it returns, and those that the record has dropped are released.
    func claiming<Action: ClaimingAction>(
        for holder: CanonicalName, in pool: UserPoolID, draw: Draw, policy: AliasPolicy,
        _ run: (AliasClaims) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action>
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action> {
        let keeper = keeper(holder, pool, draw, policy)
        var aliases = AliasClaims()
        var losers: [ClaimMark: (AttributeName, ClaimRecord.Holder)] = [:]
        do throws(CognitoError) {
            for _ in 0..<3 {
                let decision = try await run(aliases)
                guard let missing = decision.action.missingAliases else {
                    return try await settle(decision, aliases, losers, keeper, policy)
                }
                for alias in missing {
                    switch try await keeper.take(alias) {
                    case .taken(let mark, let previous):
                        aliases.marks[alias.attribute] = mark
                        if let previous { losers[mark] = (alias.attribute, previous) }
                    case .isAnothers:
                        guard policy == .leavingUnverified else { throw .aliasTaken(alias.attribute) }
                        aliases.refused.insert(alias.attribute)
                    }
                }
            }
            throw .tooManyRequests
        } catch {
            if error.isVerdict {
                await drop(Array(aliases.marks.values), losers, keeper)
            }
            throw error
        }
    }

    /// The third swap of every claim that the record carries, and what follows from it.
    private func settle<Action: ClaimingAction>(
        _ decision: SwapLoop.Decision<UserAuthRecord, Action>, _ aliases: AliasClaims,
        _ losers: [ClaimMark: (AttributeName, ClaimRecord.Holder)], _ keeper: ClaimKeeper, _ policy: AliasPolicy
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action> {
        for (name, mark) in aliases.marks where decision.record.claims[name] == mark {
            // Before the claim forgets who held it: after a crash it still tells whom the alias must be taken from.
            if let (_, loser) = losers[mark] { try await dispossess(loser, of: mark, in: keeper.pool) }
            guard try await keeper.confirm(mark) else {
                try await undo(name, mark, of: decision.before, keeper)
                guard policy == .leavingUnverified else { throw .aliasTaken(name) }
                continue
            }
        }
        let unused = aliases.marks.filter {
            decision.record.claims[$0.key] != $0.value
        }
        await drop(Array(unused.values), losers, keeper)
        for (name, mark) in decision.before.claims where decision.record.claims[name] != mark {
            await keeper.release(mark)
        }
        return decision
    }

    private func drop(
        _ marks: [ClaimMark], _ losers: [ClaimMark: (AttributeName, ClaimRecord.Holder)], _ keeper: ClaimKeeper
    ) async {
        // A claim that was held before, by this user or another operation's creation of it, is not this one's to give up.
        for mark in marks where mark.nonce == keeper.nonce {
            if let (attribute, loser) = losers[mark] {
                await keeper.giveBack(mark, to: loser, of: attribute)
            } else {
                await keeper.release(mark)
            }
        }
    }

    /// Takes an alias back that could not be confirmed: the record has again what it had before.
    private func undo(
        _ name: AttributeName, _ mark: ClaimMark, of before: UserAuthRecord, _ keeper: ClaimKeeper
    ) async throws(CognitoError) {
        _ = try await followUp().run(
            .user(keeper.pool, keeper.holder), as: UserAuthRecord.self,
            absent: { () async throws(CognitoError) -> Never in throw .userNotFound },
            decide: { (record) async throws(CognitoError) in
                var record = record
                if record.claims[name] == mark {
                    record.claims[name] = before.claims[name]
                    record.attributes[name] = before.attributes[name]
                    if let flag = name.verifiedFlag { record.attributes[flag] = before.attributes[flag] }
                }
                return (record, ChangeAction.done, [])
            })
    }

    /// Finishes what a crash has cut off between the record and its claims: a claim that the record carries is confirmed,
    /// for a pending one may be cleaned up, and whoever held it before loses it.
    func finishClaims(
        of record: UserAuthRecord, named name: CanonicalName, in pool: UserPoolID
    ) async throws(CognitoError) {
        for mark in record.claims.values {
            let key = RecordKey.claim(pool, digest: mark.digest)
            guard let claim = try await records.read(key, as: ClaimRecord.self)?.record else { continue }
            try await finish(claim, mark, carriedBy: name, in: pool)
        }
    }

    /// The same for one claim, once the record it names is known to carry the mark.
    func finish(
        _ claim: ClaimRecord, _ mark: ClaimMark, carriedBy name: CanonicalName, in pool: UserPoolID
    ) async throws(CognitoError) {
        guard !claim.isConfirmed, claim.holder.nonce == mark.nonce else { return }
        if let previous = claim.previous { try await dispossess(previous, of: mark, in: pool) }
        let keeper = ClaimKeeper(
            records: records, pool: pool, holder: name, nonce: mark.nonce, force: false, now: time.now())
        _ = try await keeper.confirm(mark)
    }

    /// Takes an alias from the one who has lost it: the value stays, unverified.
    private func dispossess(
        _ loser: ClaimRecord.Holder, of mark: ClaimMark, in pool: UserPoolID
    ) async throws(CognitoError) {
        let lost = ClaimMark(digest: mark.digest, nonce: loser.nonce)
        let key = RecordKey.user(pool, loser.name)
        guard try await records.read(key, as: UserAuthRecord.self) != nil else { return }
        _ = try await followUp().run(
            key, as: UserAuthRecord.self,
            absent: { () async throws(CognitoError) -> Never in throw .userNotFound },
            decide: { (record) async throws(CognitoError) in
                var record = record
                for (name, held) in record.claims where held == lost {
                    record.claims[name] = nil
                    if let flag = name.verifiedFlag { record.attributes[flag] = "false" }
                }
                return (record, ChangeAction.done, [])
            })
    }

    /// Creates a user's record with the claims it needs.
    ///
    /// - Parameter make: the record, under a generation that goes on from a tombstone's.
    /// - Returns: the record, or nil when the name is taken.
    /// - Throws: `taken(attribute)` when an address or number is another user's.
    func create(
        _ name: CanonicalName, in pool: PoolRecord, draw: Draw, policy: AliasPolicy = .failing,
        replacingTombstone: Bool = true, taken: (AttributeName) -> CognitoError,
        _ make: (_ generation: UInt32, _ refused: Set<AttributeName>) throws(CognitoError) -> UserAuthRecord
    ) async throws(CognitoError) -> UserAuthRecord? {
        let keeper = keeper(name, pool.id, draw, policy)
        let key = RecordKey.user(pool.id, name)
        var aliases = AliasClaims()
        var losers: [ClaimMark: (AttributeName, ClaimRecord.Holder)] = [:]
        do throws(CognitoError) {
            let draft = try make(0, [])
            var wanted = pool.aliases(of: draft)
            if !draft.sub.text.utf8.elementsEqual(draft.username.text.utf8) {
                wanted.append(pool.alias(.sub, draft.sub.text))
            }
            for alias in wanted {
                switch try await keeper.take(alias) {
                case .taken(let mark, let previous):
                    aliases.marks[alias.attribute] = mark
                    if let previous { losers[mark] = (alias.attribute, previous) }
                case .isAnothers:
                    guard policy == .leavingUnverified else { throw taken(alias.attribute) }
                    aliases.refused.insert(alias.attribute)
                }
            }
            let created = try await loop(draw).create(under: key, replacing: replacingTombstone) {
                (generation) throws(CognitoError) in
                var record = try make(generation, aliases.refused)
                record.claims = aliases.marks
                return record
            }
            guard let created else {
                await drop(Array(aliases.marks.values), losers, keeper)
                if let record = try await records.read(key, as: UserAuthRecord.self)?.record {
                    try await finishClaims(of: record, named: name, in: pool.id)
                }
                return nil
            }
            for (attribute, mark) in aliases.marks {
                if let (_, loser) = losers[mark] { try await dispossess(loser, of: mark, in: pool.id) }
                guard try await keeper.confirm(mark) else {
                    try await bury(created, under: key)
                    throw taken(attribute)
                }
            }
            observer.observe(
                .userCreated(
                    EventSubject(
                        userPoolID: pool.id, username: created.username, sub: created.sub, time: created.createdAt)))
            return created
        } catch {
            if error.isVerdict { await drop(Array(aliases.marks.values), losers, keeper) }
            throw error
        }
    }

    /// Takes a creation back whose alias was lost.
    private func bury(_ created: UserAuthRecord, under key: RecordKey) async throws(CognitoError) {
        _ = try await followUp().bury(
            key, as: UserAuthRecord.self,
            absent: { () async throws(CognitoError) -> Never in throw .userNotFound },
            decide: { (record) async throws(CognitoError) in
                guard record.sub == created.sub else { return (nil, ChangeAction.done, []) }
                return (Tombstone(generation: record.generation &+ 1), .done, [])
            })
    }
}
