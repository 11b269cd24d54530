/// A hash function that reads its message in parts and returns a digest of fixed size (FIPS 180-4).
public protocol HashFunction: Sendable {
    /// The digest, a value without heap memory.
    associatedtype Digest: HashDigest
    /// An HMAC key, prepared for this hash function.
    associatedtype Key: HashKey where Key.Digest == Digest
    /// The number of bytes in one block.
    static var blockByteCount: Int { get }
    /// Starts the hash of an empty message.
    init()
    /// Adds the next part of the message, of any length.
    mutating func update(_ bytes: RawSpan)
    /// Returns the digest of the message so far; further parts may follow.
    func finalize() -> Digest
}

/// The digest of a hash function: a fixed number of bytes, compared in constant time.
public protocol HashDigest: RandomAccessCollection, Hashable, Sendable where Element == UInt8, Index == Int {
    /// The number of bytes.
    static var byteCount: Int { get }
}

/// A prepared HMAC key (RFC 2104): the states of the hash function after the two padded key blocks.
///
/// It is as secret as the key itself. ``HMAC`` is the type to use.
public protocol HashKey: Sendable {
    /// The authentication code of a message.
    associatedtype Digest: HashDigest
    /// Prepares a key of any length; a key longer than a block is hashed first.
    init(_ key: RawSpan)
    /// The authentication code of a message.
    func authenticationCode(for message: RawSpan) -> Digest
    /// The exclusive or of a digest and `count` codes, each the code of the one before (RFC 8018, 5.2).
    func chained(from first: Digest, count: Int) -> Digest
}

extension HashDigest {
    /// The index of the first byte.
    public var startIndex: Int { 0 }
    /// The index after the last byte.
    public var endIndex: Int { Self.byteCount }
}

extension HashFunction {
    /// Adds the next part of the message, of any length.
    public mutating func update(_ bytes: some Collection<UInt8>) {
        bytes.withRawSpan { update($0) }
    }

    /// Returns the digest of a whole message.
    public static func hash(_ bytes: some Collection<UInt8>) -> Digest {
        bytes.withRawSpan { hash($0) }
    }

    /// Returns the digest of a whole message.
    public static func hash(_ bytes: RawSpan) -> Digest {
        var hash = Self()
        hash.update(bytes)
        return hash.finalize()
    }
}
