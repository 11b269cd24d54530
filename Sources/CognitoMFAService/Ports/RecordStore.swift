public import AuthFlow
public import CognitoMFACore

/// Where the host keeps this library's records: one read and one compare-and-swap, for one key at a time.
///
/// - `compareAndSwap` inserts if the key is absent, replaces or deletes if and only if the stored version equals the one
///   named; it is atomic for its key and durable when it returns.
/// - `read` is linearisable with it: no lagging replica.
/// - A throw means that the outcome is unknown; the library reads again and finds out. Throw what you like.
/// - Keys are at most 120 bytes of `[a-z0-9/_-]`; contents at most 65,536 bytes. Versions are compared for equality only.
/// - A row is neither shown nor hidden by `expiresAt`; it tells when the row may be deleted, some time later.
///
/// In SQL a swap is `UPDATE … WHERE key = $1 AND version = $2`, and the row count decides; `Docs/StorageContract.md` has
/// the whole contract.
public protocol RecordStore: Sendable {
    /// The record under `key`, or nil when there is none.
    func read(_ key: RecordKey) async throws -> VersionedRecord?
    /// Makes `change` if the stored version allows it.
    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome
}

/// The version of a stored record: 32 hexadecimal digits, drawn at random for every write and compared for equality only.
public struct RecordVersion: Sendable, Hashable, CustomStringConvertible {
    /// The version as the store keeps it.
    public let text: String
    /// Takes a version that a store has kept.
    public init(_ text: String) { self.text = text }
    /// The version.
    public var description: String { text }
}

/// A record as a store keeps it.
public struct VersionedRecord: Sendable, Hashable {
    /// Changes with every write.
    public let version: RecordVersion
    /// At most 65,536 bytes, opaque to the store.
    public let contents: [UInt8]
    /// When the row may be deleted, if ever.
    public let expiresAt: UnixTime?

    /// Puts together what a store has kept.
    public init(version: RecordVersion, contents: [UInt8], expiresAt: UnixTime? = nil) {
        self.version = version
        self.contents = contents
        self.expiresAt = expiresAt
    }
}

/// What a swap shall do.
///
/// The version named is the one the record must have.
public enum RecordChange: Sendable, Hashable {
    /// Put in if the key is absent.
    case insert(VersionedRecord)
    /// Put in place of the version named.
    case replace(RecordVersion, with: VersionedRecord)
    /// Take out the version named.
    case delete(RecordVersion)
}

/// Whether a swap was made.
public enum SwapOutcome: Sendable, Hashable {
    /// The change was made and is durable.
    case swapped
    /// The key holds another version, or holds one where it should not; nothing was changed.
    case conflict
}
