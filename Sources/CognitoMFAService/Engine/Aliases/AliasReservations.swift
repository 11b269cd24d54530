package import AuthFlow
import UserPoolModel

/// The reservations of a pool: the believed owner of an alias, and the end of reservations that were taken.
package struct AliasReservations {
    let records: RecordAccess
    let pool: UserPoolID
    let observer: any AuthObserver

    /// The owner of an alias: the holder if its record carries the nonce, else the previous holder's.
    func believed(_ reservation: AliasReservation, _ digest: [UInt8]) async throws(CognitoError) -> AliasReservation
        .Holder?
    {
        for holder in [reservation.holder, reservation.previous].compactMap(\.self) {
            let record = try await records.read(.user(pool, holder.name), as: UserAuthRecord.self)?.record
            if record?.carries(ReservationMark(digest: digest, nonce: holder.nonce)) == true { return holder }
        }
        return nil
    }

    /// Confirms a reservation: the third swap.
    ///
    /// - Parameter anew: true if a confirmed reservation is written again, so that a release under way meets a new version.
    /// - Returns: false when another has taken it over before it was believed; the record must then give the alias up.
    func confirm(_ mark: ReservationMark, anew: Bool) async throws(CognitoError) -> Bool {
        try await rewrite(mark, unless: { $0.isConfirmed && !anew }, as: \.confirmed)
    }

    /// Writes a reservation again as it is, so that a take-over begun before its holder's record carried the nonce meets a new
    /// version and looks again.
    ///
    /// - Returns: false when another has taken it over before it was believed.
    func hold(_ mark: ReservationMark) async throws(CognitoError) -> Bool {
        try await rewrite(mark, unless: \.isConfirmed, as: \.self)
    }

    private func rewrite(
        _ mark: ReservationMark, unless isDone: (AliasReservation) -> Bool,
        as change: (AliasReservation) -> AliasReservation
    ) async throws(CognitoError) -> Bool {
        let key = RecordKey.reservation(pool, digest: mark.digest)
        for _ in 0..<FlowLimits.swapTries {
            guard let stored = try await read(key) else { return false }
            guard stored.record.holder.nonce == mark.nonce else {
                // Taken by force from the one who had it: it was this one's.
                return stored.record.previous?.nonce == mark.nonce
            }
            guard !isDone(stored.record) else { return true }
            let prepared = try records.prepare(change(stored.record), of: key)
            if await swap(key, .replace(stored.version, with: prepared)) { return true }
        }
        throw .tooManyRequests
    }

    /// Tells whether a username is another user's alias or `sub`, once the creator's own record stands (R120).
    ///
    /// A reservation that no record carries is taken away: whoever is about to carry it fails at the third swap.
    func isAnothers(_ name: CanonicalName) async throws(CognitoError) -> Bool {
        let key = RecordKey.reservation(pool, digest: name.digest)
        for _ in 0..<FlowLimits.swapTries {
            guard let stored = try await read(key) else { return false }
            let reservation = stored.record
            if reservation.attribute == .sub { return true }
            if reservation.holder.name == name, reservation.previous == nil { return false }
            if let believed = try await believed(reservation, name.digest) { return believed.name != name }
            if await swap(key, .delete(stored.version)) { return false }
        }
        throw .tooManyRequests
    }

    /// Sends a pending user with a name away.
    ///
    /// - Returns: true when a user has the name.
    func retract(_ name: CanonicalName) async throws(CognitoError) -> Bool {
        let loop = SwapLoop(
            records: records, operationID: records.random.bytes(count: 16, for: .nonce), observer: observer)
        return try await loop.retract(.user(pool, name), as: UserAuthRecord.self)
    }

    /// Gives a reservation up that its holder's record does not carry; the one it was taken from has it again.
    ///
    /// A fault may leave the reservation; nobody believes it, so no error is thrown.
    package func release(_ mark: ReservationMark) async {
        let key = RecordKey.reservation(pool, digest: mark.digest)
        do {
            guard let stored = try await read(key), stored.record.holder.nonce == mark.nonce else { return }
            // A `sub` that was given out is nobody else's, ever.
            if stored.record.attribute == .sub, stored.record.isConfirmed {
                if !stored.record.isRetired, try await believed(stored.record, mark.digest) == nil {
                    let prepared = try records.prepare(stored.record.retired, of: key)
                    _ = await swap(key, .replace(stored.version, with: prepared))
                }
                return
            }
            switch try await believed(stored.record, mark.digest) {
            case nil: _ = await swap(key, .delete(stored.version))
            // Another operation has given it to the record again, or a reply was lost.
            case stored.record.holder: return
            case .some(let previous):
                let returned = AliasReservation(attribute: stored.record.attribute, holder: previous, expiresAt: nil)
                _ = await swap(key, .replace(stored.version, with: try records.prepare(returned, of: key)))
            }
        } catch {}
    }

    func read(_ key: RecordKey) async throws(CognitoError) -> RecordAccess.Stored<AliasReservation>? {
        try await withoutCancellation { [records] in try await records.read(key, as: AliasReservation.self) }
    }

    /// False also when the store threw: the next reading tells.
    func swap(_ key: RecordKey, _ change: RecordChange) async -> Bool {
        let swap = { @Sendable [records] in try await records.store.compareAndSwap(key, change) }
        return (try? await withoutCancellation(swap)) == .swapped
    }
}
