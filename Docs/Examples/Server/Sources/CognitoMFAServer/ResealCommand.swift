import ArgumentParser
import CognitoMFA
import CognitoMFAPostgres
import CognitoMFASQLite
import CognitoMFASealing
import Foundation

/// A command that reseals every row of a store while no process serves it.
struct ResealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reseal",
        abstract: "Seal every row of a store anew; stop every process of the store first.",
        discussion: """
            Without --from and --to every row comes under the newest root of --keys. An interrupted run is run again with \
            the same options; until it has come to its end no process serves the store.
            """)

    @Option(help: "sqlite: and the path of a file, or postgres: and libpq's conninfo or URL.")
    var store: StoreChoice

    @Option(help: "The file of keys.")
    var keys: String?

    @Option(help: "With what rows are sealed: keys (the file of --keys), keys: and another file, or plain (nothing).")
    var from = SealingChoice.keys(path: nil)

    @Option(help: "With what rows shall be sealed: as for --from.")
    var to = SealingChoice.keys(path: nil)

    func validate() throws {
        guard store != .memory else { throw ValidationError("A store in memory has no rows to seal.") }
        guard keys != nil || ![from, to].contains(.keys(path: nil)) else {
            throw ValidationError("--keys is missing: --from or --to means its file.")
        }
        guard from != .plain || to != .plain else { throw ValidationError("--from and --to exclude each other.") }
    }

    func run() async throws {
        let (old, new) = (try from.sealer(keys), try to.sealer(keys))
        let counts = try await Self.reseal(try await store.openDurable(), from: old, to: new) {
            print("\($0.rewritten) rows sealed anew, \($0.left) left")
        }
        print("All \(counts.rewritten + counts.left) rows are sealed as told; start every process with the same keys.")
    }

    /// Changes rows and sentinels, in such an order that no process ever serves a store that is half changed.
    static func reseal(
        _ store: any RecordScanning, from old: any RecordSealer, to new: any RecordSealer,
        progress: (Resealing.Progress) -> Void = { _ in }
    ) async throws -> Resealing.Progress {
        func open(_ store: some RecordScanning, _ old: some RecordSealer, _ new: some RecordSealer) -> Resealing {
            Resealing(store, from: old, to: new, leaving: [KeySentinels.prefix])
        }
        let sentinels = KeySentinels(store: store, sealer: new)
        try await sentinels.verifyMarks(from: old)
        let resealing = open(store, old, new)
        try await resealing.verify()
        try await sentinels.beginResealing()
        let counts = try await resealing.run(progress)
        try await sentinels.endResealing()
        return counts
    }
}

/// A sealer of rows, as the options name it.
enum SealingChoice: ExpressibleByArgument, Hashable {
    /// No sealer: plain rows.
    case plain
    /// The roots of a key file; without a path, the file of `--keys`.
    case keys(path: String?)

    init?(argument: String) {
        switch argument {
        case "plain": self = .plain
        case "keys": self = .keys(path: nil)
        default:
            guard argument.hasPrefix("keys:"), argument.utf8.count > 5 else { return nil }
            self = .keys(path: String(argument.dropFirst(5)))
        }
    }

    var defaultValueDescription: String { "keys" }

    /// Returns the sealer of a file that must exist: new keys would open nothing.
    func sealer(_ file: String?) throws -> any RecordSealer {
        guard case .keys(let path) = self, let path = path ?? file else { return NoSealer() }
        return try AESRecordSealer(roots: try KeyFile.load(path).rootList)
    }
}

extension StoreChoice {
    /// Opens a store that must exist.
    fileprivate func openDurable() async throws -> any RecordScanning {
        switch self {
        case .memory: throw ValidationError("A store in memory has no rows to seal.")
        case .postgres(let conninfo): return try await PostgresRecordStore(conninfo)
        case .sqlite(let path):
            guard FileManager.default.fileExists(atPath: path) else {
                throw ValidationError("There is no store at \(path).")
            }
            return try SQLiteRecordStore(path: path)
        }
    }
}
