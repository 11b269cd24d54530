public import AuthFlow
public import CognitoMFACore

/// The host's store for this library's records: one read and one compare-and-swap, for one key at a time.
///
/// - `compareAndSwap` inserts if the key is absent, replaces or deletes if and only if the stored version equals the one
///   named; it is atomic for its key and durable when it returns.
/// - `read` is linearizable with `compareAndSwap`; a replica that lags must not answer it.
/// - A throw of any error means that the outcome is unknown; the library then reads the record again.
/// - Keys are at most 120 bytes of `[a-z0-9/_-]`; contents at most 65,536 bytes. Versions are compared for equality only.
/// - `expiresAt` is the time from which the row may be deleted. A read must return the row while it exists.
///
/// In SQL a swap is `UPDATE … WHERE key = $1 AND version = $2`, and the row count decides; `Docs/StorageContract.md` has
/// the whole contract.
public protocol RecordStore: Sendable {
    /// Returns the record under `key`, or nil when there is none.
    func read(_ key: RecordKey) async throws -> VersionedRecord?
    /// Applies `change` if the stored version is the one that it names.
    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome
}

/// The version of a stored record: 32 random hexadecimal digits, new for every write and compared for equality only.
public struct RecordVersion: Sendable, Hashable, CustomStringConvertible {
    /// The version as the store keeps it.
    public let text: String
    /// Creates a version from the text that a store has kept.
    public init(_ text: String) { self.text = text }
    /// The version.
    public var description: String { text }
}

/// A record as a store keeps it.
public struct VersionedRecord: Sendable, Hashable {
    /// The version; it changes with every write.
    public let version: RecordVersion
    /// The contents: at most 65,536 bytes, opaque to the store.
    public let contents: [UInt8]
    /// The time from which the row may be deleted; nil for never.
    public let expiresAt: UnixTime?

    /// Creates a record from the columns of a store.
    public init(version: RecordVersion, contents: [UInt8], expiresAt: UnixTime? = nil) {
        (self.version, self.contents, self.expiresAt) = (version, contents, expiresAt)
    }
}

/// The change of a swap, and the version that the stored record must have.
public enum RecordChange: Sendable, Hashable {
    /// Inserts the record if the key is absent.
    case insert(VersionedRecord)
    /// Replaces the record if it has the named version.
    case replace(RecordVersion, with: VersionedRecord)
    /// Deletes the record if it has the named version.
    case delete(RecordVersion)
}

/// The outcome of a swap.
public enum SwapOutcome: Sendable, Hashable {
    /// The change was made and is durable.
    case swapped
    /// The stored version is not the named one, or a record to insert exists already; nothing was changed.
    case conflict
}

/// A store that can also list rows, for ListUsers and for the list of users who could not sign in.
///
/// In SQL: `SELECT … WHERE key LIKE $1 AND key > $2 ORDER BY key LIMIT $3`.
public protocol RecordScanning: RecordStore {
    /// Returns at most `limit` rows, in byte order of their keys: those that begin with `prefix` and come after `key`.
    func scan(prefix: String, after key: RecordKey?, limit: Int) async throws -> [ScannedRecord]
}

/// A store that can also count rows, for the number of users that DescribeUserPool tells.
///
/// In SQL: `SELECT count(*) … WHERE key LIKE $1`. An estimate will do.
public protocol RecordCounting: RecordStore {
    /// Returns the number of rows whose keys begin with `prefix`, or an estimate of it.
    func count(prefix: String) async throws -> Int
}

/// A row of a scan.
public struct ScannedRecord: Sendable, Hashable {
    /// The row's key.
    public let key: RecordKey
    /// The row's record.
    public let record: VersionedRecord

    /// Creates a row from its key and record.
    public init(key: RecordKey, record: VersionedRecord) {
        (self.key, self.record) = (key, record)
    }
}

/// Encrypts records before they reach the store.
///
/// A pool or client record is opened again only if its sealed bytes have changed. The loss of a key therefore shows at the
/// next change or at the next start.
public protocol RecordSealer: Sendable {
    /// The id of the key that `seal` uses now: at most 255 bytes, stored beside the sealed contents.
    var keyID: [UInt8] { get }
    /// Encrypts and authenticates `contents`, bound to the record's key so that rows cannot be exchanged.
    func seal(_ contents: [UInt8], of key: RecordKey) throws -> [UInt8]
    /// Returns the contents again; throws when anything was altered.
    func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) throws -> [UInt8]
}

/// A sealer that leaves contents as they are, as for a store in memory.
public struct NoSealer: RecordSealer {
    /// Creates a sealer that does nothing.
    public init() {}
    /// An empty id.
    public var keyID: [UInt8] { [] }
    /// Returns the same bytes.
    public func seal(_ contents: [UInt8], of key: RecordKey) throws -> [UInt8] { contents }
    /// Returns the same bytes.
    public func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) throws -> [UInt8] { sealed }
}
