import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Synchronization

/// One run of the store contract: two handles, its own keys, and the findings.
struct StoreTrial: Sendable {
    let first: StoreProbe
    let second: StoreProbe
    let report: ContractReport
    let writers: Int
    let rounds: Int
    private let random: SeededRandomSource
    private let run: String
    private let used: UsedKeys

    init(
        first: StoreProbe, second: StoreProbe, report: ContractReport, seed: UInt64, writers: Int, rounds: Int
    ) {
        self.first = first
        self.second = second
        self.report = report
        self.writers = writers
        self.rounds = rounds
        random = SeededRandomSource(seed: seed)
        // Not from the seed: rows of an earlier run must not matter.
        run = Hexadecimal.encode(SystemRandomSource().bytes(count: 6, for: .nonce))
        used = UsedKeys()
    }

    /// The prefix of all keys of this run.
    var prefix: String { "contract/\(run)/" }

    /// Returns a key of this run.
    func key(_ name: String) -> RecordKey { key(whole: prefix + name) }

    func key(whole text: String) -> RecordKey {
        let key = RecordKey(text)
        used.add(key)
        return key
    }

    /// Returns a row with a new version.
    func row(_ contents: [UInt8], expiresAt: UnixTime? = nil) -> VersionedRecord {
        VersionedRecord(version: version(), contents: contents, expiresAt: expiresAt)
    }

    func version() -> RecordVersion { RecordVersion(Hexadecimal.encode(bytes(16))) }

    /// Returns bytes from the seed; long ones repeat a block, numbered each time.
    func bytes(_ count: Int) -> [UInt8] {
        guard count > 1_024 else { return random.bytes(count: count, for: .version) }
        let block = random.bytes(count: 1_022, for: .version)
        var bytes: [UInt8] = []
        for number in 0...(count / 1_024) { bytes += [UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)] + block }
        return Array(bytes.prefix(count))
    }

    /// Deletes the rows of this run.
    func clean(_ probe: StoreProbe) async {
        for key in used.takeAll() {
            guard let row = try? await probe.read(key) else { continue }
            _ = try? await probe.swap(key, .delete(row.version))
        }
    }

    private final class UsedKeys: Sendable {
        private let keys = Mutex<Set<RecordKey>>([])
        func add(_ key: RecordKey) { keys.withLock { _ = $0.insert(key) } }
        func takeAll() -> Set<RecordKey> {
            keys.withLock { keys in
                defer { keys = [] }
                return keys
            }
        }
    }
}

/// A handle on the store under test, used as the library uses it: a throw is an unknown outcome, resolved by reading.
struct StoreProbe: Sendable {
    let store: any RecordStore

    /// The number of consecutive throws before the test gives up.
    static let patience = 16

    struct Silence: Error, CustomStringConvertible {
        let call: String
        let last: any Error
        var description: String { "a \(call) threw \(StoreProbe.patience) times in a row, last \(last)" }
    }

    func read(_ key: RecordKey) async throws -> VersionedRecord? {
        try await patiently("read") { try await store.read(key) }
    }

    func scan(
        _ scanning: any RecordScanning, _ prefix: String, after key: RecordKey? = nil, limit: Int
    ) async throws -> [ScannedRecord] {
        try await patiently("scan") { try await scanning.scan(prefix: prefix, after: key, limit: limit) }
    }

    private func patiently<Value>(_ call: String, _ body: () async throws -> Value) async throws -> Value {
        for _ in 1..<Self.patience {
            if let value = try? await body() { return value }
        }
        do { return try await body() } catch { throw Silence(call: call, last: error) }
    }

    /// Makes a swap.
    ///
    /// After a throw, it reads the version to learn whether the change was made, and repeats the swap if not.
    func swap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        var last: (any Error)?
        for _ in 0..<Self.patience {
            do {
                let outcome = try await store.compareAndSwap(key, change)
                if outcome == .swapped || last == nil { return outcome }
            } catch {
                last = error
            }
            let version = try await read(key)?.version
            if version == change.made { return .swapped }
            if version != change.named { return .conflict }
        }
        throw Silence(call: "swap", last: last ?? CancellationError())
    }

    /// Tries a swap once; returns nil if the outcome is unknown.
    func attempt(_ key: RecordKey, _ change: RecordChange) async -> SwapOutcome? {
        try? await store.compareAndSwap(key, change)
    }
}

extension RecordChange {
    /// The stored version after the change; nil if the row is deleted.
    var made: RecordVersion? { row?.version }

    /// The stored version before the change; nil if the key must be absent.
    var named: RecordVersion? {
        switch self {
        case .insert: nil
        case .replace(let version, with: _), .delete(let version): version
        }
    }
}
