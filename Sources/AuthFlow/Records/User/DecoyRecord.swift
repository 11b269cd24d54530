package import CognitoMFACore
package import UserPoolModel

/// What unknown names are verified on, so that they are locked and limited as users are: one of 65,536 rows of a pool,
/// chosen by a keyed hash of the name.
package struct DecoyRecord: StorableRecord {
    package static let kind = RecordKind.decoy
    private static let life = Duration.seconds(7200)
    /// A user's wrong recovery codes count until a sign-in, so a row that has some stays longer.
    private static let lifeWithFailures = Duration.seconds(86_400)

    package var passwordFailures = PasswordCounter()
    package var hourly = HourlyUses()
    package var recoveryFailures = 0
    package private(set) var touchedAt: UnixTime
    package var operations = OperationRing()
    package var ancillary = AncillaryFields()

    package init(at now: UnixTime) { touchedAt = now }

    /// Once nothing in it counts any more the row may go.
    package var expiresAt: UnixTime? {
        touchedAt + (recoveryFailures > 0 ? Self.lifeWithFailures : Self.life)
    }

    /// Says that something happened: the row stays a while.
    package mutating func touch(at now: UnixTime) { touchedAt = max(touchedAt, now) }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, passwordFailures) { $0.write(to: &$1) }
        writer.put(2, hourly.isEmpty ? nil : hourly) { $0.write(to: &$1) }
        writer.put(4, touchedAt)
        writer.put(5, recoveryFailures)
        writer.put(19, operations.bytes)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        passwordFailures =
            try reader.value(1) { (inner) throws(CodecError) in try PasswordCounter(from: &inner) }
            ?? PasswordCounter()
        hourly = try reader.value(2) { (inner) throws(CodecError) in try HourlyUses(from: &inner) } ?? HourlyUses()
        touchedAt = try reader.time(4).required("time")
        recoveryFailures = try reader.count(5) ?? 0
        operations = try OperationRing(bytes: reader.bytes(19))
    }
}

extension RecordKind {
    package static let decoy = RecordKind(rawValue: 6)
}

extension RecordKey {
    /// One of the decoys of a pool.
    package static func decoy(_ pool: UserPoolID, number: UInt16) -> RecordKey {
        RecordKey(kind: "decoy/", of: pool, number.bigEndianBytes)
    }
}
