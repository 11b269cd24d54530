/// What a record is about; the byte behind the format number.
package enum RecordKind: UInt8, Sendable {
    case user = 1
    case pool = 2
    case client = 3
    case reservation = 4
    case tombstone = 5
    case decoy = 6
    case sendQuota = 7
    case family = 8
    case directory = 9
}
