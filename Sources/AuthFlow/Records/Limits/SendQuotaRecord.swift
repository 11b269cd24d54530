package import CognitoMFACore
package import UserPoolModel

/// Messages that one quota of a number or address of a pool has counted within the hour.
package struct SendQuotaRecord: StorableRecord {
    package static let kind = RecordKind(rawValue: 7)

    package private(set) var startedAt: UnixTime
    package private(set) var count = 0
    package var operations = OperationRing()
    package var ancillary = AncillaryFields()

    package init(at now: UnixTime) { startedAt = now }

    package var expiresAt: UnixTime? { startedAt + HourlyUses.hour }

    /// Takes one message; the time when the next is allowed if there is none left.
    package mutating func take(limit: Int, at now: UnixTime) -> UnixTime? {
        let end = startedAt + HourlyUses.hour
        if now >= end {
            startedAt = now
            count = 0
        } else if count >= limit {
            return end
        }
        count += 1
        return nil
    }

    /// Gives one back that was not sent, if the hour still runs that it was counted in.
    ///
    /// - Parameter hour: its start. A later hour has not counted the message and must not lose one for it.
    package mutating func refund(countedIn hour: UnixTime) {
        if startedAt == hour { count = max(0, count - 1) }
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, startedAt)
        writer.put(2, count)
        writer.put(19, operations.bytes)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        startedAt = try reader.time(1).required("start")
        count = try reader.count(2).required("count")
        operations = try OperationRing(bytes: reader.bytes(19))
    }
}

extension RecordKey {
    /// The messages to one number or address of a pool that anyone can ask for.
    package static func sendQuota(_ pool: UserPoolID, _ destination: CodeDestination) -> RecordKey {
        RecordKey(kind: "quota/", of: pool, SHA256.hash(utf8: destination.text).array)
    }

    /// The messages after a right password to a number or address that its user has verified.
    ///
    /// The byte before the digest makes the key longer than any key of the other quota: the two cannot meet.
    package static func sendQuota(
        _ pool: UserPoolID, _ destination: CodeDestination, of owner: CanonicalName
    ) -> RecordKey {
        RecordKey(kind: "quota/", of: pool, [1] + SHA256.hash(owner.digest + Array(destination.text.utf8)).array)
    }

    /// The messages to nobody that the names of one decoy have asked for; as long as the key of an owner's quota.
    package static func sendQuota(_ pool: UserPoolID, ofDecoy decoy: RecordKey) -> RecordKey {
        RecordKey(kind: "quota/", of: pool, [2] + SHA256.hash(utf8: decoy.text).array)
    }
}
