public import AuthFlow

/// Encrypts records before the store sees them.
///
/// A pool or client whose sealed bytes have not changed since they were last opened is not opened again: that a key was
/// taken away shows at the next change or start.
///
/// Without one, contents are stored as they are.
public protocol RecordSealer: Sendable {
    /// The key that `seal` uses now: at most 255 bytes, stored beside the sealed contents.
    var keyID: [UInt8] { get }
    /// Encrypts and authenticates `contents`, bound to the record's key so that rows cannot be exchanged.
    func seal(_ contents: [UInt8], of key: RecordKey) throws -> [UInt8]
    /// The contents again, or a throw when anything was altered.
    func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) throws -> [UInt8]
}

/// Stores contents as they are; for memory.
public struct NoSealer: RecordSealer {
    /// A sealer that does nothing.
    public init() {}
    /// None.
    public var keyID: [UInt8] { [] }
    /// The same bytes.
    public func seal(_ contents: [UInt8], of key: RecordKey) throws -> [UInt8] { contents }
    /// The same bytes.
    public func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) throws -> [UInt8] { sealed }
}
