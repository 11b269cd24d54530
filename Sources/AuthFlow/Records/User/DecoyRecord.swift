package import CognitoMFACore
package import UserPoolModel

/// The row that unknown names are verified on, so that they are locked and limited as users are: one of 65,536 of a pool,
/// chosen by a keyed hash of the name.
package struct DecoyRecord: StorableRecord {
    package static let kind = RecordKind(rawValue: 6)
    /// The size that a row is padded to (R122): that of a usual user's.
    package static let paddedByteCount = 1024
    private static let life = Duration.seconds(7200)
    /// A user's wrong recovery codes count until a sign-in, so a row that has some stays longer.
    private static let lifeWithFailures = Duration.seconds(86_400)

    /// A user who does not exist, with the failures and uses of the names that share the row.
    ///
    /// An operation does on it what it does on a user, so that the time tells nothing. It is no row of its own: no
    /// name, alias or list leads to it.
    package var standIn: UserAuthRecord
    package private(set) var touchedAt: UnixTime
    package var operations = OperationRing()
    package var ancillary = AncillaryFields()

    package init(at now: UnixTime) {
        touchedAt = now
        standIn = UserAuthRecord.standIn
    }

    /// Once nothing in it counts any more the row may go.
    package var expiresAt: UnixTime? {
        touchedAt + (standIn.recoveryFailures > 0 ? Self.lifeWithFailures : Self.life)
    }

    /// Says that something happened: the row stays a while.
    package mutating func touch(at now: UnixTime) { touchedAt = max(touchedAt, now) }

    package func write(to writer: inout FieldWriter) {
        writer.put(4, touchedAt)
        writer.put(6, standIn)
        let operations = operations.bytes
        let left = Self.paddedByteCount - writer.count - 5 - (operations.map { $0.count + 5 } ?? 0)
        if left > 0 { writer.put(7, [UInt8](repeating: 0, count: left)) }
        writer.put(19, operations)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        touchedAt = try reader.time(4).required("time")
        standIn = try reader.value(6) { (inner) throws(CodecError) in try UserAuthRecord.read(from: &inner) }
            .required("stand-in")
        _ = reader.bytes(7)
        operations = try OperationRing(bytes: reader.bytes(19))
    }
}

extension RecordKey {
    /// One of the decoys of a pool.
    package static func decoy(_ pool: UserPoolID, number: UInt16) -> RecordKey {
        RecordKey(kind: "decoy/", of: pool, number.bigEndianBytes)
    }
}
