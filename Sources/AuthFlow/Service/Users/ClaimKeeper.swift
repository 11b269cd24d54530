import CognitoMFACore
import UserPoolModel

/// Takes, confirms and releases the claims of one operation on one user.
///
/// A claim is taken in three swaps: the claim, pending; the user's record with the nonce; the claim, confirmed. Whatever
/// crash falls between them, at most one record carries the nonce that the claim has.
struct ClaimKeeper {
    let records: RecordAccess
    let pool: UserPoolID
    let holder: CanonicalName
    let nonce: [UInt8]
    let force: Bool
    let now: UnixTime

    /// What came of taking a claim.
    enum Taking: Sendable {
        /// The mark the record must carry, and who held the alias before, if it was taken by force.
        case taken(ClaimMark, from: ClaimRecord.Holder?)
        case isAnothers
    }

    /// Takes a claim: the first of the three swaps.
    func take(_ alias: Alias) async throws(CognitoError) -> Taking {
        let key = RecordKey.claim(pool, digest: alias.digest)
        let mine = ClaimRecord.Holder(name: holder, nonce: nonce)
        for _ in 0..<FlowLimits.swapTries {
            let stored = try await read(key)
            var previous: ClaimRecord.Holder?
            if let claim = stored?.record {
                if claim.holder == mine { return .taken(mark(alias, nonce), from: claim.previous) }
                if let believed = try await believed(claim, alias) {
                    if believed.name == holder { return .taken(mark(alias, believed.nonce), from: nil) }
                    guard force else { return .isAnothers }
                    previous = believed
                }
            }
            // A row that somebody holds does not run out because another reaches for it.
            let claim = ClaimRecord(
                attribute: alias.attribute, holder: mine, previous: previous,
                expiresAt: previous == nil ? now + ClaimRecord.pendingLife : nil)
            let prepared = try records.prepare(claim, of: key)
            if await swap(key, stored.map { .replace($0.version, with: prepared) } ?? .insert(prepared)) {
                return .taken(mark(alias, nonce), from: previous)
            }
        }
        throw .tooManyRequests
    }

    /// Confirms a claim: the third swap.
    ///
    /// - Returns: false when another has taken it over; the record must then give the alias up.
    func confirm(_ mark: ClaimMark) async throws(CognitoError) -> Bool {
        let key = RecordKey.claim(pool, digest: mark.digest)
        for _ in 0..<FlowLimits.swapTries {
            guard let stored = try await read(key), stored.record.holder.nonce == mark.nonce else { return false }
            guard !stored.record.isConfirmed else { return true }
            let prepared = try records.prepare(stored.record.confirmed, of: key)
            if await swap(key, .replace(stored.version, with: prepared)) { return true }
        }
        throw .tooManyRequests
    }

    /// Gives a claim up that no record carries any more.
    ///
    /// What is left of it by a fault is not believed, so a fault is none.
    func release(_ mark: ClaimMark) async {
        let key = RecordKey.claim(pool, digest: mark.digest)
        guard let stored = try? await read(key), stored.record.holder.nonce == mark.nonce else { return }
        _ = await swap(key, .delete(stored.version))
    }

    /// Gives a claim back that was taken by force and led to nothing.
    func giveBack(_ mark: ClaimMark, to previous: ClaimRecord.Holder, of attribute: AttributeName) async {
        let key = RecordKey.claim(pool, digest: mark.digest)
        guard let stored = try? await read(key), stored.record.holder.nonce == mark.nonce,
            let prepared = try? records.prepare(
                ClaimRecord(attribute: attribute, holder: previous, expiresAt: nil), of: key)
        else { return }
        _ = await swap(key, .replace(stored.version, with: prepared))
    }

    /// Whose the alias is: the holder's if its record carries the nonce, else the previous holder's.
    private func believed(_ claim: ClaimRecord, _ alias: Alias) async throws(CognitoError) -> ClaimRecord.Holder? {
        for holder in [claim.holder, claim.previous].compactMap(\.self) {
            let record = try await records.read(.user(pool, holder.name), as: UserAuthRecord.self)?.record
            if record?.carries(mark(alias, holder.nonce)) == true { return holder }
        }
        return nil
    }

    private func mark(_ alias: Alias, _ nonce: [UInt8]) -> ClaimMark { ClaimMark(digest: alias.digest, nonce: nonce) }

    private func read(_ key: RecordKey) async throws(CognitoError) -> RecordAccess.Stored<ClaimRecord>? {
        do {
            return try await shielded { [records] in try await records.read(key, as: ClaimRecord.self) }
        } catch {
            throw (error as? CognitoError) ?? .internalError(error)
        }
    }

    /// False also when the store threw: the next reading tells.
    private func swap(_ key: RecordKey, _ change: RecordChange) async -> Bool {
        let outcome = try? await shielded { [records] in try await records.store.compareAndSwap(key, change) }
        return outcome == .swapped
    }
}
