public import AuthFlow
import CognitoMFACore

/// A pass over a store that opens every row with one sealer and seals it with another.
///
/// It switches a ``RecordSealer`` on or off, changes it for another, or brings all rows under its newest key. No
/// service may use the store meanwhile: a service refuses every row that its own sealer does not open.
///
/// The pass goes through the store three times. It opens all rows and changes none; it rewrites them; it looks for rows
/// that somebody else has written since. After an interruption run it again with the same two sealers.
///
/// The checksum of a row tells accidents only. Rows that nothing has sealed are taken as they are: whatever a stranger
/// has written into them is sealed too.
public struct Resealing: Sendable {
    /// Rows at a time, and rows between two reports.
    private static let batch = 500
    private let store: any RecordScanning
    private let old: SealedRecordCodec
    private let new: SealedRecordCodec
    private let foreignPrefixes: [String]
    private let random: any RandomSource

    /// Takes the store and both sealers; ``NoSealer`` is the one that does nothing.
    ///
    /// - Parameters:
    ///   - store: The store; no service may use it meanwhile.
    ///   - old: The sealer that opens the rows now.
    ///   - new: The sealer that seals them anew.
    ///   - foreignPrefixes: Beginnings of keys under which your server keeps rows of its own. They are left alone.
    ///   - random: The source of the rows' new versions.
    public init(
        _ store: some RecordScanning, from old: some RecordSealer, to new: some RecordSealer,
        leaving foreignPrefixes: [String] = [], random: some RandomSource = SystemRandomSource()
    ) {
        self.store = store
        self.old = SealedRecordCodec(sealer: old)
        self.new = SealedRecordCodec(sealer: new)
        self.foreignPrefixes = foreignPrefixes
        self.random = random
    }

    /// Counts of rows.
    public struct Progress: Sendable, Hashable {
        /// Rows that were sealed anew.
        public internal(set) var rewritten = 0
        /// Rows that the new sealer had sealed already, under its present key.
        public internal(set) var left = 0
    }

    /// The reason why a pass ended early.
    public enum Failure: Error, CustomStringConvertible {
        /// Neither sealer opens these rows, or they are damaged; at most a hundred are named.
        ///
        /// They are as they were. No other row was rewritten either, unless somebody changed one during the pass.
        case unreadable([RecordKey])
        /// Somebody else has written this row during the pass: a service was not stopped.
        case storeInUse(RecordKey)
        /// The row, sealed anew, would be larger than a store must accept.
        case tooLarge(RecordKey)
        /// The new sealer fails for this row, or does not open what it has sealed.
        case sealerFailed(RecordKey, any Error)
        /// The store has thrown, so that the outcome of the last call is unknown.
        case storeFailed(any Error)

        /// The reason in a sentence, without contents.
        public var description: String {
            switch self {
            case .unreadable(let keys):
                "Neither sealer opens these rows, or they are damaged: \(keys.map(\.text).joined(separator: ", "))."
            case .storeInUse(let key): "\(key) was written during the pass: stop every service of the store first."
            case .tooLarge(let key): "\(key) would be larger than \(RecordCodec.maximumByteCount) bytes."
            case .sealerFailed(let key, let error): "The new sealer fails for \(key): \(error)"
            case .storeFailed(let error): "The store has failed: \(error)"
            }
        }
    }

    /// Rewrites all rows that are not under the present key of the new sealer.
    ///
    /// - Parameter progress: is told the counts now and then.
    @discardableResult
    public func run(_ progress: (Progress) -> Void = { _ in }) async throws(Failure) -> Progress {
        try await verify()
        var counts = Progress()
        try await visitRows { row throws(Failure) in
            try await rewrite(row, &counts)
            if (counts.rewritten + counts.left).isMultiple(of: Self.batch) { progress(counts) }
        }
        try await confirm()
        progress(counts)
        return counts
    }

