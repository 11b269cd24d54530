import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Foundation

/// One file a row: version, a flag and eight bytes for the expiry, then the contents.
///
/// Atomic within this actor, durable against the end of the process.
actor FileRecordStore: RecordStore {
    private let folder: URL

    struct Unreadable: Error {}

    init(_ folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Keys are up to 120 bytes, names of files up to 255.
    private func file(_ key: RecordKey) -> URL { folder.appending(path: Hexadecimal.encode(Array(key.text.utf8))) }

    func read(_ key: RecordKey) throws -> VersionedRecord? {
        let file = file(key)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let bytes = [UInt8](try Data(contentsOf: file))
        guard bytes.count >= 41 else { throw Unreadable() }
        let time = bytes[33..<41].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return VersionedRecord(
            version: RecordVersion(String(decoding: bytes[..<32], as: UTF8.self)), contents: Array(bytes[41...]),
            expiresAt: bytes[32] == 0 ? nil : UnixTime(milliseconds: Int64(bitPattern: time)))
    }

    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) throws -> SwapOutcome {
        let stored = try read(key)?.version
        switch change {
        case .insert(let new) where stored == nil: try write(new, key)
        case .replace(let old, let new) where stored == old: try write(new, key)
        case .delete(let old) where stored == old: try FileManager.default.removeItem(at: file(key))
        default: return .conflict
        }
        return .swapped
    }

    private func write(_ row: VersionedRecord, _ key: RecordKey) throws {
        let time = UInt64(bitPattern: row.expiresAt?.milliseconds ?? 0)
        let expiry =
            [row.expiresAt == nil ? 0 : 1] + stride(from: 56, through: 0, by: -8).map { UInt8(time >> $0 & 0xFF) }
        try Data(Array(row.version.text.utf8) + expiry + row.contents).write(to: file(key), options: .atomic)
    }
}
