package import CognitoMFACore
import UserPoolModel

/// What unknown names are judged on, so that they are locked and limited as users are: one of 65,536 rows of a pool,
/// chosen by a keyed hash of the name.
package struct PhantomRecord: StorableRecord {
    package static let kind = RecordKind.phantom
    private static let life = Duration.seconds(7200)

    package var passwordFailures = PasswordCounter()
    package var hourly = HourlyUses()
    package var recoveryFailures = 0
    /// Codes that nobody was sent and nothing matches.
    package private(set) var codes: [CodePurpose: PendingCode] = [:]
    package private(set) var touchedAt: UnixTime
    package var operations = OperationRing()

    /// A code that is waited for.
    package struct PendingCode: Sendable, Hashable {
        package let expiresAt: UnixTime
        package fileprivate(set) var failures = 0
    }

    package init(at now: UnixTime) { touchedAt = now }

    /// Once nothing in it counts any more the row may go.
    package var expiresAt: UnixTime? {
        ([touchedAt + Self.life] + codes.values.map(\.expiresAt)).max()
    }

    /// Says that something happened: the row stays a while.
    package mutating func touch(at now: UnixTime) { touchedAt = max(touchedAt, now) }

    /// As if a code had been sent.
    package mutating func expect(_ purpose: CodePurpose, at now: UnixTime) {
        codes[purpose] = PendingCode(expiresAt: now + purpose.life)
    }

    /// What any code comes to.
    package mutating func judge(_ purpose: CodePurpose, at now: UnixTime) -> VerificationCode.Verdict {
        guard var code = codes[purpose], now < code.expiresAt, code.failures < SentCode.tries else { return .expired }
        code.failures += 1
        codes[purpose] = code
        return .wrong
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, passwordFailures) { $0.write(to: &$1) }
        writer.put(2, hourly.isEmpty ? nil : hourly) { $0.write(to: &$1) }
        writer.put(3, list: codes.inOrder) { entry, inner in
            inner.put(1, entry.key.rawValue)
            inner.put(2, entry.value.expiresAt)
            inner.put(3, entry.value.failures)
        }
        writer.put(4, touchedAt)
        writer.put(5, recoveryFailures)
        writer.put(19, operations.bytes)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        passwordFailures =
            try reader.value(1) { (inner) throws(CodecError) in try PasswordCounter(from: &inner) }
            ?? PasswordCounter()
        hourly = try reader.value(2) { (inner) throws(CodecError) in try HourlyUses(from: &inner) } ?? HourlyUses()
        let list = try reader.list(3) { (inner) throws(CodecError) in
            guard let purpose = CodePurpose(rawValue: try inner.text(1).required("purpose")) else {
                throw CodecError("unknown purpose")
            }
            return (
                purpose,
                PendingCode(
                    expiresAt: try inner.time(2).required("expiry"), failures: try inner.count(3).required("failures"))
            )
        }
        touchedAt = try reader.time(4).required("time")
        recoveryFailures = try reader.count(5) ?? 0
        operations = try OperationRing(bytes: reader.bytes(19))
        for (purpose, code) in list { codes[purpose] = code }
    }
}
