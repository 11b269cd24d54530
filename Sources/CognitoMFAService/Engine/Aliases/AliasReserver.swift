import AuthFlow
import CognitoMFACore
import UserPoolModel

/// Takes the reservations of one operation on one user.
///
/// A reservation is taken in three swaps: the reservation, pending; the user's record with the nonce; the reservation, confirmed. Whatever
/// crash falls between them, at most one record carries the nonce that the reservation has.
struct AliasReserver {
    let table: AliasReservations
    let holder: CanonicalName
    let randomness: OperationRandomness
    var nonce: [UInt8] { randomness.reservationNonce }
    let force: Bool
    let now: UnixTime

    /// The outcome of taking a reservation.
    enum Taking: Sendable {
        /// The mark the record must carry, and who held the alias before, if it was taken by force.
        case taken(ReservationMark, from: AliasReservation.Holder?)
        /// The holder has it already, under an older nonce.
        case isHolders(ReservationMark)
        /// With the reservation, if what its holder began has not been ended.
        case isAnothers(unfinished: AliasReservation?)
    }

    /// Takes a reservation: the first of the three swaps.
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
        let key = RecordKey.reservation(table.pool, digest: alias.digest)
        let nonce = nonce
        let mine = AliasReservation.Holder(name: holder, nonce: nonce)
        for _ in 0..<FlowLimits.swapTries {
            let stored = try await table.read(key)
            var previous: AliasReservation.Holder?
            if let reservation = stored?.record {
                if reservation.holder == mine { return .taken(mark(alias, nonce), from: reservation.previous) }
                // Nobody takes a `sub` over, believed or not.
                if reservation.attribute == .sub { return .isAnothers(unfinished: nil) }
                if let believed = try await table.believed(reservation, alias.digest) {
                    if believed.name == holder { return .isHolders(mark(alias, believed.nonce)) }
                    // By force go addresses and numbers alone: API reference, AdminCreateUser and ConfirmSignUp.
                    guard force, alias.attribute.verifiedFlag != nil else {
                        let isUnfinished = believed == reservation.holder && !reservation.isConfirmed
                        return .isAnothers(unfinished: isUnfinished ? reservation : nil)
                    }
                    previous = believed
                }
            }
            let reservation = AliasReservation(
                attribute: alias.attribute, holder: mine, previous: previous,
                // A row that still says whose the alias was must not go.
                expiresAt: previous == nil ? now + AliasReservation.pendingLife : nil)
            let prepared = try table.records.prepare(reservation, of: key)
            if await table.swap(key, stored.map { .replace($0.version, with: prepared) } ?? .insert(prepared)) {
                return .taken(mark(alias, nonce), from: previous)
            }
        }
        throw .tooManyRequests
    }

    private func mark(_ alias: Alias, _ nonce: [UInt8]) -> ReservationMark {
        ReservationMark(digest: alias.digest, nonce: nonce)
    }
}
