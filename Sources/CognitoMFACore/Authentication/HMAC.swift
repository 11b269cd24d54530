/// HMAC (RFC 2104) with a prepared key.
///
/// The two padded key blocks are hashed once, when the value is made.
public struct HMAC<Hash: HashFunction>: Sendable {
    private let key: Hash.Key

    /// Prepares a key of any length; a key longer than a block is hashed first.
    public init(key: some Collection<UInt8>) { self.key = key.withRawSpan { Hash.Key($0) } }

    init(_ key: Hash.Key) { self.key = key }

    /// The authentication code of a message.
    public func authenticationCode(for message: some Collection<UInt8>) -> Hash.Digest {
        message.withRawSpan { key.authenticationCode(for: $0) }
    }

    /// The authentication code of a message.
    public func authenticationCode(for message: RawSpan) -> Hash.Digest { key.authenticationCode(for: message) }

    /// Returns true if `code` is the complete authentication code of a message, compared in constant time.
    ///
    /// A truncated code is refused.
    public func isValid(_ code: some Collection<UInt8>, for message: some Collection<UInt8>) -> Bool {
        ConstantTime.areEqual(self.authenticationCode(for: message), code)
    }

    /// The exclusive or of a digest and `count` codes, each the code of the one before (RFC 8018, 5.2).
    func chained(from first: Hash.Digest, count: Int) -> Hash.Digest { key.chained(from: first, count: count) }
}

extension HMAC: CustomStringConvertible, CustomDebugStringConvertible {
    /// A fixed text without the key.
    public var description: String { "HMAC(redacted)" }
    /// A fixed text without the key.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    extension HMAC: CustomReflectable {
        /// A mirror without children, because the two states are as secret as the key.
        public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
    }
#endif
