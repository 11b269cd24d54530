import AuthFlow
import CognitoMFACore
import Synchronization
import UserPoolModel

/// The sealed bytes that every decoy begins with.
///
/// A decoy without a row is opened and decoded from them, so that the first call for a name costs what the next one does.
final class FreshDecoy: Sendable {
    /// It is the key of no row.
    private static let key = RecordKey("decoy")

    private let row = Mutex<[UInt8]?>(nil)

    /// The record of a decoy that has no row.
    func record(at now: UnixTime, by codec: SealedRecordCodec) -> DecoyRecord {
        if let row = row.withLock({ $0 }), var decoy = try? codec.decode(row, as: DecoyRecord.self, of: Self.key) {
            decoy.touch(at: now)
            return decoy
        }
        let decoy = DecoyRecord(at: UnixTime(seconds: 0))
        let sealed = try? codec.encode(decoy, of: Self.key)
        row.withLock { $0 = sealed }
        return DecoyRecord(at: now)
    }
}
