public import AuthFlow

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
