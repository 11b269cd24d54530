import AuthFlow
import CognitoMFAService

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
    var made: RecordVersion? {
        switch self {
        case .insert(let row), .replace(_, with: let row): row.version
        case .delete: nil
        }
    }

    /// The stored version before the change; nil if the key must be absent.
    var named: RecordVersion? {
        switch self {
        case .insert: nil
        case .replace(let version, with: _), .delete(let version): version
        }
    }
}
