import AuthFlow
import CognitoMFACore
import Synchronization
import UserPoolModel

// The records on which unknown names are verified where unknown users are hidden.
extension UserPoolService {
    /// The decoy of a name: which one only the holder of the keys can tell.
    func decoy(of name: CanonicalName, in pool: UserPoolID) -> RecordKey {
        let code = keys.current(.decoy).authenticationCode(for: Array(pool.text.utf8) + [0] + name.digest).array
        return .decoy(pool, number: UInt16(code[0]) << 8 | UInt16(code[1]))
    }

    /// Verifies an event on the decoy of a name, in the same loop as a user's.
    func onDecoy<Action: MachineAction>(
        _ key: RecordKey, randomness: OperationRandomness,
        decide: (inout DecoyRecord) async throws(CognitoError) -> Action
    ) async throws(CognitoError) -> SwapLoop.Decision<DecoyRecord, Action> {
        try await loop(randomness).run(
            key, as: DecoyRecord.self, starting: freshDecoy.record(at: time.now(), by: records.codec),
            absent: .tooManyRequests,
            decide: { (record) async throws(CognitoError) in
                var decoy = record
                let action = try await decide(&decoy)
                if decoy != record { decoy.touch(at: time.now()) }
                return (decoy, action, [])
            })
    }

    /// Runs a public operation on the user with a name, or something else when there is none.
    ///
    /// The readings are the same for both where unknown users are hidden: name, alias, decoy.
    func withUserOrDecoy<Value>(
        _ username: Username, through client: AppClient,
        _ user: (UserLocation) async throws(CognitoError) -> Value,
        nobody: (_ isDeleted: Bool, _ decoy: RecordKey) async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        let pool = try await pool(client.userPoolID)
        return try await withUserOrDecoy(
            UserLocation(username, in: pool), hasAliases: pool.hasAliases, hidingUnknown: hidesUnknownUsers(client),
            user, nobody: nobody)
    }

    /// The same for a name whose place is known already.
    ///
    /// - Parameter isHiding: true if unknown users are answered like known ones.
    func withUserOrDecoy<Value>(
        _ named: UserLocation, hasAliases: Bool, hidingUnknown isHiding: Bool,
        _ user: (UserLocation) async throws(CognitoError) -> Value,
        nobody: (_ isDeleted: Bool, _ decoy: RecordKey) async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        let hidden = isHiding ? decoy(of: named.name, in: named.pool) : nil
        // For a user too, who has no use for it: the bytes alone, for a user's row is decoded in their place.
        if let hidden { _ = try await records.contents(of: hidden) }
        return try await withUser(
            named, hasAliases: hasAliases,
            unknown: { (isDeleted) async throws(CognitoError) in
                try await nobody(isDeleted, hidden ?? decoy(of: named.name, in: named.pool))
            }, user)
    }
}

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
