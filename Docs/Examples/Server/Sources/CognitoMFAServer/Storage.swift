import CognitoMFA
import CognitoMFAPostgres
import CognitoMFASQLite
import CognitoMFASealing
import Logging
import ServiceLifecycle

/// A store with its keys and its background service.
struct Storage {
    let records: any RecordStore
    let keys: KeyFile
    let sealer: any RecordSealer
    let services: [any Service]
    let health: HealthCheck

    /// Opens the store, and reads or creates the key file.
    ///
    /// - Throws: errors of the store and the file; ``KeySentinels/Failure`` if they do not belong together.
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
        // If the store has rows but there is no key file, the keys are lost or elsewhere. New keys would open none of the rows.
        let isNew = try await durable.scan(prefix: "", after: nil, limit: 1).isEmpty
        keys = try path.map { isNew ? try KeyFile.loadOrMake($0) : try KeyFile.load($0) } ?? KeyFile.make()
        let sealer = try AESRecordSealer(roots: keys.rootList)
        self.sealer = sealer
        let sentinels = KeySentinels(store: durable, sealer: sealer)
        try await sentinels.enroll()
        services = [Housekeeping(clock: clock, logger: logger, deleteExpired: deleteExpired)]
        health = HealthCheck {
            do {
                // This process has written a sentinel. If there is none now, the store was resealed with other keys.
                if try await sentinels.check().isEmpty { throw KeySentinels.Failure.unmarked }
            } catch {
                logger.error("this process cannot serve", metadata: ["cause": "\(error)"])
                throw error
            }
        }
    }
}
