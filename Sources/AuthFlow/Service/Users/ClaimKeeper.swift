import CognitoMFACore
import UserPoolModel

/// Takes the claims of one operation on one user.
///
/// A claim is taken in three swaps: the claim, pending; the user's record with the nonce; the claim, confirmed. Whatever
/// crash falls between them, at most one record carries the nonce that the claim has.
struct ClaimKeeper {
    let table: ClaimTable
    let holder: CanonicalName
    let draw: Draw
    var nonce: [UInt8] { draw.claimNonce }
    let force: Bool
    let now: UnixTime

    /// What came of taking a claim.
    enum Taking: Sendable {
        /// The mark the record must carry, and who held the alias before, if it was taken by force.
        case taken(ClaimMark, from: ClaimRecord.Holder?)
        /// The holder has it already, under an older nonce.
        case isHolders(ClaimMark)
        /// With the claim, if what its holder began has not been ended.
        case isAnothers(unfinished: ClaimRecord?)
    }

    /// Takes a claim: the first of the three swaps.
    ///
    /// Then it looks for a user who is called so: the creator of such a user writes first and looks too, so that one of
    /// both sees the other (R120).
    func take(_ alias: Alias) async throws(CognitoError) -> Taking {
        let taking = try await write(alias)
        guard case .taken(let mark, _) = taking, alias.attribute.mayEqualUsername,
            try await isUsername(alias.digest)
        else { return taking }
        await table.release(mark)
        return .isAnothers(unfinished: nil)
    }

    /// Tells whether another user has an alias for a name; a pending one is sent away.
    private func isUsername(_ digest: [UInt8]) async throws(CognitoError) -> Bool {
        let name = CanonicalName(digest: digest)
        guard name != holder else { return false }
        return try await table.retract(name)
    }

    private func write(_ alias: Alias) async throws(CognitoError) -> Taking {
        let key = RecordKey.claim(table.pool, digest: alias.digest)
        let nonce = nonce
        let mine = ClaimRecord.Holder(name: holder, nonce: nonce)
        for _ in 0..<FlowLimits.swapTries {
            let stored = try await table.read(key)
            var previous: ClaimRecord.Holder?
            if let claim = stored?.record {
                if claim.holder == mine { return .taken(mark(alias, nonce), from: claim.previous) }
                // Nobody takes a `sub` over, believed or not.
                if claim.attribute == .sub { return .isAnothers(unfinished: nil) }
                if let believed = try await table.believed(claim, alias.digest) {
                    if believed.name == holder { return .isHolders(mark(alias, believed.nonce)) }
                    // By force go addresses and numbers alone: API reference, AdminCreateUser and ConfirmSignUp.
                    guard force, alias.attribute.verifiedFlag != nil else {
                        let isUnfinished = believed == claim.holder && !claim.isConfirmed
                        return .isAnothers(unfinished: isUnfinished ? claim : nil)
                    }
                    previous = believed
                }
            }
            let claim = ClaimRecord(
                attribute: alias.attribute, holder: mine, previous: previous,
                // A row that still says whose the alias was must not go.
                expiresAt: previous == nil ? now + ClaimRecord.pendingLife : nil)
            let prepared = try table.records.prepare(claim, of: key)
            if await table.swap(key, stored.map { .replace($0.version, with: prepared) } ?? .insert(prepared)) {
                return .taken(mark(alias, nonce), from: previous)
            }
        }
        throw .tooManyRequests
    }

    private func mark(_ alias: Alias, _ nonce: [UInt8]) -> ClaimMark { ClaimMark(digest: alias.digest, nonce: nonce) }
}