    /// Opens every row and seals it for a trial, and changes none; ``run(_:)`` begins with it.
    public func verify() async throws(Failure) {
        var unreadable: [RecordKey] = []
        try await visitRows { row throws(Failure) in
            guard case .none = try step(for: row.record, of: row.key), unreadable.count < 100 else { return }
            unreadable.append(row.key)
        }
        guard unreadable.isEmpty else { throw .unreadable(unreadable) }
    }

    private func rewrite(_ scanned: ScannedRecord, _ counts: inout Progress) async throws(Failure) {
        let key = scanned.key
        if case .leave = try step(for: scanned.record, of: key) {
            counts.left += 1
            return
        }
        // A scan may lag behind; a reading does not.
        guard let row = try await read(key) else { return try verifyExpiry(of: scanned.record, key) }
        switch try step(for: row, of: key) {
        case .leave: counts.left += 1
        case .none: throw .unreadable([key])
        case .replace(let contents):
            let version = Hexadecimal.encode(random.bytes(count: RecordAccess.versionByteCount, for: .version))
            let replacement = VersionedRecord(
                version: RecordVersion(version), contents: contents, expiresAt: row.expiresAt)
            guard try await swap(key, .replace(row.version, with: replacement)) == .swapped else {
                return try verifyExpiry(of: row, key)
            }
            counts.rewritten += 1
        }
    }

    /// Verifies that a row which has changed under the pass was one that the store may delete by itself; one that was
    /// written instead is found by ``confirm()``.
    private func verifyExpiry(of row: VersionedRecord, _ key: RecordKey) throws(Failure) {
        guard row.expiresAt != nil else { throw .storeInUse(key) }
    }

    /// Looks for rows that were written while the pass went on, behind its place.
    private func confirm() async throws(Failure) {
        try await visitRows { scanned throws(Failure) in
            if case .leave = try step(for: scanned.record, of: scanned.key) { return }
            guard let row = try await read(scanned.key) else { return }
            guard case .leave = try step(for: row, of: scanned.key) else { throw .storeInUse(scanned.key) }
        }
    }

    /// The next step for a row.
    private enum Step {
        case leave
        case replace([UInt8])
    }

    /// Decides by key id and by opening: two sealers may give one id to different keys.
    ///
    /// - Returns: nil for a row that neither sealer opens.
    private func step(for row: VersionedRecord, of key: RecordKey) throws(Failure) -> Step? {
        let opened = try? new.open(row.contents, of: key)
        if opened != nil, new.isUnderPresentKey(row.contents) { return .leave }
        guard let contents = (try? old.open(row.contents, of: key)) ?? opened else { return nil }
        let sealed: [UInt8]
        do {
            sealed = try new.seal(contents, of: key)
            guard try new.open(sealed, of: key) == contents else { throw CodecError("other contents") }
        } catch {
            throw .sealerFailed(key, error)
        }
        guard sealed.count <= RecordCodec.maximumByteCount else { throw .tooLarge(key) }
        return .replace(sealed)
    }

    private func visitRows(_ visit: (ScannedRecord) async throws(Failure) -> Void) async throws(Failure) {
        var position: RecordKey?
        while true {
            let rows: [ScannedRecord]
            do {
                rows = try await store.scan(prefix: "", after: position, limit: Self.batch)
            } catch {
                throw .storeFailed(error)
            }
            guard let last = rows.last else { return }
            for row in rows where !foreignPrefixes.contains(where: { row.key.text.utf8.starts(with: $0.utf8) }) {
                try await visit(row)
            }
            position = last.key
        }
    }

    private func read(_ key: RecordKey) async throws(Failure) -> VersionedRecord? {
        do { return try await store.read(key) } catch { throw .storeFailed(error) }
    }

    private func swap(_ key: RecordKey, _ change: RecordChange) async throws(Failure) -> SwapOutcome {
        do { return try await store.compareAndSwap(key, change) } catch { throw .storeFailed(error) }
    }
}
