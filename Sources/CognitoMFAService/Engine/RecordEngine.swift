public import AuthFlow
import Synchronization
package import UserPoolModel

/// The swap loop for records of other modules: the caller decides, the engine reads, swaps and tries again.
///
/// A module declares its record with a kind and a key of its own, and needs nothing else of the store.
package struct RecordEngine: Sendable {
    private let records: RecordAccess
    private let random: any RandomSource
    private let observer: any AuthObserver

    package init(records: RecordAccess, random: any RandomSource, observer: any AuthObserver) {
        (self.records, self.random, self.observer) = (records, random, observer)
    }

    /// A decision without effects: its value is the caller's.
    private struct Outcome<Value: Sendable>: MachineAction {
        let value: Value
        let isGrant: Bool
    }

    /// Reads a record; nil when there is none.
    ///
    /// - Throws: InternalErrorException when the store throws or the bytes are not understood.
    package func read<Record: StorableRecord>(
        _ key: RecordKey, as type: Record.Type
    ) async throws(CognitoError) -> Record? {
        try await records.read(key, as: type)?.record
    }

    /// Changes the record under `key`.
    ///
    /// `decide` is called anew in every try, and acts on nothing but the record: effects follow the swap. A decision that
    /// leaves the record as it was is not written.
    ///
    /// - Parameters:
    ///   - first: the record to begin with where there is none.
    ///   - absent: the error where there is none and `first` is nil.
    ///   - isGrant: true for a value that lets somebody in. It is written always, and never repeated once its reply is lost.
    /// - Returns: the value of the decision that was stored.
    /// - Throws: TooManyRequestsException after 16 tries; InternalErrorException when the store cannot tell what happened;
    ///   what `decide` throws, and then nothing is stored.
    package func update<Record: StorableRecord, Value: Sendable>(
        _ key: RecordKey, as type: Record.Type, startingWith first: Record? = nil, absent: CognitoError,
        isGrant: Bool = false, decide: (inout Record) async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        try await loop().run(
            key, as: type, starting: first, absent: absent,
            decide: { (stored) async throws(CognitoError) in
                var record = stored
                let value = try await decide(&record)
                return (record, Outcome(value: value, isGrant: isGrant), [])
            }
        ).action.value
    }

    /// Creates a record under a key that was drawn.
    ///
    /// - Returns: false when there is one already.
    package func insert<Record: StorableRecord>(
        _ record: Record, under key: RecordKey
    ) async throws(CognitoError) -> Bool {
        try await loop().insert(record, under: key)
    }

    /// Takes a record out, if `holds` says that it is still the one meant.
    package func remove<Record: StorableRecord>(
        _ key: RecordKey, as type: Record.Type, if holds: (Record) -> Bool
    ) async throws(CognitoError) {
        try await loop().remove(key, as: type, if: holds)
    }

    private func loop() -> SwapLoop {
        SwapLoop(records: records, operationID: random.bytes(count: 16, for: .nonce), observer: observer)
    }
}

/// The decoded records of the last rows of pools or app clients, so that the same bytes are not taken apart twice.
///
/// It is no cache of settings: every operation reads the row from the store (R81), and a record is found here only by the
/// exact bytes that were read. Contents that changed in one bit are decoded anew.
package final class ReadSettings<ID: TextIdentifier, Record: StorableRecord>: Sendable {
    /// More would be the pools of a very large store: then all are forgotten, and decoded as they come.
    package static var capacity: Int { 1_024 }

    private final class Entry: Sendable {
        package let key: RecordKey
        package let contents: [UInt8]
        package let record: Shared<Record>

        package init(key: RecordKey, contents: [UInt8], record: Record) {
            (self.key, self.contents, self.record) = (key, contents, Shared(record))
        }
    }

    /// An id with a hash in a fraction of a text's time; what is in the table has been read from the store.
    private struct HashedID: Hashable {
        package let id: ID

        package func hash(into hasher: inout Hasher) { hasher.combine(XXH64.sum(of: id.text, seed: 0)) }
    }

    private let entries = Mutex<[HashedID: Entry]>([:])
    private let makeKey: @Sendable (ID) -> RecordKey

    package init(key: @escaping @Sendable (ID) -> RecordKey) { makeKey = key }

    /// Reads the row of `id`.
    package func read(_ id: ID, from records: RecordAccess) async throws(CognitoError) -> Shared<Record>? {
        let hashed = HashedID(id: id)
        let known = entries.withLock { $0[hashed] }
        let key = known?.key ?? makeKey(id)
        guard let row = try await records.contents(of: key) else { return nil }
        if let known, known.contents == row.contents { return known.record }
        guard let record = try records.decode(row, as: Record.self, of: key).record else { return nil }
        let entry = Entry(key: key, contents: row.contents, record: record)
        entries.withLock { entries in
            if entries.count >= Self.capacity, entries[hashed] == nil { entries.removeAll() }
            entries[hashed] = entry
        }
        return entry.record
    }
}

/// The bounds a host may move.
///
/// All other numbers are fixed.
public struct FlowLimits: Sendable, Hashable {
    /// The time that handing over a message may take before the call is cancelled; 10 seconds.
    public var sendTimeout: Duration
    /// The number of passwords hashed at once; nil for one fewer than the machine has cores.
    public var hashingThreads: Int?
    /// The number of password checks that may wait in line; 64.
    public var hashingLine: Int
    /// The time that a trigger may take before its call is cancelled; 5 seconds, as in Cognito.
    package var triggerTimeout = Duration.seconds(5)
    /// The limits of one user an hour.
    public var hourly: HourlyLimits

    /// The defaults.
    public init(
        sendTimeout: Duration = .seconds(10), hashingThreads: Int? = nil, hashingLine: Int = 64,
        hourly: HourlyLimits = HourlyLimits()
    ) {
        self.sendTimeout = sendTimeout
        self.hashingThreads = hashingThreads
        self.hashingLine = hashingLine
        self.hourly = hourly
    }

    /// The most tries of one operation against a contended record.
    package static let swapTries = 16
    /// The most checks of one name in flight.
    package static let checksPerName = 2
}
