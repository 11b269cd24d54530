import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Synchronization

/// One run of the store contract: two handles, keys of its own, and what has been found.
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
        // Not of the seed: what an earlier run has left behind must not matter.
        run = Hexadecimal.encode(SystemRandomSource().bytes(count: 6, for: .nonce))
        used = UsedKeys()
    }

    /// What all keys of this run begin with.
    var prefix: String { "contract/\(run)/" }

    /// A key of this run.
    func key(_ name: String) -> RecordKey { key(whole: prefix + name) }

    func key(whole text: String) -> RecordKey {
        let key = RecordKey(text)
        used.add(key)
        return key
    }

    /// A row under a version of its own.
    func row(_ contents: [UInt8], expiresAt: UnixTime? = nil) -> VersionedRecord {
        VersionedRecord(version: version(), contents: contents, expiresAt: expiresAt)
    }

    func version() -> RecordVersion { RecordVersion(Hexadecimal.encode(bytes(16))) }

    /// Bytes from the seed; many of them are one block again and again, each with its number.
    func bytes(_ count: Int) -> [UInt8] {
        guard count > 1_024 else { return random.bytes(count: count, for: .version) }
        let block = random.bytes(count: 1_022, for: .version)
        var bytes: [UInt8] = []
        for number in 0...(count / 1_024) { bytes += [UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)] + block }
        return Array(bytes.prefix(count))
    }

    /// Takes out what the run has put in.
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
