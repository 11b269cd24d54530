package import AuthFlow
package import UserPoolModel

/// The swap loop for records of other modules: the caller decides, the engine reads, swaps and tries again.
///
/// A module declares its record with a kind and a key of its own, and needs nothing else of the store.
package struct RecordEngine: Sendable {
    private let records: RecordAccess
    private let random: any RandomSource
    private let observer: any AuthObserver

    package init(records: RecordAccess, random: any RandomSource, observer: any AuthObserver) {
        self.records = records
        self.random = random
        self.observer = observer
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
