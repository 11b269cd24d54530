/// A hash function that takes its message in parts and answers a digest of fixed size (FIPS 180-4).
public protocol HashFunction: Sendable {
    /// The digest: a value, no heap.
    associatedtype Digest: HashDigest
    /// The bytes of one block.
    static var blockByteCount: Int { get }
    /// A hash of nothing yet.
    init()
    /// Takes the next part of the message, of any length.
    mutating func update(_ bytes: some Collection<UInt8>)
    /// The digest of what came so far; more may come after.
    func finalize() -> Digest
}

/// The digest of a hash function: bytes of a fixed number, equal in constant time.
public protocol HashDigest: RandomAccessCollection, Hashable, Sendable where Element == UInt8, Index == Int {
    /// The number of bytes.
    static var byteCount: Int { get }
}

extension HashDigest {
    /// The first byte's place.
    public var startIndex: Int { 0 }
    /// One past the last byte's place.
    public var endIndex: Int { Self.byteCount }
}

extension HashFunction {
    /// The digest of a whole message.
    public static func hash(_ bytes: some Collection<UInt8>) -> Digest {
        var hash = Self()
        hash.update(bytes)
        return hash.finalize()
    }
}
