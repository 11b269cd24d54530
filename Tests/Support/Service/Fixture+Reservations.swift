package import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Testing
package import UserPoolModel

// Reservations as they are stored, and as another operation would leave them.
extension Fixture {
    package func userKey(_ name: Username) -> RecordKey { .user(pool.id, CanonicalName(name, ignoringCase: true)) }

    package func reservationKey(_ alias: String) -> RecordKey { .reservation(pool.id, digest: digest(alias)) }

    package func digest(_ alias: String) -> [UInt8] { CanonicalName(Username(alias), ignoringCase: true).digest }

    package func reservation(_ alias: String) async throws -> AliasReservation? {
        try await service.records.read(reservationKey(alias), as: AliasReservation.self)?.record
    }

    package func record(of name: Username) async throws -> UserAuthRecord {
        try #require(await service.records.read(userKey(name), as: UserAuthRecord.self)).record
    }

    /// Stores a reservation as another operation would.
    package func put(_ reservation: AliasReservation, for alias: String) async throws {
        let version = RecordVersion(String(UInt64.random(in: 0 ... .max), radix: 16))
        try await store.put(
            VersionedRecord(
                version: version,
                contents: SealedRecordCodec(sealer: NoSealer()).encode(reservation, of: reservationKey(alias))),
            under: reservationKey(alias))
    }

    /// Gives an alias to `grace`, with reservation and record, as an operation of hers in between would.
    package func give(
        _ alias: String, _ attribute: AttributeName, previous: AliasReservation.Holder? = nil, carrying: Bool = true
    ) async throws {
        let nonce = [UInt8](repeating: 7, count: 16)
        let name = CanonicalName("grace", ignoringCase: true)
        try await put(
            AliasReservation(
                attribute: attribute, holder: .init(name: name, nonce: nonce), previous: previous,
                expiresAt: previous.map { _ in time.now() + AliasReservation.pendingLife }), for: alias)
        guard carrying else { return }
        try await rewrite(userKey("grace"), as: UserAuthRecord.self) { [digest = digest(alias)] in
            $0.reservations[attribute] = ReservationMark(digest: digest, nonce: nonce)
            if let flag = attribute.verifiedFlag { $0.attributes[flag] = "true" }
        }
    }

    /// Leaves a reservation as a crash before its third swap would.
    package func makePending(_ alias: String) async throws {
        let reservation = try #require(await reservation(alias))
        try await put(
            AliasReservation(
                attribute: reservation.attribute, holder: reservation.holder,
                expiresAt: time.now() + AliasReservation.pendingLife),
            for: alias)
    }

    package func whoSignsIn(by name: String) async -> Username? {
        let outcome = try? await pool.signIn(Username(name), password: Fixture.password)
        guard let token = outcome?.authenticationResult?.accessToken else { return nil }
        return try? await pool.user(token).username
    }
}
