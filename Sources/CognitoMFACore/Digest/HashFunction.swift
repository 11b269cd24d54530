/// A hash function that takes its message in parts and answers a digest of fixed size (FIPS 180-4).
public protocol HashFunction: Sendable {
    /// The digest: a value, no heap.
    associatedtype Digest: HashDigest
    /// A key taken in by HMAC with this hash function.
    associatedtype Key: HashKey where Key.Digest == Digest
    /// The bytes of one block.
    static var blockByteCount: Int { get }
    /// A hash of nothing yet.
    init()
    /// Takes the next part of the message, of any length.
    mutating func update(_ bytes: RawSpan)
    /// The digest of what came so far; more may come after.
    func finalize() -> Digest
}

/// The digest of a hash function: bytes of a fixed number, equal in constant time.
public protocol HashDigest: RandomAccessCollection, Hashable, Sendable where Element == UInt8, Index == Int {
    /// The number of bytes.
    static var byteCount: Int { get }
}

/// A key taken in by HMAC (RFC 2104): the states of the hash function behind the two padded key blocks.
///
/// It is as good as the key itself. ``HMAC`` is its public face.
public protocol HashKey: Sendable {
    /// The code of a message.
    associatedtype Digest: HashDigest
    /// Takes a key of any length; one longer than a block is hashed first.
    init(_ key: RawSpan)
    /// The code of a message.
    func authenticationCode(for message: RawSpan) -> Digest
    /// The exclusive or of a digest and of `count` codes, each the code of the one before (RFC 8018, 5.2).
    func chained(from first: Digest, count: Int) -> Digest
}

extension HashDigest {
    /// The first byte's place.
    public var startIndex: Int { 0 }
    /// One past the last byte's place.
    public var endIndex: Int { Self.byteCount }
}

extension HashFunction {
    /// Takes the next part of the message, of any length.
    public mutating func update(_ bytes: some Collection<UInt8>) {
        bytes.withRawSpan { update($0) }
    }

    /// The digest of a whole message.
    public static func hash(_ bytes: some Collection<UInt8>) -> Digest {
        bytes.withRawSpan { hash($0) }
    }

    /// The digest of a whole message.
    public static func hash(_ bytes: RawSpan) -> Digest {
        var hash = Self()
        hash.update(bytes)
        return hash.finalize()
    }
}
