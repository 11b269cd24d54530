import CognitoMFA
import CognitoMFAPostgres
import CognitoMFASQLite
import CognitoMFASealing
import Logging
import ServiceLifecycle

/// A store with the keys that its rows are sealed with, and what looks after it.
struct Storage {
    let records: any RecordStore
    let keys: KeyFile
    let sealer: any RecordSealer
    let services: [any Service]
    let health: HealthCheck

    /// Opens the store, and reads or makes the file of keys.
    ///
    /// - Throws: what store and file say; ``KeySentinels/Failure`` if they do not belong together.
    init(_ choice: StoreChoice, keys path: String?, clock: ServerClock, logger: Logger) async throws {
        let durable: any RecordScanning
        let deleteExpired: @Sendable (UnixTime, Int) async throws -> Int
        switch choice {
        case .memory:
            records = InMemoryRecordStore()
            keys = try path.map { try KeyFile.loadOrMake($0) } ?? KeyFile.make()
            sealer = NoSealer()
            services = []
            health = HealthCheck {}
            return
        case .sqlite(let path):
            let store = try SQLiteRecordStore(path: path)
            deleteExpired = { try await store.deleteExpired(before: $0, limit: $1) }
            durable = store
        case .postgres(let conninfo):
            let store = try await PostgresRecordStore(conninfo)
            deleteExpired = { try await store.deleteExpired(before: $0, limit: $1) }
            durable = store
        }
        records = durable
        // Beside rows, keys that are missing are lost or elsewhere, and new ones would open none of them.
        let isNew = try await durable.scan(prefix: "", after: nil, limit: 1).isEmpty
        keys = try path.map { isNew ? try KeyFile.loadOrMake($0) : try KeyFile.load($0) } ?? KeyFile.make()
        let sealer = try AESRecordSealer(roots: keys.rootList)
        self.sealer = sealer
        let sentinels = KeySentinels(store: durable, sealer: sealer)
        try await sentinels.claim()
        services = [Housekeeping(clock: clock, logger: logger, deleteExpired: deleteExpired)]
        health = HealthCheck {
            do {
                // This process has left a mark: without one the store was sealed anew for somebody else.
                if try await sentinels.check().isEmpty { throw KeySentinels.Failure.unmarked }
            } catch {
                logger.error("this process cannot serve", metadata: ["cause": "\(error)"])
                throw error
            }
        }
    }
}
